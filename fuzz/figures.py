"""The figures of a run as German text."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from fuzz.defect_run import Outcome
from fuzz.judging import Verdict
from fuzz.offices import Known

AIMS = {"gefunden": 99.5, "Ort genau": 98.0}
_MOST_LISTED = 200


def percent(part: int, whole: int) -> str:
    """``99,5 %``; a dash where there is nothing to divide by."""
    return f"{100 * part / whole:.1f} %".replace(".", ",") if whole else "–"


def whole(number: int) -> str:
    """``10 000``."""
    return f"{number:,}".replace(",", " ")


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows below each other, the first column left, the others right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    aligned = [[row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))] for row in rows]
    lines = ["  ".join(row) for row in aligned]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def defect_report(outcomes: Sequence[Outcome], clean: Mapping[str, Mapping[Known, tuple[str, ...]]]) -> str:
    """Everything about a run of defects: totals, by kind, by table, failing cases, false alarms."""
    done = [each for each in outcomes if not each.failure]
    parts = [
        _totals(done),
        _by("Störung", done, lambda each: each.kind),
        _by("Tabelle", done, lambda each: each.source),
        _listed(f"{Known.SAME}: still falsche Werte", _silent(done, Known.SAME)),
        _listed(f"{Known.SAME}: weder gemeldet noch richtig gelesen", _missed(done)),
        _listed("Ort nicht genau", _inexact(done)),
        _listed(f"{Known.LAST_YEAR}: still falsche Werte", _silent(done, Known.LAST_YEAR)),
        _listed("Programmfehler", [_case(each, each.failure) for each in outcomes if each.failure]),
    ]
    return "\n\n".join([*parts, false_alarms(clean)])


def _totals(outcomes: Sequence[Outcome]) -> str:
    rows: list[tuple[str, ...]] = [("", "Störungen", "gefunden", "Ort genau", "richtig gelesen", "übersehen", "davon still falsch")]
    rows += [_row(str(known), [each.verdicts[known] for each in outcomes if known in each.verdicts]) for known in Known]
    return columns(rows)


def _by(title: str, outcomes: Sequence[Outcome], part: Callable[[Outcome], str]) -> str:
    rows: list[tuple[str, ...]] = [
        (title, "Störungen", "gefunden", "Ort genau", "richtig gelesen", "übersehen", "still falsch", "… Vorjahr", "… leer")
    ]
    for name in sorted({part(each) for each in outcomes}):
        own = [each for each in outcomes if part(each) == name]
        silent = [str(len(_silent(own, known))) for known in (Known.LAST_YEAR, Known.NOTHING)]
        rows.append((*_row(name, [each.verdicts[Known.SAME] for each in own]), *silent))
    return columns(rows)


def _row(name: str, verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    """Found is counted among those that were not read right anyway, exact among those found."""
    counted = Counter[str]()
    for verdict in verdicts:
        counted.update({key: int(getattr(verdict, key)) for key in ("found", "exact", "right", "silent")}, all=1)
    due = counted["all"] - counted["right"]
    shares = (percent(counted["found"], due), percent(counted["exact"], counted["found"]))
    return (name, whole(counted["all"]), *shares, str(counted["right"]), str(due - counted["found"]), str(counted["silent"]))


def _missed(outcomes: Sequence[Outcome]) -> list[str]:
    verdicts = [(each, each.verdicts[Known.SAME]) for each in outcomes]
    return [_case(each) for each, verdict in verdicts if not verdict.found and not verdict.right]


def _silent(outcomes: Sequence[Outcome], known: Known) -> list[str]:
    verdicts = [(each, each.verdicts[known]) for each in outcomes if known in each.verdicts]
    return [_case(each, f"{verdict.wrong} Werte") for each, verdict in verdicts if verdict.silent]


def _inexact(outcomes: Sequence[Outcome]) -> list[str]:
    verdicts = [(each, each.verdicts[Known.SAME]) for each in outcomes]
    return [_case(each, " ".join(verdict.said)[:120]) for each, verdict in verdicts if verdict.found and not verdict.exact]


def _case(outcome: Outcome, more: str = "") -> str:
    return f"{outcome.number:6d}  {outcome.source} · {outcome.kind}  {more}".rstrip()


def _listed(title: str, cases: Sequence[str]) -> str:
    rest = [f"… und {len(cases) - _MOST_LISTED} weitere"] if len(cases) > _MOST_LISTED else []
    return "\n".join([f"{title}: {len(cases)}", *sorted(cases)[:_MOST_LISTED], *rest])


def false_alarms(clean: Mapping[str, Mapping[Known, tuple[str, ...]]]) -> str:
    """What is said about clean files, by table and code."""
    lines = ["Meldungen zu sauberen Dateien (dieselbe Ausgabe bekannt / Vorjahr bekannt / leer):"]
    for source, said in clean.items():
        counts = [Counter(text.split()[0] for text in said[known]) for known in Known]
        if any(counts):
            lines.append(f"{source}: {' / '.join(_counted(each) for each in counts)}")
    return "\n".join(lines)


def _counted(codes: Counter[str]) -> str:
    return ", ".join(f"{code} × {count}" for code, count in sorted(codes.items())) or "–"


def aims_met(outcomes: Sequence[Outcome]) -> bool:
    """Whether the aims of the office that knows the clean edition hold."""
    verdicts = [each.verdicts[Known.SAME] for each in outcomes if not each.failure]
    found, due = sum(each.found for each in verdicts), sum(not each.right for each in verdicts)
    exact = sum(each.exact for each in verdicts)
    enough = 100 * found >= AIMS["gefunden"] * due and 100 * exact >= AIMS["Ort genau"] * found
    return enough and not any(each.silent for each in verdicts) and len(verdicts) == len(outcomes)
