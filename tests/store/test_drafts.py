"""A started import survives everything but a week."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

import store.drafts
from domain.errors import NotFound
from store import Home
from tests.store.builders import START


def start(home: Home, name: str = "Tabelle.xlsx", by: str = "Frau M.") -> store.drafts.Draft:
    return store.drafts.start(home, b"Inhalt", name, by=by, now=START)


def test_a_draft_is_found_again_with_file_and_decisions(home: Home) -> None:
    draft = start(home)
    decided = replace(draft, layout="eigene", choices={"header": [4, 5]}, confirmations={"H410|…": "stimmt"}, note="vorläufig")
    store.drafts.save(home, decided)
    again = store.drafts.open_draft(Home(home.path), draft.id)
    assert again == decided
    assert store.drafts.file_of(home, again).read_bytes() == b"Inhalt" and store.drafts.file_of(home, again).suffix == ".xlsx"


def test_two_people_with_the_same_file_have_a_draft_each(home: Home) -> None:
    first, second = start(home), start(home, by="Herr K.")
    store.drafts.discard(home, first.id)
    assert [each.by for each in store.drafts.drafts(home, START)] == ["Herr K."]
    assert store.drafts.file_of(home, second).is_file()


def test_after_seven_days_a_draft_is_gone(home: Home) -> None:
    draft = start(home)
    assert store.drafts.drafts(home, START + timedelta(days=7)) == (draft,)
    assert store.drafts.drafts(home, START + timedelta(days=7, seconds=1)) == ()
    with pytest.raises(NotFound, match="sieben Tage"):
        store.drafts.open_draft(home, draft.id)


def test_a_discarded_draft_cannot_be_saved(home: Home) -> None:
    draft = start(home)
    store.drafts.discard(home, draft.id)
    with pytest.raises(NotFound):
        store.drafts.save(home, draft)
    assert not (home.drafts / draft.id).exists()


@pytest.mark.parametrize("given", ["", "..", "../files", "0" * 31, "g" * 32])
def test_what_is_no_id_opens_and_deletes_nothing(home: Home, given: str) -> None:
    start(home)
    store.drafts.discard(home, given)
    with pytest.raises(NotFound):
        store.drafts.open_draft(home, given)
    assert len(store.drafts.drafts(home, START)) == 1


@pytest.mark.parametrize("name", ["../../boese.xlsx", "a.xls/../../x", "ohne", "x." + "y" * 300, "büro.ödt"])
def test_a_file_name_never_leaves_the_folder(home: Home, name: str) -> None:
    draft = start(home, name)
    assert store.drafts.file_of(home, draft).resolve().parent == (home.drafts / draft.id).resolve()
    assert store.drafts.open_draft(home, draft.id).name == name


def test_a_damaged_draft_does_not_hide_the_others(home: Home) -> None:
    broken, whole = start(home), start(home, "b.csv")
    (home.drafts / broken.id / "draft.json").write_text(json.dumps({"id": broken.id}))
    assert store.drafts.drafts(home, START) == (whole,)


def test_a_draft_saved_while_it_was_discarded_is_gone(home: Home) -> None:
    draft = start(home)
    store.drafts.file_of(home, draft).unlink()  # what is left when the description is written after the folder was emptied
    with pytest.raises(NotFound):
        store.drafts.open_draft(home, draft.id)
    assert store.drafts.drafts(home, START) == ()
