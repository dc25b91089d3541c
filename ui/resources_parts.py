"""The resources of a selection of measures: plan against actual, posts, funding that ends, and money beside work."""

import streamlit as st

from domain.local_time import today
from ui.cached import view
from ui.chart_saving import about, save_buttons
from ui.choices import choose, choose_view
from ui.components import download_csv, empty_state, escape_md, link_md, table
from ui.context import Context
from views import resources
from views.chart_style import ChartSpec
from views.formats import counted
from views.funding import AHEAD, Ending
from views.measure_filter import Filter
from views.resources import ALL_YEARS, NO_YEAR, SUM, WITHOUT_YEAR, By, Resources, Table
from views.work_done import WorkLine


def as_resources(ctx: Context, chosen: Filter) -> None:
    """Draws the view with its own choices: grouping, year, months ahead."""
    years = view(ctx, resources.build, ctx.viewer, chosen, By.FIELD.value, ALL_YEARS, AHEAD[0], today()).years
    by = choose_view("Mittel gegliedert nach", {each.value: each.label for each in By}, "gliederung")
    with st.container(horizontal=True):
        names = {ALL_YEARS: "alle Jahre"} | {year: NO_YEAR if year == WITHOUT_YEAR else year for year in years}
        year = choose("Jahr", names, "jahr")
        ahead = choose("Förderung endet innerhalb von", {str(each): f"{each} Monaten" for each in AHEAD}, "monate")
    shown = view(ctx, resources.build, ctx.viewer, chosen, by, year, int(ahead), today())
    _silent(shown)
    if shown.chart is None or shown.money is None:
        text = "Geplante und verwendete Mittel stehen im Sachstandsblatt auf dem Blatt „Mittel“."
        empty_state("Keine Mittel genannt", text)
    else:
        _money(ctx, shown.chart, shown.money, names[year])
    for title, posts in shown.posts:
        st.subheader(escape_md(title), anchor=False)
        _table(posts, title, "stellen_" + title.split()[0].lower())
    _ending(ctx, shown.ending)
    _work(ctx, shown.work)


def _silent(shown: Resources) -> None:
    named = shown.measures - shown.silent
    st.markdown(f"**{named} von {counted(shown.measures, 'Maßnahme', 'Maßnahmen')}** mit Angaben zu Mitteln, Personal oder Ehrenamt.")
    for note in shown.notes:
        st.caption(escape_md(note))


def _money(ctx: Context, spec: ChartSpec, money: Table, year: str) -> None:
    st.subheader("Geld: geplant und verwendet", anchor=False)
    st.vega_lite_chart(spec.table, dict(spec.spec), theme=None, alt=spec.alt, key="diagramm_mittel")
    st.caption(escape_md(" · ".join(spec.notes)))
    save_buttons(spec, "mittel", about(ctx, year, "Sachstandsblätter der federführenden Stellen."))
    _table(money, "Mittel geplant und verwendet", "mittel_geld")


def _table(shown: Table, alt: str, key: str) -> None:
    rows = [[f"**{escape_md(cell)}**" if row[0] == SUM else escape_md(cell) for cell in row] for row in shown.rows]
    table(shown.columns, rows, alt=alt, key=key, numbers=range(1, min(len(shown.columns), 12)), markdown=range(len(shown.columns)))
    if shown.note:
        st.caption(escape_md(shown.note))
    download_csv(shown.columns, shown.rows, file_name=f"{key}.csv", key=f"csv_{key}")


def _ending(ctx: Context, shown: Ending) -> None:
    st.subheader("Förderung, die endet", anchor=False)
    if not shown.lines:
        named = f"{counted(shown.dated, 'Maßnahme nennt', 'Maßnahmen nennen')} ein Förderende" if shown.dated else "Kein Förderende genannt"
        st.markdown(escape_md(f"Bis {shown.until} endet keine Förderung. {named}."))
        return
    st.markdown("  \n".join(f"**{escape_md(sentence)}**" for sentence in shown.sentences))
    columns = ("Maßnahme", "Quelle", "Förderung bis", "weitere Quellen", "geplant aus dieser Quelle")
    plain = [(f"{each.measure} {each.title}", each.source, each.until, each.others, each.planned) for each in shown.lines]
    rows = [(link_md(ctx, row[0], "massnahmen", id=each.measure), *row[1:]) for row, each in zip(plain, shown.lines, strict=True)]
    table(columns, rows, alt=f"Förderung, die bis {shown.until} endet", key="foerderende", numbers={4}, markdown={0})
    download_csv(columns, plain, file_name="foerderende.csv", key="csv_foerderende")


def _work(ctx: Context, shown: tuple[WorkLine, ...]) -> None:
    st.subheader("Mittel und Leistungen nebeneinander", anchor=False)
    st.caption(
        "Zwei Angaben, die nebeneinander stehen: was eingesetzt und was getan wurde. Sie werden nicht ins Verhältnis gesetzt. "
        "Teilnehmende werden über Halbjahre nicht zusammengezählt, weil dieselben Menschen wiederkommen können."
    )
    columns = ("Maßnahme", "geplant", "verwendet", "Teilnehmende", "Leistungen")
    plain = [(f"{each.measure} {each.title}", each.planned, each.actual, each.participants, each.outputs) for each in shown]
    if not plain:
        st.markdown("Zu dieser Auswahl ist nichts gemeldet.")
        return
    rows = [(link_md(ctx, row[0], "massnahmen", id=each.measure), *row[1:]) for row, each in zip(plain, shown, strict=True)]
    with st.container(key="werte_leistungen"), st.expander(f"{counted(len(plain), 'Maßnahme', 'Maßnahmen')} mit Mitteln oder Leistungen"):
        table(columns, rows, alt="Mittel und Leistungen je Maßnahme", key="leistungen", numbers={1, 2}, markdown={0})
    download_csv(columns, plain, file_name="mittel_und_leistungen.csv", key="csv_leistungen")
