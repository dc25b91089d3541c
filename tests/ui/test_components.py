import csv
import io

import pytest

from domain.access import Role, Viewer
from domain.indicators import Weather
from domain.measures import MeasureState, Schedule
from ui.components import chip, csv_bytes, escape_md, web_link_md
from ui.links import link, selected, selected_many
from views.terms import WEATHER, term


@pytest.mark.parametrize(
    "text", ["![](http://example.org/x.png)", "[a](javascript:alert(1))", "<b>x</b>", "# Kopf", "$x$", "a_b_*c*", "`x`", "|a|b|"]
)
def test_markdown_signs_are_written_as_they_are(text):
    escaped = escape_md(text).replace("\u2060", "")
    rest = escaped
    for sign in "\\`*_{}[]()<>#+-!|~$&^=\"'":
        rest = rest.replace("\\" + sign, "")
    assert not set(rest) & set("`*_{}[]()<>#!|~$")


def test_short_codes_colours_and_addresses_are_broken_invisibly():
    for text in (":smile:", ":material/home:", "http://example.org", "www.example.org"):
        escaped = escape_md(text)
        assert "\u2060" in escaped
        assert escaped.replace("\u2060", "").replace("\\", "") == text


def test_line_breaks_cannot_start_a_list_or_a_code_block():
    assert escape_md("a\n\n    code\n- b") == "a code \\- b"
    assert escape_md("1. Mai") == "1\\. Mai"


def test_plain_german_text_stays_as_it_is():
    assert escape_md("Sprache, Bildung: 12,5 % (vorläufig)") == "Sprache, Bildung: 12,5 % \\(vorläufig\\)"


@pytest.mark.parametrize("state", [*Weather, *MeasureState, *Schedule])
def test_a_state_is_glyph_word_and_colour(state):
    shown = term(state)
    assert chip(state) == f":{shown.markdown}[{shown.glyph}\u00a0{escape_md(shown.word)}]"
    assert shown.glyph.strip() and shown.word.strip()


@pytest.mark.parametrize("state", [*Weather, *MeasureState, *Schedule])
def test_text_colours_have_enough_contrast(state):
    assert _contrast(term(state).text, "#FFFFFF") >= 4.5
    assert _contrast("#111111", term(state).fill) >= 4.5


def test_verdicts_differ_by_glyph_and_word_not_only_by_colour():
    assert len({item.glyph for item in WEATHER.values()}) == len(WEATHER) == len({item.word for item in WEATHER.values()})


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_csv_opens_in_german_excel_and_runs_nothing():
    content = csv_bytes(["Name", "Wert"], [["=1+1", "3,1"], ["@x", "\u22122,0"], ["+0,4", "-"], ["a;b", "1.284"]])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [["Name", "Wert"], ["'=1+1", "3,1"], ["'@x", "\u22122,0"], ["+0,4", "-"], ["a;b", "1.284"]]


def test_only_plain_addresses_become_links_out_of_the_house():
    assert web_link_md("https://www.statistik.niedersachsen.de/a?b=1").endswith("](https://www.statistik.niedersachsen.de/a?b=1)")
    for text in ("javascript:alert(1)", "http://example.org", "https://a.b/c)[x](javascript:1", "https://a b", "//example.org"):
        assert "](" not in web_link_md(text).replace("\\](", "").replace("\\]\\(", "")


def test_links_carry_selection_and_role():
    department = Viewer(Role.DEPARTMENT, frozenset({"sprache", "arbeit"}))
    assert link("indikator", id="x y", gebiet="") == "./indikator?id=x+y"
    assert link("massnahmen", department, id="1.10") == "./massnahmen?id=1.10&rolle=department&felder=arbeit%2Csprache"
    assert link("ueberblick", Viewer(Role.OFFICE)) == "./ueberblick"


def test_only_known_ids_are_taken_from_the_address():
    assert selected({"id": "a"}, "id", ["a", "b"]) == "a"
    assert selected({"id": "../x"}, "id", ["a", "b"], "b") == "b"
    assert selected({}, "id", ["a"]) is None
    assert selected_many({"f": "b,x,a,b"}, "f", ["a", "b"]) == ("b", "a")
