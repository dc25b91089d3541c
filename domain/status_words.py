"""The words of a concept that travel in the hidden sheet of a status sheet: whoever reads it need not know the concept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from domain.concepts import ColourMeaning, Concept, Horizon, MeasureClass, Organisation, StateTerm
from domain.measures import MeasureState

Line = tuple[str, str, str, str]
"""Which list, and up to three texts."""


@dataclass(frozen=True)
class SheetWords:
    """What may stand in the cells of a sheet beside what is the same in every city. Pairs are id and text."""

    fields: tuple[tuple[str, str], ...] = ()
    goals: tuple[tuple[str, str], ...] = ()
    approaches: tuple[str, ...] = ()
    strategic_goals: tuple[tuple[str, str], ...] = ()
    offices: tuple[Organisation, ...] = ()
    states: tuple[StateTerm, ...] = ()
    classes: tuple[MeasureClass, ...] = ()
    legend: tuple[ColourMeaning, ...] = ()
    horizons: tuple[Horizon, ...] = ()

    @classmethod
    def of(cls, concept: Concept) -> Self:
        return cls(
            fields=tuple((field.id, field.name) for field in concept.fields),
            goals=tuple((goal.id, goal.text) for field in concept.fields for goal in field.goals),
            approaches=tuple(dict.fromkeys(text for field in concept.fields for text in field.approaches)),
            strategic_goals=tuple((goal.id, goal.text) for goal in concept.strategic_goals),
            offices=tuple(Organisation(each.name, short=each.short) for each in concept.organisations),
            states=concept.states,
            classes=tuple(MeasureClass(each.id, each.label) for each in concept.classes),
            legend=concept.legend,
            horizons=concept.horizons,
        )

    @classmethod
    def from_lines(cls, lines: Iterable[Sequence[str]]) -> Self:
        """As :meth:`lines` wrote them; lines that are no longer whole are left out."""
        kept: dict[str, list[tuple[str, str, str]]] = {}
        for name, first, second, third in lines:
            kept.setdefault(name, []).append((first, second, third))
        said = kept.get("word", ())
        states = [(code, label, tuple(word for other, word, _ in said if other == code)) for code, label, _ in kept.get("state", ())]
        known = set(MeasureState)
        return cls(
            fields=_pairs(kept, "field"),
            goals=_pairs(kept, "goal"),
            approaches=tuple(text for text, *_ in kept.get("approach", ())),
            strategic_goals=_pairs(kept, "strategic"),
            offices=tuple(Organisation(name, short=short) for name, short, _ in kept.get("office", ())),
            states=tuple(StateTerm(MeasureState(code), label, more) for code, label, more in states if code in known),
            classes=tuple(MeasureClass(code, label) for code, label, _ in kept.get("class", ())),
            legend=tuple(ColourMeaning(colour, MeasureState(code)) for colour, code, _ in kept.get("colour", ()) if code in known),
            horizons=tuple(
                Horizon(term, int(first), int(last)) for term, first, last in kept.get("horizon", ()) if first.isdigit() and last.isdigit()
            ),
        )

    def lines(self) -> Iterator[Line]:
        """For the hidden sheet: each list in one piece, so that drop-downs can point at it. All states are there, in our order."""
        yield from (("field", key, name, "") for key, name in self.fields)
        yield from (("goal", key, text, "") for key, text in self.goals)
        yield from (("approach", text, "", "") for text in self.approaches)
        yield from (("strategic", key, text, "") for key, text in self.strategic_goals)
        yield from (("office", each.name, each.short, "") for each in self.offices)
        yield from (("state", state.value, self.label(state), "") for state in MeasureState)
        yield from (("word", term.state.value, word, "") for term in self.states for word in term.words)
        yield from (("class", each.id, each.label, "") for each in self.classes)
        yield from (("colour", each.colour, each.state.value, "") for each in self.legend)
        yield from (("horizon", each.term, str(each.first_year), str(each.last_year)) for each in self.horizons)

    def label(self, state: MeasureState) -> str:
        """How this city calls a state."""
        return next((term.label for term in self.states if term.state is state and term.label), state.label)

    def office(self, text: str) -> str:
        """The name of the organisation that a text names in full or for short; the text itself where it is none of the concept."""
        bare = " ".join(text.casefold().split())
        for names in ([(each.name, each.name) for each in self.offices], [(each.short, each.name) for each in self.offices if each.short]):
            for said, name in names:
                if bare == " ".join(said.casefold().split()):
                    return name
        return text


def _pairs(kept: dict[str, list[tuple[str, str, str]]], name: str) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second, _ in kept.get(name, ()))
