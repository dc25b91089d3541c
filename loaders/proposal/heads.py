"""A new edition of a known table whose headings changed: which layout it nearly fits, and that layout with only the changes."""

import re
from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from domain.cells import cell_name
from domain.proposals import HeadComparison, HeadLine, Proposal
from domain.toml_files import parse_toml
from loaders.layouts import Block, Layout, build_layout
from loaders.layouts import Column as ColumnName
from loaders.proposal.layout_text import layout_text
from loaders.templates import fits

_LEAST_ALIKE = 0.5
_CLOSE = 0.6
_CLOSE_TITLE = 0.8


def nearest(proposal: Proposal, known: Iterable[Layout]) -> HeadComparison | None:
    """The comparison with the known layout that has most headings in common, None where none has half of them."""
    if not proposal.found:
        return None
    new = build_layout(parse_toml(proposal.assumed, proposal.name), proposal.name)
    alike = [(_likeness(layout, new), layout) for layout in known if layout.file.kind == new.file.kind]
    likeness, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return _comparison(best, new, proposal) if best is not None and likeness else None


def _likeness(old: Layout, new: Layout) -> float:
    """How much of the headings and of the title two layouts share; 0 where they share too little to be one table."""
    wanted, found = _heads(old.blocks[0]), _heads(new.blocks[0])
    same = [one for one in wanted if any(_same(one, two) for two in found)]
    share = len(same) / max(len(wanted), len(found), 1)
    titles = [(one.text, two.text) for one in old.recognition.cells for two in new.recognition.cells]
    title = max((SequenceMatcher(None, *pair).ratio() for pair in titles), default=0.0)
    enough = share >= _LEAST_ALIKE and (title >= _CLOSE_TITLE or any(map(_says_something, same)))
    return share + title if enough else 0.0


def _says_something(heading: str) -> bool:
    """False for a heading that is nothing but a place for times or words: it fits every table."""
    return bool(re.search(r"\w", re.sub(r"\{\w+\}", "", heading)))


def _heads(block: Block) -> dict[str, ColumnName | tuple[str, ...]]:
    """Every heading of a block in one text, with how the layout names it."""
    keys: dict[str, ColumnName | tuple[str, ...]] = {column: column for column in block.key_columns if isinstance(column, str)}
    return keys | {" / ".join(filter(None, value.heading)): value.heading for value in block.values if value.heading}


def _same(wanted: str, found: str) -> bool:
    if wanted == found:
        return True
    return _says_something(wanted) and _says_something(found) and (fits(wanted, found) or fits(found, wanted))


def _comparison(old: Layout, new: Layout, proposal: Proposal) -> HeadComparison:
    wanted, found = _heads(old.blocks[0]), _heads(new.blocks[0])
    pairs = {one: two for one in wanted for two in found if _same(one, two)}
    open_new = [two for two in found if two not in pairs.values()]
    open_old = [one for one in wanted if one not in pairs]
    alone = len(open_old) == len(open_new) == 1  # what is left over on both sides is asked about as one change
    for one in open_old:
        close = max(open_new, key=lambda two: SequenceMatcher(None, one, two).ratio(), default=None)
        if close is not None and (alone or SequenceMatcher(None, one, close).ratio() >= _CLOSE):
            pairs[one] = close
            open_new.remove(close)
    lines = [
        HeadLine(one, one if _same(one, pairs.get(one, "")) else pairs.get(one, ""), _cell(proposal, pairs.get(one, ""))) for one in wanted
    ]
    lines += [HeadLine("", two, _cell(proposal, two)) for two in open_new]
    changed = {one: two for one, two in pairs.items() if not _same(one, two)}
    block = _replaced(old.blocks[0], new.blocks[0], {one: found[two] for one, two in changed.items()})
    layout = replace(old, file=new.file, recognition=new.recognition, blocks=(block, *old.blocks[1:]))
    return HeadComparison(old.id, old.title, tuple(lines), layout_text(layout, {}))


def _cell(proposal: Proposal, heading: str) -> str:
    header = proposal.decided.header
    named = [each for each in proposal.columns if each.heading == heading or (_says_something(heading) and fits(heading, each.heading))]
    column = next(iter(named), None)
    return cell_name(proposal.view.sheet, header[-1], column.col) if column and header else ""


def _replaced(old: Block, new: Block, changed: dict[str, ColumnName | tuple[str, ...]]) -> Block:
    """The old block where the new one's table lies, with the changed headings."""

    def name(column: ColumnName | None) -> ColumnName | None:
        other = changed.get(column) if isinstance(column, str) else None
        return other if isinstance(other, str | int) else column

    def heading(texts: tuple[str, ...]) -> tuple[str, ...]:
        other = changed.get(" / ".join(filter(None, texts)))
        return other if isinstance(other, tuple) else texts

    depth_fits = len(old.header.rows) == len(new.header.rows)
    return replace(
        old,
        header=new.header if depth_fits else old.header,
        data=new.data if depth_fits else old.data,
        period=replace(old.period, column=name(old.period.column), row=new.period.row if old.period.row is not None else None),
        area=replace(old.area, key=name(old.area.key), name=name(old.area.name)),
        labels=tuple(replace(rule, column=name(rule.column)) for rule in old.labels),
        values=tuple(replace(value, heading=heading(value.heading)) for value in old.values),
        skip_columns=tuple(dict.fromkeys((*old.skip_columns, *new.skip_columns))),
    )
