"""What the office does about a round: open it, hand out or mail the sheets, remind."""

from collections.abc import Callable
from functools import partial

import streamlit as st

import settings
import workflows
from domain.errors import MonitorError
from domain.rounds import Reply
from settings import Settings
from ui.components import escape_md, page_link
from ui.context import Context
from ui.drafts import home_of
from ui.files import EXCEL, excel
from ui.notice import leave_notice
from ui.typed_day import required_day
from views.rounds import RoundView
from workflows import Home

PLACE = "ruecklauf"
"""Where confirmations of this page are said."""


def sending(ctx: Context, shown: RoundView) -> None:
    """Everything for all organisations together, in the order in which it is done."""
    st.header("Blätter verteilen", anchor=False)
    _open(ctx, shown)
    st.markdown("**Blätter herunterladen.** Je Stelle eine Mappe, gefüllt mit ihren letzten Meldungen.")
    _downloads(ctx, shown)
    if not settings.load(ctx.installation.home).mail.host:
        st.caption("Verschickt werden kann von hier aus, wenn in settings.toml ein Mailserver steht (Abschnitt mail).")
    elif shown.opened:
        _mails(ctx, shown)
    st.header("Ausgefüllte Blätter einspielen", anchor=False)
    st.markdown("Was zurückkommt, unter „Daten einspielen“ hochladen: Es wird geprüft, dann übernommen oder mit einem Grund zurückgegeben.")
    page_link(ctx, "einspielen", "Ausgefülltes Blatt einspielen")


def _open(ctx: Context, shown: RoundView) -> None:
    with st.form("abfrage", border=True):
        said = f"Jetzt gilt: Rückmeldung {shown.due}." if shown.opened else "Der Termin steht auf jedem Blatt."
        st.markdown(f"**{'Anderer Termin' if shown.opened else 'Abfrage eröffnen'}.** {escape_md(said)}")
        due = st.text_input("Rückmeldung bis (TT.MM.JJJJ)")
        sent = st.form_submit_button("Termin ändern" if shown.opened else "Abfrage eröffnen")
    if sent:

        def opened(home: Home, chosen: Settings) -> str:
            event = workflows.open_round(home, shown.period, required_day(due, "den Termin"), viewer=ctx.viewer, settings=chosen)
            return f"Die Abfrage zum {shown.label} ist eröffnet. Termin ist der {event.due:%d.%m.%Y}."

        attempt(ctx, opened)


def _downloads(ctx: Context, shown: RoundView) -> None:
    snapshot = ctx.installation.snapshot
    if snapshot is None:
        return
    with st.container(horizontal=True):
        st.download_button(
            f"Alle Blätter, {len(shown.lines)} Mappen (ZIP)",
            partial(workflows.all_sheets, snapshot, ctx.viewer, shown.period),
            file_name=f"Sachstandsblaetter_{shown.period}.zip",
            mime="application/zip",
            on_click="ignore",
            type="primary",
            key="datei_alle_blaetter",
        )
        everything = partial(workflows.status_sheet, snapshot, ctx.viewer, shown.period)
        excel("Ein Blatt für alle Stellen (Excel)", everything, f"Sachstand_{shown.period}.xlsx", "ein_blatt")


def _mails(ctx: Context, shown: RoundView) -> None:
    st.markdown(
        "**Verschicken.** Jede Stelle mit Adresse im Konzept bekommt ihr Blatt einmal; erinnert wird, wer noch nicht geantwortet hat."
    )
    with st.container(horizontal=True):
        mail = st.button("Blätter per E-Mail verschicken")
        remind = st.button("Jetzt fällige Erinnerungen verschicken")
    if mail:
        attempt(ctx, lambda home, chosen: _told(workflows.mail_sheets(home, shown.period, viewer=ctx.viewer, settings=chosen)))
    if remind:
        attempt(ctx, lambda home, chosen: _told(workflows.remind(home, viewer=ctx.viewer, settings=chosen)))


def _told(mailed: tuple[workflows.Mailed, ...]) -> str:
    return workflows.mailed_text(mailed)


def one_office(ctx: Context, shown: RoundView, reply: Reply) -> None:
    """What can be done for one organisation."""
    with st.container(horizontal=True):
        sheet_button(ctx, shown.period, reply.office)
        if shown.opened and settings.load(ctx.installation.home).mail.host and st.button("Blatt noch einmal per E-Mail verschicken"):
            attempt(
                ctx,
                lambda home, chosen: _told(
                    workflows.mail_sheets(home, shown.period, viewer=ctx.viewer, settings=chosen, offices=[reply.office])
                ),
            )
    if reply.pending:
        st.info("Ein Blatt dieser Stelle ist eingegangen. Unter „Daten einspielen“ lässt es sich übernehmen oder zurückgeben.")
        page_link(ctx, "einspielen", "Angefangene Importe ansehen")


def sheet_button(
    ctx: Context, period: str, office: str, label: str = "Sachstandsblatt herunterladen (Excel)", *, primary: bool = False
) -> None:
    """Saves the workbook of one organisation, filled with its last reports."""
    if ctx.installation.snapshot is not None:
        st.download_button(
            label,
            partial(workflows.office_sheet, ctx.installation.snapshot, ctx.viewer, period, office),
            file_name=workflows.sheet_name(period, office),
            mime=EXCEL,
            on_click="ignore",
            type="primary" if primary else "secondary",
            key=f"datei_blatt_{office}",
        )


def attempt(ctx: Context, action: Callable[[Home, Settings], str], place: str = PLACE) -> None:
    """Does it and says so on the page drawn anew; what goes wrong is said at once."""
    home = home_of(ctx)
    try:
        with st.spinner("Bitte warten …"):
            said = action(home, settings.load(home.path))
    except MonitorError as error:
        st.error(escape_md(str(error)))
        return
    leave_notice(place, said)
    st.rerun()
