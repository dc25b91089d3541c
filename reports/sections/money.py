"""Resources: planned and used, staff and volunteers, funding that ends. Internal; public documents have none."""

from reports.document import Block, Heading, Paragraph, Table
from reports.sections.cells import text_table
from reports.sections.measures import work_table
from views import resources
from views.formats import counted
from views.report_material import Material


def brief(material: Material) -> tuple[Block, ...]:
    """Money and posts alone: what ends stands among the exceptions, what was done in the longer reports."""
    found = material.resources
    if found is None:
        return ()
    tables = (*((("Mittel", found.money),) if found.money else ()), *found.posts)
    return (Heading(1, "Ressourcen: geplant und verwendet"), *(_table(*each) for each in tables), *map(Paragraph, found.notes))


def blocks(material: Material) -> tuple[Block, ...]:
    """The page „Mittel“ of the document's measures; nothing for the public."""
    found = material.resources
    if found is None:
        return ()
    return (
        Heading(1, "Ressourcen: geplant und verwendet"),
        Paragraph(f"{counted(found.silent, 'Maßnahme nennt', 'Maßnahmen nennen')} von {found.measures} keine Mittel und kein Personal."),
        *((_table("Mittel", found.money),) if found.money else (Paragraph("Mittel sind nicht genannt."),)),
        *(_table(title, table) for title, table in found.posts),
        *(Paragraph(note) for note in found.notes),
        *_ending(found),
        *work_table("Was getan wurde, und was es kostet", found.work, money=True),
    )


def _table(caption: str, table: resources.Table) -> Table:
    right = range(1, len(table.columns))
    return text_table(caption, table.columns, table.rows, table.note, right=tuple(right))


def _ending(found: resources.Resources) -> tuple[Block, ...]:
    """Funding that ends soon."""
    ends = found.ending
    if not ends.lines:
        return (Paragraph(f"Bis {ends.until} endet keine der genannten Förderungen."),)
    rows = [(f"{each.measure} {each.title}", each.source, each.until, each.others, each.planned) for each in ends.lines]
    heads = ("Maßnahme", "Quelle", "endet am", "andere Quellen", "daraus geplant")
    return (
        Heading(2, "Förderungen, die enden"),
        *(Paragraph(sentence) for sentence in ends.sentences),
        text_table(f"Förderungen, die bis {ends.until} enden", heads, rows, right=(4,)),
    )
