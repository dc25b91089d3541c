"""The parts of page Konzept: what it says, its versions with the fate of every part, its indicators, who takes part, its words."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

import workflows
from domain.access import Permission
from ui.cached import view
from ui.choices import choose
from ui.components import download_csv, escape_md, link_md, page_link, table
from ui.context import Context
from ui.files import excel
from ui.text_tables import text_list, text_table
from views import concept_indicators, concept_register, concept_versions
from views.concept import ConceptView, Decision, TextTable
from views.concept_versions import COUNTS, VersionView


def content(ctx: Context, shown: ConceptView) -> None:
    """What the concept is about: facts, mission, fields, figures of its text, and what is still open."""
    table(("Angabe", "Inhalt"), shown.facts, alt="Angaben zum Konzept", key="angaben")
    _aims(shown)
    names = [link_md(ctx, row[0][0], "handlungsfeld", id=each) for row, each in zip(shown.fields.rows, shown.field_ids, strict=True)]
    section("Handlungsfelder", shown.fields, "felder", shown.field_note, names)
    note = "Zitate. Der Integrationsmonitor rechnet nicht mit diesen Zahlen."
    section("Zahlen aus dem Text des Konzepts", shown.figures, "zahlen", note)
    if shown.incomplete:
        st.header("Was die Quelle offen lässt", anchor=False)
        st.markdown(escape_md(shown.incomplete))


def _aims(shown: ConceptView) -> None:
    if shown.mission or shown.principles or shown.goals:
        st.header("Leitbild und Ziele", anchor=False)
    if shown.mission:
        st.markdown(f"**Leitbild:** {escape_md(shown.mission)}")
    text_list(map(escape_md, shown.principles), "Grundsätze und Leitlinien")
    if shown.wording_note:
        st.caption(escape_md(shown.wording_note))
    text_list(map(escape_md, shown.goals), "Strategische Ziele")


def versions(ctx: Context, shown: ConceptView) -> None:
    """Versions with their decisions, what became of the parts of each, and how the concept came about."""
    section("Fassungen und Beschlüsse", shown.versions, "fassungen")
    for number, each in enumerate(shown.decisions):
        _decision(each, f"beratung_{number}")
    for number, compared in enumerate(view(ctx, concept_versions.build, ctx.viewer)):
        _comparison(compared, f"verbleib_{number}")
    if ctx.concept is None:
        return
    steps = concept_versions.process(ctx.concept)
    if steps.chart is not None:
        st.header("Entstehung des Konzepts", anchor=False)
        drawn = steps.chart
        st.vega_lite_chart(drawn.table, dict(drawn.spec), theme=None, alt=drawn.alt, key="diagramm_entstehung")
        st.caption("Raute: ein Tag, Balken: ein längerer Zeitraum. Die Tabelle nennt auch Schritte, deren Zeit niemand sagt.")
        text_table(steps.steps, "Entstehung des Konzepts", "entstehung")
    else:
        section("Entstehung des Konzepts", steps.steps, "entstehung")


def _decision(shown: Decision, key: str) -> None:
    st.subheader(escape_md(f"Zur Fassung „{shown.version}“"), anchor=False)
    if shown.motion:
        st.markdown(f"**Beschlussantrag im Wortlaut:** {escape_md(shown.motion)}")
    text_list(map(escape_md, shown.mandates), "Aufträge im Wortlaut")
    if shown.route.rows:
        st.markdown("**Beratungsfolge**")
        text_table(shown.route, f"Beratungsfolge: {shown.version}", key)


def _comparison(shown: VersionView, key: str) -> None:
    """The sums of both versions, then every part of the version before once."""
    st.header(escape_md(f"Was aus „{shown.before}“ wurde"), anchor=False)
    st.markdown(escape_md(f"Verbleib jedes Teils mit der Fassung „{shown.label}“. Jeder frühere Teil steht genau einmal da."))
    table(COUNTS, shown.counts, alt=f"Verbleib der Teile mit {shown.label}, gezählt", key=f"konzept_{key}", numbers=range(1, len(COUNTS)))
    download_csv(COUNTS, shown.counts, file_name="verbleib.csv", key=f"csv_{key}")
    for number, each in enumerate(shown.kinds):
        st.subheader(escape_md(each.title), anchor=False)
        st.markdown(escape_md(each.sentence))
        text_table(each.table, f"Verbleib: {each.title}", f"{key}_{number}")
    text_list(map(escape_md, shown.later), "Maßnahmen, die diese Fassung nicht nennt, etwa weil sie später dazukamen")
    if shown.note:
        st.caption(escape_md(shown.note))


def indicators(ctx: Context) -> None:
    """Indicators by field, with baseline and every target ever set."""
    fields = view(ctx, concept_indicators.build)
    st.caption("Ausgangswerte stehen hier, wie das Konzept sie nennt; bewertet wird gegen die Zielwerte. Abgelöste Ziele bleiben stehen.")
    for number, each in enumerate(fields):
        names = [link_md(ctx, row[0][0], "indikator", id=indicator) for row, indicator in zip(each.table.rows, each.ids, strict=True)]
        section(each.name, each.table, f"indikatoren_{number}", names=names)
    if not fields:
        st.markdown("Diesem Konzept sind noch keine Indikatoren zugeordnet.")


def people(ctx: Context, shown: ConceptView) -> None:
    """Bodies, and the register of organisations with a filter by kind."""
    section("Gremien", shown.bodies, "gremien")
    everything = view(ctx, concept_register.build, ctx.viewer, concept_register.ALL)
    if not everything.table.rows:
        return
    st.header("Beteiligte Organisationen", anchor=False)
    kind = choose("Art der Organisation", everything.kinds, "art") if len(everything.kinds) > 2 else concept_register.ALL
    register = view(ctx, concept_register.build, ctx.viewer, kind)
    st.markdown(escape_md(register.summary))
    text_table(register.table, "Beteiligte Organisationen", "organisationen")


def words(ctx: Context) -> None:
    """What this city calls things."""
    if ctx.concept is None:
        return
    shown = concept_indicators.terms(ctx.concept)
    section("Umsetzungsstände", shown.states, "staende")
    section("Klassen von Maßnahmen", shown.classes, "klassen")
    section("Farben in Sachstandsblättern", shown.legend, "farben", "Andere Farben ohne Wort werden nicht übernommen.")
    section("Fristen", shown.horizons, "fristen")


def section(title: str, shown: TextTable, key: str, note: str = "", names: Sequence[str] = ()) -> None:
    """A table under its heading; nothing where the concept says nothing."""
    if shown.rows:
        st.header(escape_md(title), anchor=False)
        text_table(shown, title, key, names)
        if note:
            st.caption(escape_md(note))


def editing(ctx: Context) -> None:
    """The workbook to edit the concept, for those who may bring it back."""
    if ctx.installation.snapshot is None or not ctx.viewer.may(Permission.IMPORT):
        return
    with st.container(border=True, key="konzept_bearbeiten"):
        st.markdown(
            "**Konzept bearbeiten:** Mappe herunterladen, in Excel ändern, unter „Daten einspielen“ hochladen. Vor dem Übernehmen steht "
            "da, was sich ändert. Was beschlossen ist, bleibt innerhalb einer Fassung unverändert."
        )
        with st.container(horizontal=True):
            excel(
                "Konzept als Excel-Mappe",
                partial(workflows.concept_sheet, ctx.installation.snapshot, ctx.viewer),
                "Konzept.xlsx",
                "konzept",
            )
            page_link(ctx, "einspielen", "Geänderte Mappe oder concept.toml einspielen")
