"""Reads report texts that come back as Excel or Word; what a text field holds besides words is told, not kept."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import fromstring

from domain.errors import Unreadable
from domain.report_text_sheet import KEY, PLACEHOLDER, PUBLIC, STAND, TEXT, YES, ReturnedText, ReturnedTexts
from domain.report_texts import cleaned, key_of, mark
from loaders.precheck import FileKind, file_kind, word_text
from loaders.workbook import read_sheet, sheet_names

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOT_OURS = (
    "Das ist keine Ausgabe der Berichtstexte. Erwartet wird die Excel- oder Word-Datei, die die Seite „Berichtstexte“ ausgibt; "
    "bitte dort neu herunterladen und die Texte übertragen."
)
_STAND = re.compile(r"(\d{1,6})\|([0-9a-f]{16})\|(ja|nein)\|([0-9a-f]{16})")
_TAG = re.compile(r"t_([0-9a-f]{16})_(\d{1,6})_([0-9a-f]{16})")
_ABOUT = re.compile(r"texte_(\d{4})_(H[12])_([0-9a-f]{16})_([0-9a-f]{8})")
_HEAD_ROWS = 20
_LOST = {"tbl": "eine Tabelle", "drawing": "ein Bild", "pict": "ein Bild", "footnoteReference": "eine Fußnote", "b": "Fettschrift",
         "i": "Kursivschrift", "u": "Unterstreichung", "color": "eine Farbe", "highlight": "eine Markierung",
         "commentReference": "ein Kommentar", "numPr": "Aufzählungszeichen"}  # fmt: skip


def read_report_texts(path: Path, name: str) -> ReturnedTexts:
    """The texts of a file that came back. Raises Unreadable for other files, and where one text stands in it twice."""
    word = word_text(path, name)
    returned = _word(word, name) if word is not None else _workbook(path, name)
    keys = [each.key for each in returned.texts]
    twice = [each.place for each in returned.texts if keys.count(each.key) > 1]
    if twice:
        raise Unreadable(f"{name}: Ein Text steht zweimal in der Datei ({', '.join(twice)}). Bitte nur einen davon stehen lassen.")
    return returned


def _workbook(path: Path, name: str) -> ReturnedTexts:
    if file_kind(path, name) is not FileKind.WORKBOOK:
        raise Unreadable(f"{name}: {_NOT_OURS}")
    for sheet in sheet_names(path, name):
        rows = read_sheet(path, name, sheet).rows
        for number, heads in enumerate(rows[:_HEAD_ROWS], start=1):
            places = {str(head).strip(): place for place, head in enumerate(heads)}
            if {KEY, STAND, TEXT, PUBLIC} <= places.keys():
                return _rows(name, sheet, rows, number, places)
    raise Unreadable(f"{name}: {_NOT_OURS}")


def _rows(name: str, sheet: str, rows: Any, head: int, places: dict[str, int]) -> ReturnedTexts:
    texts, notes, made_for = [], [], set()
    for number, row in enumerate(rows[head:], start=head + 1):

        def at(column: str, row: Any = row) -> str:
            place = places[column]
            return str(row[place]) if place < len(row) else ""

        key, stand = key_of(at(KEY).strip()), _STAND.fullmatch(at(STAND).strip())
        where = f"Blatt „{sheet}“, Zeile {number}"
        if key is None or stand is None:
            if cleaned(at(TEXT)):
                notes.append(f"{where}: Der Text gehört zu keinem Thema und wird nicht übernommen. Neue Zeilen lassen sich nicht anfügen.")
            continue
        public = at(PUBLIC).strip().casefold()
        if public not in (YES, "nein"):
            raise Unreadable(f"{name}: {where}, Spalte „{PUBLIC}“: Hier steht „{public}“. Erwartet wird „ja“ oder „nein“.")
        made_for.add((stand[4], key.period))
        texts.append(ReturnedText(where, at(KEY).strip(), cleaned(at(TEXT)), int(stand[1]), stand[2], public == YES, stand[3] == YES))
    if len(made_for) != 1:
        raise Unreadable(f"{name}: {_NOT_OURS}" if not made_for else f"{name}: Die Datei mischt Halbjahre. Bitte je Halbjahr eine Datei.")
    concept, period = made_for.pop()
    return ReturnedTexts(concept, period, tuple(texts), tuple(notes))


def _word(content: bytes, name: str) -> ReturnedTexts:
    body = fromstring(content).find(f"{_W}body")
    controls = [] if body is None else list(_controls(body))
    about = next((found for tag, _ in controls if (found := _ABOUT.fullmatch(tag))), None)
    if body is None or about is None:
        raise Unreadable(f"{name}: {_NOT_OURS}")
    texts, notes = [], []
    for tag, control in controls:
        match, title = _TAG.fullmatch(tag), f"Textfeld „{_value(control, 'alias')}“"
        if match is None:
            continue
        text = cleaned("\n".join(_paragraphs(control)))
        texts.append(ReturnedText(title, match[1], "" if text == PLACEHOLDER else text, int(match[2]), match[3]))
        lost = dict.fromkeys(_LOST[each.tag.removeprefix(_W)] for each in _content(control) if _carries(each))
        if lost:
            notes.append(f"{title}: Nicht übernommen wird {', '.join(lost)}; der Text selbst bleibt.")
    if mark(" ".join(text for each in body.findall(f"{_W}p") if (text := _text(each, ("sdt",)))))[:8] != about[4]:
        notes.append("Außerhalb der Textfelder wurde etwas geändert oder geschrieben; das wird nicht übernommen.")
    return ReturnedTexts(about[3], f"{about[1]}-{about[2]}", tuple(texts), tuple(notes))


def _controls(body: Any) -> Iterator[tuple[str, Any]]:
    """Each control with its tag, or the bookmark that has its name where a program forgot the tag."""
    for parent in body.iter():
        outside = parent.findall(f"{_W}bookmarkStart")
        for control in parent.findall(f"{_W}sdt"):
            names = (each.get(f"{_W}name", "") for each in (*outside, *control.iter(f"{_W}bookmarkStart")))
            known = next((each for each in names if _TAG.fullmatch(each) or _ABOUT.fullmatch(each)), "")
            yield _value(control, "tag") or known, control


def _value(control: Any, name: str) -> str:
    found = control.find(f"{_W}sdtPr/{_W}{name}")
    return "" if found is None else found.get(f"{_W}val", "")


def _content(control: Any) -> Iterator[Any]:
    for content in control.findall(f"{_W}sdtContent"):
        yield from content.iter()


def _carries(element: Any) -> bool:
    """True for formatting that is switched on and for what is no text."""
    name = element.tag.removeprefix(_W)
    off = element.get(f"{_W}val", "") in ("0", "false", "none", "auto", "808080")  # grey is the placeholder's
    return name in _LOST and not off


def _paragraphs(control: Any) -> Iterable[str]:
    """Those in the control, or its words within one."""
    content = control.findall(f"{_W}sdtContent")
    found = [_text(each) for each in _content(control) if each.tag == f"{_W}p"]
    return found or [_text(each) for each in content]


def _text(paragraph: Any, skipped: tuple[str, ...] = ()) -> str:
    """Words with their line breaks; what was moved away or deleted under tracked changes does not count."""
    parts: list[str] = []

    def walk(element: Any) -> None:
        name = element.tag.removeprefix(_W)
        if name in ("del", "moveFrom", "pPr", "rPr", *skipped):
            return
        if name == "t":
            parts.append(element.text or "")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name == "tab":
            parts.append(" ")
        for child in element:
            if child.tag != f"{_W}p":  # those in boxes are paragraphs of their own
                walk(child)

    walk(paragraph)
    return "".join(parts)
