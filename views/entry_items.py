"""Milestones, resources and conditions in the form: a line each, and an empty one for what is new."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from domain.measures import Condition, ConditionKind, ConditionState, MeasureRow, Milestone, Resource, ResourceKind
from views.entry_fields import DAY, Ask, AskKind
from views.entry_values import NotRead, typed_day, typed_number, typed_year, written_day, written_number

Rows = tuple[tuple[Ask, ...], ...]
Typed = Mapping[str, str]
_NO_CHOICE = {"": "bitte wählen"}


def milestone_asks(milestones: Sequence[Milestone]) -> Rows:
    """Text and two dates of each milestone."""
    return tuple(
        (
            Ask(f"milestones.{number}.text", f"Meilenstein {number + 1}", each.text, hint="neuer Meilenstein"),
            Ask(f"milestones.{number}.due", f"Meilenstein {number + 1}: fällig am", written_day(each.due), hint=DAY),
            Ask(f"milestones.{number}.done", f"Meilenstein {number + 1}: erreicht am", written_day(each.done), hint=DAY),
        )
        for number, each in enumerate([*milestones, Milestone("")])
    )


def resource_asks(resources: Sequence[Resource]) -> Rows:
    """Kind, year, source and amounts of each resource."""
    return tuple(_resource(number, each) for number, each in enumerate([*resources, None]))


def _resource(number: int, each: Resource | None) -> tuple[Ask, ...]:
    key, name = f"resources.{number}", f"Mittel {number + 1}"
    kinds = _NO_CHOICE | {kind.value: kind.label for kind in ResourceKind}
    return (
        Ask(f"{key}.kind", f"{name}: Art", each.kind.value if each else "", AskKind.CHOICE, choices=kinds),
        Ask(f"{key}.year", f"{name}: Jahr", str(each.year) if each else "", hint="z. B. 2026"),
        Ask(f"{key}.source", f"{name}: Quelle", each.source if each else "", hint="z. B. Landesförderung"),
        Ask(f"{key}.planned", f"{name}: geplant", written_number(each.planned) if each else ""),
        Ask(f"{key}.actual", f"{name}: verwendet", written_number(each.actual) if each else ""),
        Ask(f"{key}.funded_until", f"{name}: Förderung bis", written_day(each.funded_until) if each else "", hint=DAY),
    )


def condition_asks(conditions: Sequence[Condition]) -> Rows:
    """Whether each kind of condition is met, and a note."""
    states = {"": "spielt keine Rolle"} | {state.value: state.label for state in ConditionState}
    return tuple(
        (
            Ask(
                f"conditions.{number}.state", f"{kind.label}: geklärt?", known.state.value if known else "", AskKind.CHOICE, choices=states
            ),
            Ask(f"conditions.{number}.note", f"{kind.label}: Erläuterung", known.note if known else ""),
        )
        for number, (kind, known) in enumerate(_conditions(conditions))
    )


def _conditions(conditions: Sequence[Condition]) -> list[tuple[ConditionKind, Condition | None]]:
    """Those that are known, then the kinds that nobody has named yet."""
    named = {each.kind for each in conditions}
    return [(each.kind, each) for each in conditions] + [(kind, None) for kind in ConditionKind if kind not in named]


def entered_items(base: MeasureRow, typed: Typed) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """The items as typed by attribute, and a sentence for each field that could not be read. What the form did not ask stays."""
    problems: dict[str, str] = {}
    read: dict[str, Callable[[], Any]] = {
        "milestones": lambda: tuple(_milestones(typed, problems)),
        "resources": lambda: tuple(_resources(base.resources, typed, problems)),
        "conditions": lambda: tuple(_entered_conditions(base.conditions, typed)),
    }
    found = {key: make() for key, make in read.items() if any(name.startswith(f"{key}.") for name in typed)}
    return {key: value for key, value in found.items() if not any(name.startswith(f"{key}.") for name in problems)}, problems


def _lines(typed: Typed, key: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Key and texts of each line that says something."""
    for number in count():
        start = f"{key}.{number}."
        line = {name.removeprefix(start): text.strip() for name, text in typed.items() if name.startswith(start)}
        if not line:
            return
        if any(line.values()):
            yield start, line


def _milestones(typed: Typed, problems: dict[str, str]) -> Iterator[Milestone]:
    for start, line in _lines(typed, "milestones"):
        if not line["text"]:
            problems[f"{start}text"] = "Hier fehlt, worum es geht. Bitte den Meilenstein benennen oder seine Daten löschen."
        due, done = (_read(problems, f"{start}{name}", typed_day, line[name]) for name in ("due", "done"))
        yield Milestone(line["text"], due, done)


def _resources(known: Sequence[Resource], typed: Typed, problems: dict[str, str]) -> Iterator[Resource]:
    for start, line in _lines(typed, "resources"):
        number = int(start.split(".")[1])
        if not line["kind"]:
            problems[f"{start}kind"] = "Bitte wählen, was geplant oder verwendet wird: Geld, Personal oder Ehrenamt."
        year = _read(problems, f"{start}year", typed_year, line["year"])
        planned, actual = (_read(problems, f"{start}{name}", _euro, line[name]) for name in ("planned", "actual"))
        until = _read(problems, f"{start}funded_until", typed_day, line["funded_until"])
        since = known[number].funded_from if number < len(known) else None
        yield Resource(ResourceKind(line["kind"] or ResourceKind.MONEY), year or 0, line["source"], planned, actual, since, until)


def _read(problems: dict[str, str], key: str, read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except NotRead as problem:
        problems[key] = str(problem)
        return None


def _entered_conditions(known: Sequence[Condition], typed: Typed) -> Iterator[Condition]:
    kinds = [kind for kind, _ in _conditions(known)]
    for start, line in _lines(typed, "conditions"):
        if line["state"]:
            yield Condition(kinds[int(start.split(".")[1])], ConditionState(line["state"]), line["note"])


def _euro(text: str) -> float | None:
    return typed_number(text, "€")
