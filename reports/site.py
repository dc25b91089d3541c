"""Public edition: a folder of HTML pages for the city's web site, made from the sections of the public reports, with the data as files.

Nothing in it needs a server, a script or another site; all links are relative. Same material, same bytes."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

from reports import chart_files
from reports.compose import compose
from reports.data_rows import DataRow
from reports.document import Block, Chart, Document, Facts, Heading, Paragraph
from reports.document_data import data_rows
from reports.figure_tables import figures_of
from reports.fixed_bytes import fixed
from reports.pages_html import own_file, written
from reports.sections import decisions, fields, glossary, measure_list, methods, opening
from reports.workbook import write_workbook
from views.report_material import Material

CSV, EXCEL, STYLE = "daten/daten.csv", "daten/daten.xlsx", "gestaltung/blatt.css"
_COLUMNS = (
    "Art", "Handlungsfeld", "Kennung", "Bezeichnung", "Angabe", "Gebiet", "Gruppe", "Zeitraum", "Wert", "Einheit", "Wie gezeigt",
    "Anmerkung", "Quelle", "Datenstand",
)  # fmt: skip
_OPEN_DATA = "Die Daten dieser Ausgabe stehen unter der Lizenz {licence}. Zahlen anderer Herausgeber bleiben unter deren Bedingungen; "
_OPEN_DATA += "sie stehen in der Spalte „Quelle“ und auf der Seite „Methodik“."


@dataclass(frozen=True)
class Terms:
    """Under which licence the data are given away, and who answers for the edition; an empty ``contact`` is left out."""

    licence: str
    publisher: str
    contact: str = ""


@dataclass(frozen=True)
class SiteFile:
    """A file of the folder; ``path`` is relative, with forward slashes."""

    path: str
    content: bytes


@dataclass(frozen=True)
class SitePage:
    """A page of its own: ``deeper`` shifts the levels of its headings below the title."""

    path: str
    title: str
    blocks: tuple[Block, ...]
    deeper: int = 1
    menu: str = ""  # name in the menu; empty for pages that the start page links to


def build_site(material: Material, terms: Terms) -> tuple[SiteFile, ...]:
    """Every file of the edition. The material must have been read as the public: nothing is left out here."""
    pages = (_start(material), *_fields(material), _measures(material), _methods(material), _about(material, terms))
    document = compose(material)
    drawings = {id(block): f"bilder/bild-{number}.svg" for number, block in enumerate(_charts(pages), 1)}
    rows = tuple(_without_places(row) for row in data_rows(material))
    return (
        *(SiteFile(page.path, _written(page, pages, drawings, document, terms)) for page in pages),
        *(SiteFile(drawings[id(block)], chart_files.drawing_svg(block.spec)) for block in _charts(pages)),
        SiteFile(STYLE, own_file("seite/seite.css").encode()),
        SiteFile(CSV, csv_of(rows)),
        SiteFile(EXCEL, write_workbook(document, rows)),
    )


def as_zip(files: Iterable[SiteFile], made_for: datetime) -> bytes:
    """The folder as one file, to be unpacked on the web server; the same files give the same bytes."""
    target = BytesIO()
    with ZipFile(target, "w") as packed:
        for each in files:
            packed.writestr(each.path, each.content)
    return fixed(target.getvalue(), made_for)


def csv_of(rows: Iterable[DataRow]) -> bytes:
    """The data as a German spreadsheet reads it: UTF-8 with mark, semicolons, decimal commas; texts never start a formula."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        value = "" if row.value is None else f"{row.value:.12g}".replace(".", ",")
        before = (row.topic, row.field, row.key, row.name, row.what, row.area, row.groups, row.period)
        after = (row.unit, row.text, row.note, row.source, row.state)
        writer.writerow([*map(_harmless, before), value, *map(_harmless, after)])
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """A text that a spreadsheet would take for a formula is marked as text."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _without_places(row: DataRow) -> DataRow:
    """Without files and cells of deliveries, which are nobody's business outside."""
    return replace(row, delivery="")


def _start(material: Material) -> SitePage:
    concept = material.concept
    mission = (Paragraph(concept.mission),) if concept.mission else ()
    blocks = (*mission, *opening.at_a_glance(material), *opening.context(material), *decisions.blocks(material))
    return SitePage("index.html", f"{concept.terms.concept} {concept.municipality}", blocks, menu="Überblick")


def _fields(material: Material) -> tuple[SitePage, ...]:
    """One page per action field; its title is that of the section."""
    return tuple(
        SitePage(f"feld-{each.field.id}.html", fields.field_title(each), fields.field_blocks(material, each, 1)[1:], deeper=0)
        for each in material.fields
    )


def _measures(material: Material) -> SitePage:
    return SitePage("massnahmen.html", "Maßnahmen", measure_list.blocks(material), menu="Maßnahmen")


def _methods(material: Material) -> SitePage:
    said = methods.annex(material)
    everything = (*opening.at_a_glance(material), *fields.blocks(material), *measure_list.blocks(material), *said)
    return SitePage("methodik.html", "Methodik und Begriffe", (*said, *glossary.blocks(everything, material.concept)), menu="Methodik")


def _about(material: Material, terms: Terms) -> SitePage:
    """Who publishes this, from when it is, how the data may be used."""
    concept = material.concept
    facts = [("Herausgeber", terms.publisher), ("Kontakt", terms.contact), ("Konzept", concept.name), ("Datenstand", material.state)]
    version = concept.newest
    if version is not None:
        facts.append(("Fassung", ", ".join(part for part in (version.label, version.decided_by, version.document) if part)))
    contact = f" Hinweise auf Hürden nimmt entgegen: {terms.contact}." if terms.contact else ""
    access = "Die Seiten sind für Tastatur und Vorleseprogramme gebaut; jedes Diagramm hat eine Tabelle mit denselben Werten."
    blocks = (
        Facts(tuple((name, text) for name, text in facts if text), "Angaben zu dieser Ausgabe"),
        Heading(1, "Daten zum Weiterverwenden"),
        Paragraph(_OPEN_DATA.format(licence=terms.licence)),
        Heading(1, "Was diese Ausgabe zeigt"),
        Paragraph("Gezeigt wird der freigegebene, festgeschriebene Stand. Interne Angaben und kleine Fallzahlen sind nicht enthalten."),
        Heading(1, "Barrierefreiheit"),
        Paragraph(access + contact),
    )
    return SitePage("ueber.html", "Über diese Ausgabe", blocks, menu="Über diese Ausgabe")


def _charts(pages: Iterable[SitePage]) -> tuple[Chart, ...]:
    return tuple(block for page in pages for block in page.blocks if isinstance(block, Chart))


def _written(page: SitePage, pages: Sequence[SitePage], drawings: dict[int, str], document: Document, terms: Terms) -> bytes:
    return written(
        "seite.html",
        page=page,
        menu=[each for each in pages if each.menu],
        fields=[each for each in pages if not each.menu],
        shown=[(type(block).__name__, block) for block in page.blocks],
        document=document,
        terms=terms,
        drawing=lambda block: drawings[id(block)],
        figures_of=figures_of,
        files=(CSV, EXCEL),
        style=STYLE,
    ).encode()
