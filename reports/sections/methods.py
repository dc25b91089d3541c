"""How the document is to be read: rules of the verdicts, symbols, signs, secrecy, definitions with their breaks, sources, data state."""

from collections.abc import Iterable

from domain.indicators import Direction, Weather
from domain.measures import Attainment, Schedule
from domain.signs import Sign
from reports.document import Block, Bullets, Column, Facts, Heading, Paragraph, Table
from reports.sections.cells import cells, text_table
from views.definition_profile import profile
from views.formats import NO_VALUE, day
from views.goal_view import METHOD, RULES
from views.report_figures import Figure
from views.report_material import Material
from views.terms import term

SECRECY = (
    "Was eine Quelle geheim hält, steht hier nicht und lässt sich aus den Angaben dieses Dokuments nicht errechnen: Der Wert fehlt mit dem "
    "Grund. Kleine Zahlen eigener Register bleiben ebenso verborgen."
)
_SIGNS = (Sign.PROVISIONAL, Sign.REVISED, Sign.ESTIMATED, Sign.UNCERTAIN, Sign.BREAK, Sign.ROUNDED_ZERO)


def blocks(material: Material) -> tuple[Block, ...]:
    """The methods in a report: rules and symbols, breaks of the indicators it names, sources."""
    return (
        Heading(1, "Methodik, Zeichen und Quellen"),
        *rules(),
        *symbols(),
        *breaks(_used(material)),
        *source_blocks(material),
    )


def annex(material: Material) -> tuple[Block, ...]:
    """The methods as a document of their own: also every definition."""
    return (
        Heading(1, "Wie bewertet wird"),
        *rules(),
        Heading(1, "Zeichen und Geheimhaltung"),
        *symbols(),
        Heading(1, "Definitionen der Indikatoren"),
        *(block for figure in _used(material) for block in _definition(material, figure)),
        Heading(1, "Brüche und Quellen"),
        *breaks(_used(material)),
        *source_blocks(material),
    )


def _used(material: Material) -> tuple[Figure, ...]:
    """The indicators of the document's fields and the context, each once, by name."""
    fields = {field.field.id for field in material.fields}
    ids = {use.indicator for use in material.concept.indicators if use.field in fields} | {row.id for row in material.overview.context}
    return tuple(sorted((material.figures[each] for each in ids), key=lambda figure: figure.definition.name.casefold()))


def rules() -> tuple[Block, ...]:
    """The rule of the verdicts in words."""
    return (Heading(2, "Wie die Symbole entstehen"), Paragraph(METHOD), Bullets(RULES))


def symbols() -> tuple[Block, ...]:
    """What every symbol and sign means."""
    weather = [(term(each).label, term(each).meaning) for each in Weather]
    states = [(term(each).label, "Termin einer Maßnahme") for each in Schedule]
    reached = [(term(each).label, term(each).meaning) for each in Attainment]
    signs = [(each.label, _meaning(each)) for each in _SIGNS]
    return (
        Heading(2, "Zeichenerklärung"),
        text_table("Symbole der Bewertung", ("Symbol", "Bedeutung"), weather, wide=1),
        text_table("Symbole der Maßnahmen", ("Symbol", "Bedeutung"), [*states, *reached], wide=1),
        text_table("Hinweise bei Werten", ("Hinweis", "Bedeutung"), [(NO_VALUE, "kein Wert, oder keine Angabe"), *signs], wide=1),
        Paragraph(SECRECY, label="Geheimhaltung:"),
    )


def _meaning(sign: Sign) -> str:
    return {
        Sign.PROVISIONAL: "Die Quelle kann den Wert noch ändern.",
        Sign.REVISED: "Die Quelle hat einen früher veröffentlichten Wert geändert.",
        Sign.ESTIMATED: "Die Quelle hat den Wert geschätzt.",
        Sign.UNCERTAIN: "Die Quelle nennt den Wert nur eingeschränkt aussagefähig.",
        Sign.BREAK: "Mit den Werten davor nicht vergleichbar.",
        Sign.ROUNDED_ZERO: "Der Wert ist größer als null und gerundet null.",
    }[sign]


def breaks(figures: Iterable[Figure]) -> tuple[Block, ...]:
    """Breaks in the series of the indicators; nothing where there are none."""
    rows = [(figure.definition.name, str(each.year), each.text) for figure in figures for each in figure.definition.breaks]
    if not rows:
        return ()
    return (Heading(2, "Brüche in den Reihen"), text_table("Brüche in den Reihen", ("Indikator", "Jahr", "Was sich änderte"), rows, wide=2))


def source_blocks(material: Material) -> tuple[Block, ...]:
    """The tables behind the figures with their age."""
    rows = [(each.title, each.publisher, each.licence or NO_VALUE, each.newest, day(each.accepted_at)) for each in material.tables]
    columns = (
        Column("Tabelle", 2.4),
        Column("Herausgeber", 1.5),
        Column("Lizenz", 2.2),
        Column("neueste Zahlen", 1.0),
        Column("eingespielt", 1.0),
    )
    table = (
        (Table("Tabellen und ihr Alter", columns, tuple(map(cells, rows))),)
        if rows
        else (Paragraph("Zahlen sind noch nicht eingespielt."),)
    )
    return (Heading(2, "Quellen und Datenstand"), Paragraph(f"{material.state}."), *table)


def _definition(material: Material, figure: Figure) -> Iterable[Block]:
    """The profile of an indicator, without its worked examples; its addresses are texts."""
    definition = figure.definition
    yield Heading(2, definition.name)
    for section in profile(definition, material.concept):
        if section.title != "Rechenbeispiel":
            links = tuple(("Adresse", each) for each in section.links)
            yield Facts((*section.facts, *links), section.title)
    if definition.direction is Direction.NONE:
        yield Paragraph("Kontextindikator: keine Bewertung.")
