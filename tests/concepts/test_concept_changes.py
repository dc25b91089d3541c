"""What may change in a concept and what not, beside the concept in force: adopted text, versions with fates, targets."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

import store.reading
import workflows
from domain.access import OFFICE, Role, Viewer
from domain.concept_toml import concept_toml
from domain.concept_versions import compare, parts
from domain.concepts import (
    ActionField,
    Concept,
    Fate,
    FateKind,
    FieldIndicator,
    Goal,
    HomeArea,
    PartKind,
    Version,
)
from domain.deliveries import Finding, Severity
from domain.errors import NotAllowed, WrongUse
from domain.indicators import Rule, Target
from domain.measures import MeasureRow, MeasureState
from loaders.concept import read_concept
from reports.status_sheet import write_status_sheet
from settings import Settings
from store import Home, open_snapshot
from tests.workflows.homes import ROOT, cli
from views import concept_versions as shown_versions
from views import imports as shown_imports
from workflows.concepts import compared_concept

OLD = Version("2017", "2017-12", "Rat")
NEW = Version("2024", "2024-05-02", "Rat", valid_from="2024-06-01")
TARGET = Target(Rule.TARGET_YEAR, 10.0, 2030, "2017-12")
BASE = Concept(
    "probe", "Probekonzept", "Probestadt", HomeArea("05316", "Leverkusen"),
    (
        ActionField("bildung", "Bildung", goals=(Goal("b1", "Alle lernen."), Goal("b2", "Alle bleiben.")), approaches=("Eltern beraten",)),
        ActionField("arbeit", "Arbeit", goals=(Goal("a1", "Alle arbeiten."),)),
        ActionField("sport", "Sport", adopted=False),
    ),
    mission="Mit allen für alle", principles=("Wir reden mit.", "Wir zählen nach."), strategic_goals=(Goal("A3", "Offene Stadt"),),
    versions=(OLD,), indicators=(FieldIndicator("arbeit", "arbeitslosenquote", targets=(TARGET,)),),
)  # fmt: skip


def field_with(place: int, **changes: Any) -> Concept:
    fields = list(BASE.fields)
    fields[place] = replace(fields[place], **changes)
    return replace(BASE, fields=tuple(fields))


def findings(after: Concept, before: Concept = BASE, measures: dict[str, str] | None = None) -> tuple[Finding, ...]:
    """What a concept.toml of the later concept is told beside the one in force."""
    reading = read_concept(concept_toml(after), "concept.toml")
    assert reading.findings == ()
    return compared_concept(reading, before, measures or {}).findings


def codes(after: Concept, before: Concept = BASE, measures: dict[str, str] | None = None) -> list[tuple[str, str | None]]:
    return [(each.code, each.cell) for each in findings(after, before, measures)]


# Within a version


@pytest.mark.parametrize(
    ("after", "old", "new", "place"),
    [
        (replace(BASE, mission="Anders"), "Mit allen für alle", "Anders", "mission"),
        (replace(BASE, mission=""), "Mit allen für alle", "", "mission"),
        (replace(BASE, principles=("Wir reden mit.", "Wir schätzen.")), "Wir zählen nach.", "Wir schätzen.", "principles[2]"),
        (replace(BASE, principles=("Wir zählen nach.",)), "Wir reden mit.", "", None),
        (field_with(0, name="Schule"), "Bildung", "Schule", "fields[1].name"),
        (field_with(0, goals=(Goal("b1", "Viele"), BASE.fields[0].goals[1])), "Alle lernen.", "Viele", "fields[1].goals[1].text"),
        (field_with(0, goals=(Goal("b1", "Alle lernen."),)), "Alle bleiben.", "", None),
        (field_with(0, approaches=()), "Eltern beraten", "", None),
        (replace(BASE, strategic_goals=(Goal("A3", "Schöne Stadt"),)), "Offene Stadt", "Schöne Stadt", "strategic_goals[1].text"),
    ],
)  # fmt: skip
def test_adopted_text_stays_as_it_is_within_a_version(after: Concept, old: str, new: str, place: str | None) -> None:
    """L9 O4: the concept stays valid until a new version; what the council adopted cannot be rewritten under its name."""
    (finding,) = findings(after)
    assert (finding.severity, finding.code, finding.cell) == (Severity.ERROR, "E340", place)
    assert f"„{old}“" in finding.found and (f"„{new}“" in finding.found if new else "nicht mehr da" in finding.found)
    assert "2017" in finding.expected
    assert "neue Fassung" in finding.advice and "zurücknehmen" in finding.advice


def test_a_field_taken_away_and_a_goal_moved_to_another_field_are_told() -> None:
    gone = replace(BASE, fields=BASE.fields[:1])
    assert [each.found for each in findings(replace(gone, indicators=()))][:2] == [
        "Handlungsfeld „arbeit“: bisher „Arbeit“, hier nicht mehr da",
        "Leitziel „a1“: bisher „Alle arbeiten.“, hier nicht mehr da",
    ]
    fields = (
        replace(BASE.fields[0], goals=BASE.fields[0].goals[:1]),
        replace(BASE.fields[1], goals=(*BASE.fields[1].goals, Goal("b2", "Alle bleiben."))),
    )
    (finding,) = findings(replace(BASE, fields=(*fields, BASE.fields[2])))
    assert "Handlungsfeld „bildung“" in finding.found and "Handlungsfeld „arbeit“" in finding.found


@pytest.mark.parametrize(
    "after",
    [
        BASE,
        replace(BASE, mission="Mit allen\nfür  alle"),  # a line break is no other wording
        replace(BASE, principles=(*BASE.principles, "Neu ergänzt.")),
        field_with(1, approaches=("Betriebe besuchen",), number="2", note="Ergänzt."),
        field_with(0, goals=(*BASE.fields[0].goals, Goal("b3", "Ergänzt."))),
        field_with(2, name="Sport und Freizeit"),  # its name was not taken from the adopted text
        replace(BASE, fields=(*BASE.fields, ActionField("wohnen", "Wohnen"))),
        replace(BASE, responsible="Amt", scope="Alle", funding="Haushalt"),
        replace(BASE, versions=(replace(OLD, document="2017/1900", valid_from="2018-01"),)),
    ],
)  # fmt: skip
def test_what_the_source_left_open_may_be_added(after: Concept) -> None:
    """O6: a flexible instrument: the office may complete its concept at any time."""
    assert findings(after) == ()


def test_a_draft_that_nobody_adopted_may_be_rewritten() -> None:
    draft = replace(BASE, versions=(Version("in Erarbeitung"),))
    assert findings(replace(draft, mission="Anders", fields=BASE.fields[:2]), draft) == ()


DRAFT = Version("2026", valid_from="2026-01")


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ({"versions": (Version("2017"),)}, "„2017“ ist nicht mehr als beschlossen angegeben"),
        ({"versions": (replace(OLD, date="", decided_by=""), DRAFT)}, "„2017“ ist nicht mehr als beschlossen angegeben"),
        ({"versions": (NEW, OLD)}, "Die Fassungen stehen in anderer Reihenfolge: „2024“, „2017“"),
        ({"fields": (replace(BASE.fields[0], adopted=False), *BASE.fields[1:])}, "der Name gilt nicht mehr als beschlossen"),
    ],
)  # fmt: skip
def test_nothing_sets_adopted_text_free_in_two_steps(after: dict[str, Any], found: str) -> None:
    """L9: a version once adopted stays so, in its place; otherwise the next delivery could rewrite what the council adopted."""
    before = replace(BASE, versions=(OLD, NEW)) if "anderer Reihenfolge" in found else BASE
    told = findings(replace(before, **after), before)
    assert [each.severity for each in told] == [Severity.ERROR]
    assert found in told[0].found


def test_a_draft_of_a_new_version_goes_on_telling_what_becomes_of_every_part() -> None:
    """O4: neither rewriting the draft nor adopting it or adding another version makes the sums disagree."""
    drafted = replace(BASE, versions=(OLD, DRAFT))
    assert findings(drafted) == ()
    for version in (DRAFT, replace(DRAFT, date="2026-01-15")):
        rewritten = replace(field_with(0, goals=(Goal("b1", "Alle lernen."), Goal("b2", "Viele gehen."))), versions=(OLD, version))
        reading = read_concept(concept_toml(rewritten), "concept.toml")
        told = compared_concept(reading, drafted, {}, {"2017": BASE, "2026": drafted}).findings
        assert {each.code for each in told} == {"E343"} and "b2" in told[0].found
        fate = Fate(PartKind.GOAL, FateKind.CHANGED, "b2", "b2")
        reading = read_concept(concept_toml(replace(rewritten, versions=(OLD, replace(version, fates=(fate,))))), "concept.toml")
        assert compared_concept(reading, drafted, {}, {"2017": BASE, "2026": drafted}).findings == ()
    on_top = replace(BASE, mission="Anders", fields=BASE.fields[:2], versions=(OLD, DRAFT, Version("2027", "2026-11")))
    assert "E343" in {each.code for each in findings(on_top, drafted)}


def test_a_draft_in_a_real_installation_is_held_to_the_version_before(tmp_path: Path) -> None:
    """L9: the text that a draft is compared with comes from the deliveries, and three deliveries cannot change an adopted goal unseen."""
    (tmp_path / "concept.toml").write_text(concept_toml(replace(BASE, indicators=())), "utf-8")
    home = Home(tmp_path / "home")
    workflows.init(home, str(tmp_path / "concept.toml"), workflows.warm_reader(), settings=Settings())
    draft = replace(BASE, indicators=(), versions=(OLD, DRAFT))
    rewritten = replace(
        draft, fields=(replace(BASE.fields[0], goals=(Goal("b1", "Keiner lernt."), BASE.fields[0].goals[1])), *BASE.fields[1:])
    )
    for place, (concept, taken) in enumerate(((draft, True), (rewritten, False))):
        file = tmp_path / f"{place}.toml"
        file.write_text(concept_toml(concept), "utf-8")
        accepted = workflows.accept(home, file, workflows.warm_reader(), name="concept.toml")
        assert (accepted.number is not None) is taken, accepted.reading.findings
    assert {each.code for each in accepted.reading.findings} == {"E343"}


def test_the_concept_of_another_city_is_told() -> None:
    """Without a hint, the wrong file would replace everything in an installation whose concept names no version."""
    open_concept = replace(BASE, versions=())
    other = replace(open_concept, id="anderswo", area=HomeArea("05315", "Köln"))
    told = [(each.severity, each.code, each.found) for each in findings(other, open_concept) if each.code == "H442"]
    assert told == [
        (Severity.HINT, "H442", "Kennung „anderswo“, bisher „probe“"),
        (Severity.HINT, "H442", "Gebietsschlüssel „05315“, bisher „05316“"),
    ]
    assert findings(open_concept, open_concept) == ()


def test_renaming_the_version_is_no_way_around() -> None:
    after = replace(BASE, mission="Anders", versions=(replace(OLD, label="2017 neu"),))
    assert codes(after) == [("E341", "versions")]


# A new version


def update(*fates: Fate, fields: tuple[ActionField, ...] | None = None, version: Version = NEW, **changes: Any) -> Concept:
    return replace(BASE, fields=fields or BASE.fields, versions=(OLD, replace(version, fates=fates)), **changes)


def fate(kind: PartKind, what: FateKind, old: str = "", new: str = "") -> Fate:
    return Fate(kind, what, old, new)


def test_a_new_version_with_the_same_text_needs_no_line() -> None:
    """What is the same with id and text is kept without saying so (L9)."""
    assert findings(update()) == ()
    found = {kind: compare(replace(NEW), parts(BASE), parts(BASE), kind) for kind in parts(BASE)}
    assert all(step.implied and step.fate is FateKind.KEPT for each in found.values() for step in each.steps)
    assert {kind: (each.old_total, each.new_total) for kind, each in found.items()} == {
        PartKind.FIELD: (3, 3), PartKind.GOAL: (3, 3), PartKind.APPROACH: (1, 1), PartKind.STRATEGIC_GOAL: (1, 1),
    }  # fmt: skip


def test_parts_without_a_fate_are_listed_and_with_one_accepted() -> None:
    """O4 O5: what became of each part is said: changed, merged, new or dropped."""
    fields = (
        replace(BASE.fields[0], name="Bildung und Kita", goals=(Goal("b1", "Alle lernen Deutsch."),)),
        ActionField("teilhabe", "Teilhabe"),
    )
    bare = update(fields=fields, indicators=())
    assert [each.code for each in findings(bare, replace(BASE, indicators=()))] == ["E343"] * 4
    told = " ".join(each.found for each in findings(bare, replace(BASE, indicators=())))
    assert "ohne Verbleib bildung „Bildung“; arbeit „Arbeit“; sport „Sport“" in told
    assert "ohne Herkunft bildung „Bildung und Kita“; teilhabe „Teilhabe“" in told
    kinds, what = PartKind, FateKind
    full = update(
        fate(kinds.FIELD, what.CHANGED, "bildung", "bildung"),
        fate(kinds.FIELD, what.MERGED, "arbeit", "teilhabe"),
        fate(kinds.FIELD, what.MERGED, "sport", "teilhabe"),
        fate(kinds.GOAL, what.MERGED, "b1", "b1"),
        fate(kinds.GOAL, what.MERGED, "b2", "b1"),
        fate(kinds.GOAL, what.DROPPED, "a1"),
        fields=fields, indicators=(),
    )  # fmt: skip
    assert findings(full, replace(BASE, indicators=())) == ()


@pytest.mark.parametrize(
    ("fates", "code", "said"),
    [
        ((fate(PartKind.FIELD, FateKind.DROPPED, "kultur"),), "E344", "„kultur“ gibt es in der Fassung davor nicht"),
        ((fate(PartKind.FIELD, FateKind.DROPPED, "arbeit"),), "E344", "soll entfallen sein, steht aber unverändert"),
        ((fate(PartKind.FIELD, FateKind.NEW, new="arbeit"),), "E344", "soll neu sein, stand aber schon"),
    ],
)
def test_fates_that_the_texts_contradict_are_told(fates: tuple[Fate, ...], code: str, said: str) -> None:
    found = findings(update(*fates))
    assert (found[0].code, found[0].cell) == (code, "versions[2].fates[1]")
    assert said in found[0].found


def test_kept_with_another_text_is_a_change() -> None:
    fields = (replace(BASE.fields[0], name="Bildung und Kita"), *BASE.fields[1:])
    (finding,) = findings(update(fate(PartKind.FIELD, FateKind.KEPT, "bildung", "bildung"), fields=fields))
    assert finding.code == "E344" and "„Bildung und Kita“ statt „Bildung“" in finding.found


def test_a_new_version_says_from_when_it_is_valid_and_one_in_the_future_is_confirmed() -> None:
    undated = update(version=Version("2024"))
    assert codes(undated) == [("E342", "versions[2].valid_from")]
    (finding,) = findings(update(version=Version("2099", valid_from="2099-01")))
    assert (finding.severity, finding.code) == (Severity.HINT, "H441")
    assert "gilt erst ab 01/2099" in finding.found


def test_versions_come_one_by_one() -> None:
    after = replace(BASE, versions=(OLD, Version("2020", "2020"), NEW))
    assert codes(after) == [("E341", "versions[3]")]


def test_measures_of_the_version_before_are_named_or_go_on_by_their_number() -> None:
    """O5: predecessor and successor of measures; whoever is not named is confirmed as kept."""
    known = {"1.1": "Kurse", "1.10": "Treffs", "2.1": "Lotsen"}
    fates = (fate(PartKind.MEASURE, FateKind.MERGED, "1.1", "3.1"), fate(PartKind.MEASURE, FateKind.MERGED, "1.10", "3.1"))
    (hint,) = findings(update(*fates), measures=known)
    assert (hint.severity, hint.code) == (Severity.HINT, "H440")
    assert "1 Maßnahme ohne Verbleib gilt" in hint.found and "2.1 „Lotsen“" in hint.found
    unknown = findings(update(fate(PartKind.MEASURE, FateKind.DROPPED, "9.9"), *fates), measures=known)
    assert unknown[0].code == "E344" and "„9.9“ ist nicht bekannt" in unknown[0].found
    reused = findings(update(*fates, fate(PartKind.MEASURE, FateKind.NEW, new="2.1")), measures=known)
    assert reused[0].code == "E343" and "neu vergeben" in reused[0].found


# Sums


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[Version, dict[PartKind, dict[str, Any]], dict[PartKind, dict[str, Any]]]:
    """A version before with up to nine goals, and what became of each, as an office would tell it."""
    old = [f"o{number}" for number in range(draw(st.integers(0, 9)))]
    kept, fates, news = [], [], []
    pots = [f"m{number}" for number in range(draw(st.integers(1, 2)))]
    for name in old:
        match draw(st.sampled_from(["kept", "implied", "changed", "merged", "dropped"])):
            case "implied":
                kept.append(name)
            case "kept":
                fates.append(fate(PartKind.GOAL, FateKind.KEPT, name, f"k-{name}"))
                news.append(f"k-{name}")
            case "changed":
                fates.append(fate(PartKind.GOAL, FateKind.CHANGED, name, f"c-{name}"))
                news.append(f"c-{name}")
            case "merged":
                fates.append(fate(PartKind.GOAL, FateKind.MERGED, name, draw(st.sampled_from(pots))))
            case _:
                fates.append(fate(PartKind.GOAL, FateKind.DROPPED, name))
    news += {each.new for each in fates if each.fate is FateKind.MERGED}
    for number in range(draw(st.integers(0, 3))):
        fates.append(fate(PartKind.GOAL, FateKind.NEW, new=f"n{number}"))
        news.append(f"n{number}")
    before = replace(BASE, fields=(ActionField("f", "F", goals=tuple(Goal(name, f"Text {name}") for name in old)),))
    after = replace(
        BASE, fields=(ActionField("f", "F", goals=tuple(Goal(name, f"Text {name.removeprefix('k-')}") for name in (*kept, *news))),)
    )
    return Version("neu", fates=tuple(draw(st.permutations(fates)))), parts(before), parts(after)


@settings(max_examples=200, deadline=None)
@given(made=two_versions())
def test_the_sums_of_both_versions_agree(made: tuple[Version, Any, Any]) -> None:
    """O4 L9, idea 14: the sum of old parts is the sum of their fates, and each stands in the comparison once."""
    version, before, after = made
    found = compare(version, before, after, PartKind.GOAL)
    counted = {each: found.count(each) for each in FateKind}
    assert found.unstated_old == found.unstated_new == ()
    assert sum(counted[each] for each in FateKind if each is not FateKind.NEW) == found.old_total == len(before[PartKind.GOAL])
    merged = len({step.new.id for step in found.steps if step.fate is FateKind.MERGED and step.new})
    assert (
        counted[FateKind.KEPT] + counted[FateKind.CHANGED] + merged + counted[FateKind.NEW] == found.new_total == len(after[PartKind.GOAL])
    )
    assert sorted(step.old.id for step in found.steps if step.old) == sorted(before[PartKind.GOAL])


# Targets


def with_targets(*targets: Target) -> Concept:
    return replace(BASE, indicators=(FieldIndicator("arbeit", "arbeitslosenquote", targets=targets),))


LATER = Target(Rule.TARGET_YEAR, 12.0, 2032, "2024-05-02", reason="Krise", replaces=True)


@pytest.mark.parametrize(
    "after", [with_targets(replace(TARGET, value=12.0)), with_targets(), with_targets(LATER), replace(BASE, indicators=())]
)
def test_an_old_target_is_neither_changed_nor_deleted(after: Concept) -> None:
    (finding,) = findings(after)
    assert (finding.severity, finding.code) == (Severity.ERROR, "E345")
    assert "„10 bis 2030 seit 12/2017“ fehlt oder lautet anders" in finding.found
    assert "„Seit“ und „Grund“" in finding.advice


def test_a_new_target_beside_it_says_since_when_and_why() -> None:
    assert findings(with_targets(TARGET, LATER)) == ()
    bare = with_targets(TARGET, Target(Rule.TARGET_YEAR, 12.0, 2032))
    assert codes(bare) == [("E345", "indicators[1].targets[2].since"), ("E345", "indicators[1].targets[2].reason")]
    fresh = replace(BASE, indicators=(*BASE.indicators, FieldIndicator("bildung", "arbeitslose", targets=(Target(Rule.DIRECTION),))))
    assert findings(fresh) == ()  # the first target of an indicator replaces nothing


# The whole way, with real files


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    workflows.init(made, str(written(tmp_path, BASE)), workflows.warm_reader(), settings=Settings())
    return made


def written(folder: Path, concept: Concept) -> Path:
    path = folder / "concept.toml"
    path.write_text(concept_toml(concept), "utf-8")
    return path


def sheet(home: Home, folder: Path, edit: Callable[[Workbook], object]) -> Path:
    """The workbook downloaded by the office, edited as in Excel."""
    path = folder / "Konzept bearbeitet.xlsx"
    with open_snapshot(home) as snapshot:
        path.write_bytes(workflows.concept_sheet(snapshot, OFFICE))
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return path


def add_row(book: Workbook, title: str, **cells: Any) -> None:
    """A line below the last one, by column heads."""
    heads = {cell.value: cell.column for cell in book[title][1]}
    row = max((cell.row for line in book[title].iter_rows() for cell in line if cell.value is not None), default=1) + 1
    for head, value in cells.items():
        book[title].cell(row, heads[head.replace("_", " ")], value)


def test_the_office_edits_its_concept_in_a_workbook(home: Home, tmp_path: Path) -> None:
    """O6: downloaded, edited, checked with a difference in words and cells, accepted like any delivery, kept as a file."""

    def edit(book: Workbook) -> None:
        book["Handlungsfelder"]["G2"] = "Mit Kita"
        add_row(book, "Organisationen", Organisation="Amt 50", Art_der_Organisation="Verwaltung")
        add_row(book, "Leitziele", Zum_Handlungsfeld="arbeit", Kennung="a2", Leitziel="Ergänzt.")

    path = sheet(home, tmp_path, edit)
    checked = workflows.check(home, path, workflows.warm_reader())
    assert checked.reading.findings == () and checked.difference is not None
    assert (checked.difference.new, checked.difference.revised, checked.difference.gone) == (2, 1, 0)
    lines = shown_imports.build(checked.reading, checked.difference, {}).changes
    assert [(line.what, line.subject, line.cell) for line in lines] == [
        ("geändert", "Handlungsfeld „Bildung“", "C2"), ("neu", "Leitziel „a2“", "B5"), ("neu", "Organisation „Amt 50“", "A2"),
    ]  # fmt: skip
    assert (lines[0].old, lines[0].new) == ("Anmerkung: –", "Anmerkung: Mit Kita")
    accepted = workflows.accept(home, path, workflows.warm_reader(), expected=checked.difference, confirmations={})
    with open_snapshot(home) as snapshot:
        concept = store.reading.concept(snapshot)
        delivery = store.reading.deliveries(snapshot, OFFICE)[0]
        assert (delivery.number, delivery.kind, delivery.file.name) == (accepted.number, "concept", path.name)
        assert snapshot.home.original(delivery.file.sha256).read_bytes() == path.read_bytes()
    assert (concept.field("bildung").note, concept.organisations[0].name) == ("Mit Kita", "Amt 50")
    again = workflows.accept(home, path, workflows.warm_reader())
    assert again.repeated


def test_an_untouched_workbook_changes_nothing_and_a_deleted_line_is_told(home: Home, tmp_path: Path) -> None:
    untouched = workflows.check(home, sheet(home, tmp_path, lambda book: None), workflows.warm_reader())
    assert untouched.difference is not None and untouched.difference.changes_nothing and untouched.difference.unchanged > 10
    shorter = workflows.check(home, sheet(home, tmp_path, lambda book: book["Handlungsfelder"].delete_rows(4)), workflows.warm_reader())
    assert shorter.difference is not None and (shorter.difference.gone, shorter.difference.changes_nothing) == (1, False)
    assert shorter.difference.changes[0].subject == "Handlungsfeld „Sport“"


def test_findings_of_a_workbook_stand_at_their_cells(home: Home, tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        book["Leitziele"]["C2"] = "Viele lernen."
        book["Zielwerte"]["D2"] = 12

    found = workflows.check(home, sheet(home, tmp_path, spoil), workflows.warm_reader()).reading.findings
    assert [(each.code, each.sheet, each.cell) for each in found] == [("E340", "Leitziele", "C2"), ("E345", "Zielwerte", "B2")]

    def break_it(book: Workbook) -> None:
        book["Handlungsfelder"]["A3"] = "bildung"
        book["Fassungen"]["B2"] = "Herbst 2017"
        book["Indikatoren"]["B2"] = "gibt_es_nicht"
        book["Leitziele"]["A4"] = "kultur"
        book["Zielwerte"]["C2"] = "irgendwas"
        del book["Gremien"]

    found = workflows.check(home, sheet(home, tmp_path, break_it), workflows.warm_reader()).reading.findings
    assert {(each.code, each.sheet, each.cell) for each in found} >= {
        ("E284", "Handlungsfelder", "A3"), ("E283", "Fassungen", "B2"), ("E324", "Leitziele", "A4"), ("E376", "Zielwerte", "C2"),
        ("E320", "Gremien", None),
    }  # fmt: skip
    assert all(each.found and each.expected and each.advice.endswith((".", "“.")) for each in found)
    assert not any("[" in each.found or "JJJJ" in each.expected for each in found)
    foreign = workflows.check(
        home, sheet(home, tmp_path, lambda book: book["Indikatoren"].__setitem__("B2", "gibt_es_nicht")), workflows.warm_reader()
    )
    assert ("E324", "Zielwerte", "B2") in [(each.code, each.sheet, each.cell) for each in foreign.reading.findings]


def test_a_new_version_through_the_workbook_shows_what_became_of_each_part(home: Home, tmp_path: Path) -> None:
    """O4 L9: versions with validity, the fate of every part, and the old text still readable."""

    def edit(book: Workbook) -> None:
        add_row(book, "Fassungen", Fassung="2024", Beschlossen_am="02.05.2024", Gilt_ab="01.06.2024")
        book["Handlungsfelder"]["C2"] = "Bildung und Kita"
        add_row(book, "Verbleib", Zur_Fassung="2024", Was="Handlungsfeld", Was_daraus_wurde="geändert", Bisher="bildung", Jetzt="bildung")

    path = sheet(home, tmp_path, edit)
    checked = workflows.check(home, path, workflows.warm_reader())
    assert checked.reading.findings == ()
    workflows.accept(home, path, workflows.warm_reader())
    with open_snapshot(home) as snapshot:
        (shown,) = shown_versions.build(snapshot, OFFICE)
    assert (shown.label, shown.before) == ("2024", "2017")
    assert shown.counts[0] == ("Handlungsfelder", "3", "2", "1", "0", "0", "0", "3")
    assert shown.kinds[0].sentence == "Bisher 3: 2 übernommen, 1 geändert. Jetzt 3: 2 übernommen, 1 geändert."
    rows = {row[0][0]: (row[1][0], row[2][0]) for row in shown.kinds[0].table.rows}
    assert rows["Bildung"] == ("geändert", "Bildung und Kita") and rows["Sport"] == ("übernommen", "Sport")


def test_an_earlier_version_goes_on_naming_its_measures_after_the_next_one_came(home: Home, tmp_path: Path) -> None:
    """O4 L9: the sums of two versions agree: what the later one sets out from is what the earlier had and what came meanwhile."""
    with open_snapshot(home) as snapshot:
        concept = store.reading.concept(snapshot)
    rows = [MeasureRow(number, "2024-H1", f"Maßnahme {number}", "bildung", MeasureState.RUNNING, status_text="Läuft.") for number in "12"]
    with (tmp_path / "blatt.xlsx").open("wb") as stream:
        write_status_sheet(stream, concept, "2024-H1", rows, answered=True)
    workflows.accept(home, tmp_path / "blatt.xlsx", workflows.warm_reader())

    def version(book: Workbook, label: str, since: str, **fate: str) -> None:
        add_row(book, "Fassungen", Fassung=label, Beschlossen_am=since, Gilt_ab=since)
        add_row(book, "Verbleib", Zur_Fassung=label, Was="Maßnahme", **fate)

    first = sheet(home, tmp_path, lambda book: version(book, "2024", "01.06.2024", Was_daraus_wurde="geändert", Bisher="1", Jetzt="1"))
    assert workflows.accept(home, first, workflows.warm_reader()).number is not None
    second = sheet(home, tmp_path, lambda book: version(book, "2025", "01.06.2025", Was_daraus_wurde="entfallen", Bisher="2"))
    assert workflows.accept(home, second, workflows.warm_reader()).number is not None
    with open_snapshot(home) as snapshot:
        _, shown = shown_versions.build(snapshot, OFFICE)
    (measures,) = [kind for kind in shown.kinds if kind.title == "Maßnahmen"]
    assert {row[2][0] for row in measures.table.rows} == {"1 Maßnahme 1", "2 Maßnahme 2"}


def test_withdrawing_a_wrong_delivery_brings_the_text_back(home: Home, tmp_path: Path) -> None:
    """The way out that the error names."""
    wrong = sheet(home, tmp_path, lambda book: add_row(book, "Leitziele", Zum_Handlungsfeld="arbeit", Kennung="a2", Leitziel="Falsch"))
    number = workflows.accept(home, wrong, workflows.warm_reader()).number
    right = sheet(home, tmp_path, lambda book: book["Leitziele"].__setitem__("C5", "Richtig"))
    assert workflows.check(home, right, workflows.warm_reader()).blocked
    assert number is not None
    workflows.undo(home, number, reason="Abschrift falsch")
    assert not workflows.check(home, right, workflows.warm_reader()).blocked


def test_only_the_office_takes_the_workbook_with_its_addresses(home: Home) -> None:
    with open_snapshot(home) as snapshot:
        for role in (Role.CONTROLLING, Role.DEPARTMENT, Role.PUBLIC):
            with pytest.raises(NotAllowed):
                workflows.concept_sheet(snapshot, Viewer(role))


def test_the_command_line_writes_both_forms_and_an_installation_may_begin_with_the_workbook(home: Home, tmp_path: Path) -> None:
    for name in ("konzept.xlsx", "konzept.toml"):
        assert cli("concept", "-o", tmp_path / name, home=home.path).code == 0
    assert cli("check", tmp_path / "konzept.xlsx", "--json", home=home.path).json["difference"]["revised"] == 0
    other = Home(tmp_path / "anders")
    workflows.init(other, str(tmp_path / "konzept.xlsx"), workflows.warm_reader(), settings=Settings())
    with open_snapshot(home) as first, open_snapshot(other) as second:
        assert store.reading.concept(first) == store.reading.concept(second) == BASE
    no_concept = tmp_path / "tabelle.xlsx"
    Workbook().save(no_concept)
    with pytest.raises(WrongUse, match="ist kein Konzept"):
        workflows.init(Home(tmp_path / "drittes"), str(no_concept), workflows.warm_reader(), settings=Settings())


def test_the_demo_can_be_accepted_again_and_its_old_text_cannot_be_rewritten(tmp_path: Path) -> None:
    concept = read_concept((ROOT / "data" / "demo" / "concept.toml").read_text("utf-8"), "demo").rows
    reading = read_concept(concept_toml(concept), "demo")
    assert compared_concept(reading, concept, {"1.1": "x"}).findings == ()
    renamed = replace(concept, fields=(replace(concept.fields[0], name="Anders"), *concept.fields[1:]))
    assert [each.code for each in findings(renamed, concept)] == ["E340"]


def test_measures_that_go_on_are_kept_and_later_ones_no_part_of_the_version() -> None:
    """O5: with the measures of the version before known, those not named go on under their number, renamed or not."""
    told = replace(NEW, fates=(fate(PartKind.MEASURE, FateKind.MERGED, "1", "4"), fate(PartKind.MEASURE, FateKind.MERGED, "2", "4")))
    now = {"3": "Drei heißt jetzt anders", "4": "Vier", "9": "Später begonnen"}
    shown = shown_versions.version_view(told, OLD, BASE, BASE, {"1": "Eins", "2": "Zwei", "3": "Drei"}, now)
    measures = shown.kinds[-1]
    assert (measures.title, measures.sentence) == (
        "Maßnahmen", "Bisher 3: 1 übernommen, 2 zusammengelegt. Jetzt 2: 1 übernommen, 1 aus Zusammenlegung.",
    )  # fmt: skip
    assert [row[0][0] for row in measures.table.rows] == ["1 Eins", "2 Zwei", "3 Drei"]
    assert shown.later == ("9 Später begonnen",)
