"""One measure: its lights first, then what it is, what is expected of it, what it took and did, and its history down to the cell."""

from collections.abc import Sequence

import streamlit as st

import workflows
from domain.access import Permission
from ui.cached import view
from ui.components import coloured, escape_md, link_md, page_link, table
from ui.context import Context
from ui.origin import show_excerpt
from ui.round_choice import MEASURE
from views import formats, steering
from views.measure_events import Event
from views.measure_lineage import Link
from views.measures import MeasurePage

_REPORT = "sachstand-melden"


def show_measure(ctx: Context, shown: MeasurePage) -> None:
    """Draws the page of a measure."""
    line = shown.line
    with st.container(horizontal=True):
        page_link(ctx, "massnahmen", "Zurück zu allen Maßnahmen")
        if shown.may_report and _REPORT in ctx.pages:
            page_link(ctx, _REPORT, "Sachstand melden", **{MEASURE: line.id})
    st.title(escape_md(f"{line.id} {line.title}"), anchor=False)
    also = [link_md(ctx, name, "handlungsfeld", id=each) for each, name in zip(line.also_ids, line.also, strict=True)]
    st.markdown(link_md(ctx, line.field, "handlungsfeld", id=line.field_id) + (f" · auch: {', '.join(also)}" if also else ""))
    _lights(shown)
    for name, text in shown.texts:
        st.markdown(f"**{name}:** {escape_md(text)}")
    _about(shown)
    _contribution(ctx, shown)
    _steps(shown)
    _work(ctx, shown)
    _steering(ctx, line.id)
    _lineage(ctx, shown)
    _history(ctx, line.id, shown.events)


def _lights(shown: MeasurePage) -> None:
    for place, light in zip(st.columns(len(shown.lights)), shown.lights, strict=True):
        with place, st.container(border=True, height="stretch"):
            st.markdown(f"{light.name}  \n**{coloured(light.term)}**")
            st.caption(escape_md(light.detail))


def _about(shown: MeasurePage) -> None:
    st.header("Was die Maßnahme ist", anchor=False)
    table(("Angabe", "Wert"), shown.facts, alt="Angaben zur Maßnahme", key="angaben")
    for name, pairs in (("Herkunft und Bedarf", shown.origin), ("Beschlüsse", shown.decisions)):
        if pairs:
            st.subheader(name, anchor=False)
            st.markdown("\n".join(f"- {word}: {escape_md(text)}" for word, text in pairs))


def _contribution(ctx: Context, shown: MeasurePage) -> None:
    told = shown.contribution
    if not any((told.goals, told.strategic_goals, told.approaches, told.indicators, told.assumption)):
        return
    st.header("Wozu sie beitragen soll", anchor=False)
    parts = [f"Leitziel: {escape_md(each)}" for each in told.goals]
    parts += [f"Handlungsansatz: {escape_md(each)}" for each in told.approaches]
    parts += [f"Strategisches Ziel: {escape_md(each)}" for each in told.strategic_goals]
    parts += [f"Indikator: {link_md(ctx, name, 'indikator', id=key) if key else escape_md(name)}" for key, name in told.indicators]
    st.markdown("\n".join(f"- {part}" for part in parts))
    if told.assumption:
        founded = f" (Einschätzung: {told.confidence})" if told.confidence else " (wie gut belegt: nicht eingeschätzt)"
        st.markdown(f"**Annahme der Federführung{founded}:** {escape_md(told.assumption)}")
    if told.indicators or told.assumption:
        st.caption("Das ist eine Annahme. Ob sich der Indikator bewegt, hängt von vielem ab; einen Nachweis gibt der Monitor nicht.")


def _steps(shown: MeasurePage) -> None:
    if shown.milestones:
        st.header("Meilensteine", anchor=False)
        rows = [(text, due, done, coloured(term)) for text, due, done, term in shown.milestones]
        table(("Meilenstein", "fällig", "erreicht", "Stand"), rows, alt="Meilensteine", key="meilensteine", markdown={3})
    if shown.conditions or shown.feasibility:
        st.header("Prüfung: unter welchen Voraussetzungen", anchor=False)
        if shown.feasibility:
            st.markdown(f"Ergebnis: **{shown.feasibility}**")
        if shown.conditions:
            table(("Voraussetzung", "Stand", "Erläuterung"), shown.conditions, alt="Voraussetzungen", key="voraussetzungen")


def _work(ctx: Context, shown: MeasurePage) -> None:
    internal = ctx.viewer.may(Permission.SEE_INTERNAL)
    if internal and shown.resources:
        st.header("Mittel: geplant und verwendet", anchor=False)
        columns = ("Was", "Quelle", "geplant", "verwendet", "Förderzeitraum, Anmerkung")
        table(columns, shown.resources, alt="Mittel nach Jahr und Quelle", key="mittel", numbers={2, 3})
    if shown.half_years:
        st.header("Teilnehmende und Leistungen", anchor=False)
        rows = [(each.period, each.participants, each.outputs or formats.NO_VALUE) for each in shown.half_years]
        table(("Halbjahr", "Teilnehmende", "Leistungen"), rows, alt="Teilnehmende und Leistungen", key="leistungen", numbers={1})
    if shown.evaluation:
        st.header("Evaluation", anchor=False)
        st.markdown(escape_md(shown.evaluation))


def _steering(ctx: Context, measure: str) -> None:
    """What was decided about it in between; nothing for the public."""
    if ctx.viewer.may(Permission.SEE_INTERNAL) and (records := view(ctx, steering.for_measure, ctx.viewer, measure)):
        st.header("Nachsteuerung", anchor=False)
        rows = [(each.decided_on, each.body, each.decision, f"{each.trigger.label}: {each.occasion}") for each in records]
        table(("am", "Gremium", "Beschluss oder Auftrag", "Anlass"), rows, alt="Nachsteuerung", key="nachsteuerung")


def _lineage(ctx: Context, shown: MeasurePage) -> None:
    for name, links in (("Woraus sie hervorging", shown.lineage.before), ("Was aus ihr wurde", shown.lineage.after)):
        if links:
            st.header(name, anchor=False)
            st.markdown("\n".join(f"- {_link(ctx, each)}" for each in links))


def _link(ctx: Context, each: Link) -> str:
    return link_md(ctx, each.text, "massnahmen", id=each.measure) if each.measure else escape_md(each.text)


def _history(ctx: Context, measure: str, events: Sequence[Event]) -> None:
    """Every report, the newest first; the kept file around one of them where the address asks for it."""
    st.header("Verlauf: jede Meldung", anchor=False)
    chosen = next((each for each in events if each.delivery and str(each.delivery) == st.query_params.get("meldung")), None)
    if chosen is not None and chosen.row:
        with st.container(border=True):
            place = workflows.Place(chosen.sha256, chosen.file, chosen.sheet or None, chosen.row, chosen.column)
            show_excerpt(ctx, place, chosen.place, "")
    columns = ("Halbjahr", "Was", "Stand", "Angaben", "geändert gegenüber der Meldung davor", "Herkunft")
    may_see = ctx.viewer.may(Permission.SEE_FILES)
    shown = len(columns) if may_see else len(columns) - 1
    rows = [_event(ctx, measure, each)[:shown] for each in events]
    table(columns[:shown], rows, alt="Alle Meldungen, neueste zuerst", key="verlauf", markdown=frozenset(range(shown)))


def _event(ctx: Context, measure: str, each: Event) -> tuple[str, ...]:
    changes = [f"{name}: {escape_md(before)} → {escape_md(after)}" for name, before, after in each.changes]
    by = f" von {escape_md(each.by)}" if each.by else ""
    opened = link_md(ctx, each.place, "massnahmen", id=measure, meldung=str(each.delivery)) if each.row else escape_md(each.place)
    return (
        escape_md(each.period),
        f"{escape_md(each.kind)}  \n:gray[{escape_md(each.accepted)}{by}]",
        coloured(each.term),
        "  \n".join(f"**{name}:** {escape_md(text)}" for name, text in each.texts),
        "  \n".join(changes) or (":gray[nichts]" if each.follows else formats.NO_VALUE),
        f"Lieferung Nr. {each.delivery}  \n{escape_md(each.file)}  \n{opened}",
    )
