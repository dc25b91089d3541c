"""The parts of an indicator's page, one function each; which one is shown is chosen in the address."""

from collections.abc import Callable

import streamlit as st

from ui.cached import view
from ui.chart_saving import about
from ui.choices import choose, choose_many, choose_view
from ui.components import chart, escape_md, table, web_link_md
from ui.context import Context
from ui.origin import show_origin
from ui.override_form import override_form
from ui.tables import note_list, value_table
from views import indicator_areas, pooled_view, recomputed
from views.gap_view import Field, GapView
from views.goal_view import METHOD, RULES, GoalView
from views.indicator import IndicatorView
from views.recomputed import RecomputedView

_SMALL = 620
"""Pixels for a table of two columns: wider, its numbers stand too far from their names."""


def parts(shown: IndicatorView) -> dict[str, tuple[str, Callable[[Context, IndicatorView], None]]]:
    """What can be shown of this indicator: id, German name and what draws it; parts without content are left out."""
    return {
        key: (name, draw)
        for key, name, content, draw in (
            ("reihe", "Zeitreihe", shown.chart, _series),
            ("ziel", "Ziel und Weg", shown.goal, _goal),
            ("abstand", "Abstand", shown.gap, _gap),
            ("teile", "Teilgebiete", shown.parts and (shown.parts.rows or shown.parts.map), _parts),
            ("gruppen", "Gruppen", shown.groups_chart, _groups),
            ("gebiete", "Gebiete", shown.chart, _areas),
            ("tabelle", "Tabelle und Herkunft", shown.rows, _values),
            ("steckbrief", "Steckbrief", shown.profile, profile),
        )
        if content
    }


def _series(ctx: Context, shown: IndicatorView) -> None:
    pooled = shown.pooled
    if pooled is not None:
        names = {"1": "einzelne Jahre"} | {str(years): f"{years} Jahre zusammen" for years in pooled.choices}
        if pooled.advised:
            st.info("Kleine Zahlen: Mehrere Jahre zusammen sind belastbarer als eines.")
        choose_view("Jahre", names, "jahre")
        if pooled.chart is not None:
            chart(pooled.chart, "jahre", about(ctx, shown.subtitle, shown.source))
            table(pooled_view.COLUMNS, pooled.rows, alt="Werte über mehrere Jahre", key="jahre", numbers=(1, 2, 3))
            st.caption(
                "Zähler und Nenner der Jahre sind addiert; jeder Wert steht beim letzten seiner Jahre. Bewertet werden die einzelnen Jahre."
            )
            return
    if shown.chart is not None:
        chart(shown.chart, "reihe", about(ctx, shown.subtitle, shown.source))
    note_list(shown.notes)


def _goal(ctx: Context, shown: IndicatorView) -> None:
    goal = shown.goal
    if goal is None:
        return
    st.header("Was geschehen müsste", anchor=False)
    for sentence in goal.sentences:
        st.markdown(escape_md(sentence))
    if goal.table:
        with st.container(width=_SMALL):
            table(("Größe", "Wert"), goal.table, alt="Abstand zum Ziel und Tempo", key="ziel", numbers=(1,))
    for sentence in goal.ahead:
        st.markdown(escape_md(sentence))
    st.header("Warum so bewertet?", anchor=False)
    for sentence in goal.why:
        st.markdown(escape_md(sentence))
    st.caption(escape_md(goal.disclaimer))
    with st.expander("Nach welcher Regel bewertet wird"):
        st.markdown(escape_md(METHOD))
        st.markdown("\n".join(f"- {escape_md(rule)}" for rule in RULES))
    override_form(ctx, shown)
    _opinions(goal)


def _opinions(goal: GoalView) -> None:
    """What other published methods say, for those who ask; the verdict stays what it is."""
    if not goal.opinions:
        return
    st.header("Zweite Meinungen", anchor=False)
    st.caption("Andere veröffentlichte Verfahren, auf dieselben Werte angewandt. Sie ändern die Bewertung nicht.")
    names = {each.id: each.name for each in goal.opinions}
    chosen = choose_many("Verfahren", names, "meinungen", (), limit=len(names))
    rows = [(each.name, each.verdict, each.number, each.sentence, each.source) for each in goal.opinions if each.id in chosen]
    if rows:
        columns = ("Verfahren", "Ergebnis", "Kennzahl", "Wie es dazu kommt", "Quelle des Verfahrens")
        table(columns, rows, alt="Zweite Meinungen", key="meinungen")


def _gap(ctx: Context, shown: IndicatorView) -> None:
    gap = shown.gap
    if gap is None:
        return
    chart(gap.chart, "abstand", about(ctx, shown.subtitle, shown.source))
    for hint in gap.hints:
        st.warning(escape_md(hint))
    st.header(f"Einordnung {gap.span}", anchor=False)
    for sentence in gap.sentences:
        st.markdown(escape_md(sentence))
    if gap.quadrants:
        _quadrants(gap)
    else:
        st.markdown("Eingeordnet wird erst, wenn es wieder genug vergleichbare Werte für eine Bewertung gibt.")
    st.caption("Als Fortschritt zählt nur, wenn sich die Gruppe verbessert und der Abstand kleiner wird.")
    st.header("Woraus sich die Veränderung zusammensetzt", anchor=False)
    table(gap.columns, gap.parts, alt="Zerlegung der Veränderung des Abstands", key="zerlegung", numbers=(1, 2, 3))


def _quadrants(gap: GapView) -> None:
    names = ("Abstand kleiner", "Abstand nicht kleiner")
    rows = [(name, *map(_quadrant, row)) for name, row in zip(names, gap.quadrants, strict=True)]
    columns = ("Fall", "Gruppe verbessert", "Gruppe nicht verbessert")
    table(columns, rows, alt=f"Vier Fälle, zutreffend {gap.span}: {_present(gap)}", key="quadranten", markdown=frozenset({1, 2}))


def _quadrant(field: Field) -> str:
    """The case that holds is marked by colour, weight and a word: one of them survives on any paper."""
    text = f"{field.glyph} {escape_md(field.word)}"
    return f":blue-background[**▸ {text}** (trifft zu)]" if field.here else f":gray[{text}]"


def _present(gap: GapView) -> str:
    return next(field.word for row in gap.quadrants for field in row if field.here)


def _groups(ctx: Context, shown: IndicatorView) -> None:
    if len(shown.breakdowns) > 1:
        choose_view("Gliederung", dict(shown.breakdowns), "gliederung")
    if shown.groups_chart is not None:
        chart(shown.groups_chart, "gruppen", about(ctx, shown.subtitle, shown.source))


def _parts(ctx: Context, shown: IndicatorView) -> None:
    """The parts of the area that an index of unequal distribution was computed from."""
    if shown.parts is None:
        return
    if shown.parts.map is not None:
        chart(shown.parts.map.chart, "teile", about(ctx, shown.subtitle, shown.source))
    if shown.parts.rows:
        table(shown.parts.columns, shown.parts.rows, alt="Teilgebiete, aus denen der Index gerechnet ist", key="teile")


def _areas(ctx: Context, shown: IndicatorView) -> None:
    selection = (shown.definition.id, shown.area.key, st.query_params.get("karte", ""), _page())
    found = view(ctx, indicator_areas.build, ctx.viewer, *selection)
    if found.why_not:
        st.info(escape_md(found.why_not))
    pictures = {"klein": ("Kleine Diagramme", found.multiples), "karte": ("Karte", found.map)}
    offered = {key: name for key, (name, spec) in pictures.items() if spec is not None}
    if not offered:
        st.markdown("Für andere Gebiete liegen keine Werte vor, die sich danebenstellen lassen.")
        return
    chosen = choose_view("Bild", offered, "bild")
    if chosen == "klein" and len(found.pages) > 1:
        choose("Seite", {str(number): name for number, name in enumerate(found.pages)}, "seite")
    if chosen == "karte" and len(found.maps) > 1:
        choose("Karte wählen", dict(found.maps), "karte")
    spec = pictures[chosen][1]
    if spec is not None:
        chart(spec, f"gebiete_{chosen}", about(ctx, shown.subtitle, shown.source))
    st.caption("Die Gebiete stehen nach Namen, das eigene zuerst. Der Monitor stellt keine Rangfolge auf.")


def _page() -> int:
    asked = st.query_params.get("seite", "")
    return int(asked) if asked.isdecimal() and len(asked) < 4 else 0


def _values(ctx: Context, shown: IndicatorView) -> None:
    periods = {each.period: f"{each.period_text}: {each.value}" for each in shown.rows}
    show_origin(ctx, shown.definition.id, shown.area.key, choose("Woher kommt diese Zahl?", periods, "zeitraum"))
    st.header("Alle Werte", anchor=False)
    value_table(ctx, shown)
    st.caption(escape_md(shown.version))
    note_list(shown.notes)


def profile(ctx: Context, shown: IndicatorView) -> None:
    """The definition sheet, a table for each part."""
    st.header("Steckbrief", anchor=False)
    for number, section in enumerate(shown.profile):
        st.subheader(escape_md(section.title), anchor=False)
        table(("Angabe", "Erläuterung"), section.facts, alt=f"Steckbrief: {section.title}", key=f"steckbrief_{number}")
        if section.links:
            st.markdown(f"Zum Nachlesen: {' · '.join(map(web_link_md, section.links))}")
    if shown.definition.published is not None:
        for found in view(ctx, recomputed.build, (shown.definition.id,)):
            _recomputed(found)


def _recomputed(found: RecomputedView) -> None:
    """What the monitor computes beside what was published: deviations are told, never hidden."""
    st.subheader(escape_md(found.headline), anchor=False)
    for sentence in (found.sentence, found.years, *found.explained):
        if sentence:
            st.markdown(escape_md(sentence))
    if found.rows:
        table(recomputed.COLUMNS, found.rows, alt="Abweichungen von veröffentlichten Werten", key=f"nachrechnung_{found.indicator}")
    if found.more:
        st.caption(escape_md(found.more))
