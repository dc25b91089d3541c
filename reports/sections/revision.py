"""What the next version of the concept should consider, by reason."""

from reports.document import Block, Heading, Paragraph
from reports.sections.cells import text_table
from views.report_material import Material
from views.revision_list import summary_text

_HEADING = "Was die nächste Fortschreibung berücksichtigen soll"


def blocks(material: Material) -> tuple[Block, ...]:
    """One table per reason; nothing in documents that do not look so far ahead."""
    found = material.revision
    if found is None:
        return ()
    since = f" Die geltende Fassung: {found.since}." if found.since else ""
    said = Paragraph(f"{summary_text(found)}.{since} Ob etwas daraus folgt, entscheiden die Gremien.")
    tables = (
        text_table(reason.label, ("Was", "Warum"), [(each.subject, each.why) for each in candidates], wide=1)
        for reason, candidates in found.groups
    )
    return (Heading(1, _HEADING), said, *tables)
