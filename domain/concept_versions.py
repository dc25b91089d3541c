"""What a version of a concept says that its council adopted, what may not change in it, and what became of the parts of the one before."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.concepts import Concept, Fate, FateKind, PartKind, Version

Parts = Mapping[PartKind, Mapping[str, "Part"]]


@dataclass(frozen=True)
class Part:
    """A part of a concept: its id (an approach has only its text), its text, and its place (``fields.0.goals.1.text``)."""

    kind: PartKind
    id: str
    text: str
    path: str = field(default="", compare=False)
    within: str = field(default="", compare=False)  # id of the action field, where it belongs to one


def parts(concept: Concept) -> dict[PartKind, dict[str, Part]]:
    """The parts whose fate a new version tells, but for measures, which no concept lists; by kind and id."""
    found: dict[PartKind, dict[str, Part]] = {kind: {} for kind in PartKind if kind is not PartKind.MEASURE}
    for number, each in enumerate(concept.fields):
        found[PartKind.FIELD][each.id] = Part(PartKind.FIELD, each.id, flat(each.name), f"fields.{number}.name")
        for place, goal in enumerate(each.goals):
            path = f"fields.{number}.goals.{place}.text"
            found[PartKind.GOAL][goal.id] = Part(PartKind.GOAL, goal.id, flat(goal.text), path, each.id)
        for place, text in enumerate(each.approaches):
            path = f"fields.{number}.approaches.{place}.text"
            found[PartKind.APPROACH].setdefault(flat(text), Part(PartKind.APPROACH, flat(text), flat(text), path, each.id))
    for place, goal in enumerate(concept.strategic_goals):
        path = f"strategic_goals.{place}.text"
        found[PartKind.STRATEGIC_GOAL][goal.id] = Part(PartKind.STRATEGIC_GOAL, goal.id, flat(goal.text), path)
    return found


def flat(text: str) -> str:
    """The text with single spaces: a line break more or less is no other wording."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Broken:
    """Adopted text that is no longer what it was. ``new`` is empty where it is gone; ``path`` is a place in the later concept."""

    what: str
    old: str
    new: str
    path: str


def broken_text(before: Concept, after: Concept) -> Iterator[Broken]:
    """Texts of the version in force that a concept with the same newest version says otherwise or no longer."""
    if before.mission and flat(after.mission) != flat(before.mission):
        yield Broken("Leitbild", before.mission, after.mission, "mission")
    yield from _broken_principles(before, after)
    now = parts(after)
    provisional = {each.id for each in before.fields if not each.adopted}
    for kind, known in parts(before).items():
        for part in known.values():
            if kind is PartKind.FIELD and part.id in provisional:
                continue
            there = now[kind].get(part.id)
            name = kind.label if kind is PartKind.APPROACH else f"{kind.label} „{part.id}“"
            if there is None or there.text != part.text:
                yield Broken(name, part.text, there.text if there else "", there.path if there else "")
            elif there.within != part.within and not (kind is PartKind.APPROACH and _also_there(after, part)):
                yield Broken(
                    name, f"{part.text} (Handlungsfeld „{part.within}“)", f"{there.text} (Handlungsfeld „{there.within}“)", there.path
                )


def _also_there(concept: Concept, part: Part) -> bool:
    return any(each.id == part.within and part.text in map(flat, each.approaches) for each in concept.fields)


def _broken_principles(before: Concept, after: Concept) -> Iterator[Broken]:
    left = Counter(map(flat, after.principles))
    fresh = [(place, text) for place, text in enumerate(after.principles) if flat(text) not in map(flat, before.principles)]
    for place, text in enumerate(before.principles):
        if left[flat(text)]:
            left[flat(text)] -= 1
            continue
        new = next((each for at, each in fresh if at == place), "")
        yield Broken("Grundsatz oder Leitlinie", text, new, f"principles.{place}" if new else "")


@dataclass(frozen=True)
class Step:
    """What became of a part: ``old`` is None for a new one, ``new`` for a dropped one. ``implied``: the file does not say it, both
    versions have the part with the same id and text."""

    fate: FateKind
    old: Part | None
    new: Part | None
    note: str = ""
    implied: bool = False


@dataclass(frozen=True)
class Comparison:
    """What became of the parts of one kind. ``unstated`` are parts of now of which nobody says where they come from, and parts of before
    of which nobody says what became of them."""

    kind: PartKind
    steps: tuple[Step, ...]
    unstated_old: tuple[Part, ...] = ()
    unstated_new: tuple[Part, ...] = ()

    def count(self, fate: FateKind) -> int:
        """How many parts of the version before have this fate; of new ones, how many there are."""
        return sum(step.fate is fate for step in self.steps)

    @property
    def old_total(self) -> int:
        """Parts of the version before: kept, changed, merged and dropped ones, and those nobody tells of."""
        return sum(step.old is not None for step in self.steps) + len(self.unstated_old)

    @property
    def merged_into(self) -> int:
        """Parts of now into which others were merged, but for those that are kept or changed ones themselves."""
        others = {step.new.id for step in self.steps if step.new and step.fate is not FateKind.MERGED}
        return len({step.new.id for step in self.steps if step.new and step.fate is FateKind.MERGED} - others)

    @property
    def new_total(self) -> int:
        """Parts of the version after: kept and changed ones, what others were merged into, new ones, and those nobody tells of."""
        kept = self.count(FateKind.KEPT) + self.count(FateKind.CHANGED)
        return kept + self.merged_into + self.count(FateKind.NEW) + len(self.unstated_new)


def compare(version: Version, before: Parts | None, after: Parts | None, kind: PartKind) -> Comparison:
    """What became of the parts of one kind with this version. ``before`` and ``after`` are the parts of both versions where they are
    known; with both, what is the same in both is kept without saying so."""
    told = [fate for fate in version.fates if fate.kind is kind]
    old_known = dict(before[kind]) if before is not None and kind in before else None
    new_known = dict(after[kind]) if after is not None and kind in after else None
    steps = [_step(fate, old_known or {}, new_known or {}) for fate in told]
    olds, news = {step.old.id for step in steps if step.old}, {step.new.id for step in steps if step.new}
    if old_known is not None and new_known is not None:
        for part in old_known.values():
            same = new_known.get(part.id)
            if part.id not in olds and same is not None and same.text == part.text:
                steps.append(Step(FateKind.KEPT, part, same, implied=True))
                olds.add(part.id)
                news.add(part.id)
    left_old = tuple(part for part in (old_known or {}).values() if part.id not in olds)
    left_new = tuple(part for part in (new_known or {}).values() if part.id not in news)
    return Comparison(kind, tuple(steps), left_old, left_new)


def _step(fate: Fate, old: Mapping[str, Part], new: Mapping[str, Part]) -> Step:
    before, now = flat(fate.old), flat(fate.new)
    return Step(
        fate.fate,
        (old.get(before) or Part(fate.kind, before, flat(fate.title))) if before else None,
        (new.get(now) or Part(fate.kind, now, "" if before else flat(fate.title))) if now else None,
        fate.note,
    )


def measure_parts(titles: Mapping[str, str]) -> dict[PartKind, dict[str, Part]]:
    """Measures as parts, from their titles by number."""
    return {PartKind.MEASURE: {number: Part(PartKind.MEASURE, number, flat(title)) for number, title in titles.items()}}


def is_update(before: Concept, after: Concept) -> bool:
    """True if the later concept is a Fortschreibung: its newest version is not the one before's."""
    return before.newest is not None and after.newest is not None and after.newest.label != before.newest.label


def named(some: Sequence[Part], most: int = 12) -> str:
    """Parts as a person would list them: ids with texts, approaches by their texts."""
    texts = [f"„{part.text}“" if part.id == part.text else f"{part.id} „{part.text}“" if part.text else part.id for part in some]
    rest = len(texts) - most
    return "; ".join(texts[:most]) + (f" und {rest} weitere" if rest > 0 else "")
