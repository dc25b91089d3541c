"""Definition files that are no TOML, in every way a file can be none."""

from pathlib import Path

import pytest

from domain.errors import Unreadable
from domain.toml_files import parse_toml, read_toml


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = \n", r"probe\.toml: keine gültige TOML-Datei; der Fehler liegt bei Zeile 1, Spalte 5\. Bitte dort berichtigen\."),
        ("a", r"probe\.toml: keine gültige TOML-Datei; der Fehler liegt bei der letzten Zeile\. Bitte dort berichtigen\."),
        ("a = " + 20_000 * "[", r"probe\.toml: .* zu tief ineinander verschachtelt\. Bitte"),
        ("a = " + 51 * "[" + 51 * "]", "zu tief"),
        (5_000 * "a." + "a = 1", "zu tief"),
        ("[" + 5_000 * "a." + "a]", "zu tief"),
        ("a = " + 6_000 * "9", r"probe\.toml: .* Tausend Ziffern\. Bitte"),
    ],
    ids=["syntax", "cut off", "brackets", "just too deep", "dotted key", "dotted table", "long integer"],
)
def test_text_that_is_no_definition_is_unreadable(text: str, sentence: str):
    with pytest.raises(Unreadable, match=sentence):
        parse_toml(text, "probe.toml")


def test_ordinary_nesting_is_read():
    assert parse_toml("[[a.b]]\nc = [{ d = [1, [2]] }]", "probe.toml") == {"a": {"b": [{"c": [{"d": [1, [2]]}]}]}}


def test_a_file_in_another_encoding_is_unreadable(tmp_path: Path):
    (tmp_path / "alt.toml").write_bytes('name = "Maßnahmen"'.encode("cp1252"))
    with pytest.raises(Unreadable, match=r"alt\.toml: Der Text ist nicht in UTF-8"):
        read_toml(tmp_path / "alt.toml")


def test_a_missing_file_and_a_folder_are_unreadable(tmp_path: Path):
    for path in (tmp_path / "fehlt.toml", tmp_path):
        with pytest.raises(Unreadable, match="fehlt oder lässt sich nicht öffnen"):
            read_toml(path)
