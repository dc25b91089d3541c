"""Own table descriptions: the newest version is in force, revoking brings the one before back."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.errors import NotFound, WrongUse
from store import Home, own_layouts
from tests.store.builders import START


def in_force(home: Home) -> str | None:
    path = home.layouts / "kurse" / "layout.toml"
    return path.read_text("utf-8") if path.exists() else None


def test_versions_are_kept_and_revoked_one_after_the_other(home: Home) -> None:
    for text in ("eins", "zwei", "drei"):
        own_layouts.save(home, "kurse", text, by="Frau M.", now=START)
    assert in_force(home) == "drei"
    assert own_layouts.revoke(home, "kurse", by="Herr K.", now=START).number == 2
    assert in_force(home) == "zwei"
    assert own_layouts.save(home, "kurse", "vier", by="Frau M.", now=START).number == 4
    assert own_layouts.revoke(home, "kurse", by="Herr K.", now=START).number == 2
    assert own_layouts.revoke(home, "kurse", by="Herr K.", now=START).number == 1
    assert own_layouts.revoke(home, "kurse", by="Herr K.", now=START) is None
    assert in_force(home) is None
    assert [(each.number, each.revoked_by) for each in own_layouts.versions(home, "kurse")] == [(n, "Herr K.") for n in (1, 2, 3, 4)]
    assert own_layouts.text_of(home, "kurse", 3).read_text("utf-8") == "drei"


def test_what_does_not_exist_cannot_be_revoked(home: Home) -> None:
    with pytest.raises(NotFound):
        own_layouts.revoke(home, "kurse", by="Herr K.", now=START)


@pytest.mark.parametrize("given", ["", "../kurse", "Kurse", "kurse.toml", "ä", "-kurse", "x" * 81])
def test_an_id_is_small_letters_digits_and_strokes(home: Home, given: str) -> None:
    with pytest.raises(WrongUse):
        own_layouts.save(home, given, "x", by="Frau M.", now=START)
    assert own_layouts.versions(home, given) == ()


def test_people_who_save_at_once_get_a_version_each(home: Home) -> None:
    with ThreadPoolExecutor(4) as pool:
        saved = list(pool.map(lambda text: own_layouts.save(home, "kurse", text, by="Frau M.", now=START), map(str, range(12))))
    numbers = sorted(each.number for each in saved)
    assert numbers == [each.number for each in own_layouts.versions(home, "kurse")] == list(range(1, 13))
    assert in_force(home) == own_layouts.text_of(home, "kurse", 12).read_text("utf-8")
