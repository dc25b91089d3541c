"""Katalog: search and filters over all indicators, each with source, freshness and use; the workbook for own ones."""

import streamlit as st

from domain.access import Permission
from domain.indicators import IndicatorType
from domain.local_time import today
from domain.vocabulary import TOPICS
from ui.cached import view
from ui.choices import choose, search
from ui.components import download_csv, escape_md, link_md, needs_installation, table
from ui.context import Context
from ui.files import catalogue_button, input_sheet_button
from ui.page import Page
from views import catalogue
from views.catalogue import WITH_DATA, WITHOUT_DATA, Catalogue, CatalogueRow, Filter

PAGE = Page(title="Katalog", slug="katalog")
ALL = {"": "alle"}
COLUMNS = ("Indikator", "Art", "Einheit", "Quelle", "Datenstand", "im Konzept", "Herkunft")


def render(ctx: Context) -> None:
    """Draws the page."""
    st.title("Katalog der Indikatoren", anchor=False)
    if needs_installation(ctx):
        return
    everything = view(ctx, catalogue.build, today())
    wanted = _filter(everything)
    rows = catalogue.chosen(everything, wanted)
    st.markdown(f"**{escape_md(catalogue.summary(everything, rows))}**")
    if not rows:
        st.info("Kein Indikator passt dazu. Bitte ein anderes Wort versuchen oder einen Filter auf „alle“ stellen.")
    elif wanted.text:
        _table(ctx, rows, "Treffer, die besten zuerst", "treffer")
    else:
        for number, (topic, lines) in enumerate(catalogue.by_topic(rows)):
            st.header(escape_md(topic), anchor=False)
            _table(ctx, lines, f"Indikatoren zum Thema {topic}", f"thema_{number}")
    _downloads(ctx, rows)


def _filter(everything: Catalogue) -> Filter:
    text = search("Suchen: Name, anderes Wort dafür, Quelle oder Tabellennummer", "suche")
    with st.container(horizontal=True):
        topic = choose("Thema", ALL | dict(TOPICS), "thema")
        kind = choose("Art", ALL | {each.value: each.label for each in IndicatorType}, "art")
        source = choose("Quelle", ALL | catalogue.publishers(everything), "quelle")
        data = choose("Daten", ALL | {WITH_DATA: "mit Daten", WITHOUT_DATA: "ohne Daten"}, "daten")
        used = choose("Im Konzept", ALL | {"ja": "von unserem Konzept benutzt"}, "konzept")
    return Filter(topic, kind, source, data, used == "ja", text)


def _table(ctx: Context, rows: tuple[CatalogueRow, ...], alt: str, key: str) -> None:
    lines = [
        (link_md(ctx, row.name, "indikator", id=row.id), row.type.label, row.unit, row.source, row.state, ", ".join(row.fields), row.origin)
        for row in rows
    ]
    table(COLUMNS, lines, alt=alt, key=key, markdown=(0,))


def _downloads(ctx: Context, rows: tuple[CatalogueRow, ...]) -> None:
    plain = [(row.name, row.type.label, row.unit, row.source, row.state, ", ".join(row.fields), row.origin) for row in rows]
    download_csv(COLUMNS, plain, file_name="katalog.csv", key="csv_katalog")
    if ctx.viewer.may(Permission.IMPORT) and rows:
        st.header("Eigene Zahlen erfassen", anchor=False)
        st.markdown(
            "Das Erfassungsblatt fragt nach den Zahlen, die ein Indikator braucht: ausfüllen und unter „Daten einspielen“ hochladen."
        )
        chosen = choose("Indikator für das Erfassungsblatt", {row.id: row.name for row in rows}, "blatt")
        input_sheet_button(ctx, chosen)
    st.header("Eigene Indikatoren anlegen", anchor=False)
    st.markdown("Der Indikatorenkatalog als Excel-Mappe: nachlesen, eigene Zeilen ergänzen und unter „Daten einspielen“ hochladen.")
    catalogue_button(ctx)
