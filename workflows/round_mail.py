"""Mailing the sheets of a round and reminding those who have not answered. An event is noted once the mail server has accepted the mail."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from filelock import FileLock, Timeout

import store.reading
import store.rounds
import store.writing
from domain.access import OFFICE, Permission, Viewer
from domain.errors import NotFound, StoreBusy, WrongUse
from domain.local_time import local
from domain.measures import MeasureRow
from domain.organisations import UNNAMED, Register
from domain.periods import Period
from domain.rounds import AFTER_DUE, BEFORE_DUE, Reply, ReplyState, Round, RoundEvent, RoundEventKind
from settings import Settings
from store import Home, Snapshot, open_snapshot
from store.working_file import ensure_published, writing
from workflows.clock import utc_now
from workflows.mail import Letter, Mailed, stop_if_not_configured
from workflows.round_letters import reminder_letter, return_letter, sheet_letter
from workflows.round_sheets import SheetsOf, require_half_year, sheets_of
from workflows.rounds import current_round, round_for


def mail_sheets(
    home: Home,
    period: str,
    *,
    viewer: Viewer = OFFICE,
    settings: Settings,
    offices: Collection[str] | None = None,
) -> tuple[Mailed, ...]:
    """Mails each office its status sheet and returns what became of every mail. Without ``offices`` those are asked that have not been
    mailed to in this round and still owe an answer; offices that are named get it once more. Raises WrongUse where the round is not
    open or no mail server is set up."""
    viewer.require(Permission.IMPORT)
    require_half_year(period)
    stop_if_not_configured(settings.mail)
    with _one_at_a_time(home, settings), open_snapshot(home) as snapshot:
        opened = round_for(snapshot, viewer, period)
        if opened.due is None:
            raise WrongUse(f"Die Abfrage zum {Period(period).label} ist noch nicht eröffnet. Bitte zuerst mit einem Termin eröffnen.")
        replies = _chosen(snapshot, opened, offices)
        mails = _Mails(snapshot, viewer, settings, opened.due, sheets_of(snapshot, viewer, period))
        letters = [mails.sheet(reply) for reply in replies]
        return _send(home, viewer, settings, letters, RoundEvent(RoundEventKind.MAILED, period, due=opened.due))


def remind(home: Home, *, viewer: Viewer = OFFICE, settings: Settings, today: date | None = None) -> tuple[Mailed, ...]:
    """Reminds the offices of the newest round that still owe an answer: once shortly before the due date, once after it, however often
    it is called. Offices whose sheet has arrived or that have answered everything are left alone. Nothing is sent on other days."""
    viewer.require(Permission.IMPORT)
    stop_if_not_configured(settings.mail)
    with _one_at_a_time(home, settings), open_snapshot(home) as snapshot:
        opened = current_round(snapshot, viewer)
        if opened is None or opened.due is None:
            return ()
        stage = reminder_stage(opened.due, today or local(utc_now()).date(), settings)
        if not stage:
            return ()
        done = {
            event.office
            for event in store.rounds.events(snapshot)
            if (event.kind, event.period, event.due, event.note) == (RoundEventKind.REMINDED, opened.period, opened.due, stage)
        }
        replies = [reply for reply in opened.replies if owes(reply) and reply.office not in done and reply.office != UNNAMED]
        mails = _Mails(snapshot, viewer, settings, opened.due, sheets_of(snapshot, viewer, opened.period))
        letters = [mails.reminder(reply, late=stage == AFTER_DUE) for reply in replies]
        return _send(home, viewer, settings, letters, RoundEvent(RoundEventKind.REMINDED, opened.period, due=opened.due, note=stage))


def mail_return(home: Home, period: str, office: str, *, viewer: Viewer = OFFICE, settings: Settings) -> Mailed:
    """Mails the reason to an office whose sheet was given back, with a fresh sheet. Raises WrongUse where none was given back."""
    viewer.require(Permission.IMPORT)
    require_half_year(period)
    stop_if_not_configured(settings.mail)
    with _one_at_a_time(home, settings), open_snapshot(home) as snapshot:
        found = round_for(snapshot, viewer, period)
        (reply,) = _chosen(snapshot, found, [office])
        if reply.state is not ReplyState.RETURNED:
            raise WrongUse(f"Von „{reply.office}“ ist kein Blatt zurückgegeben. Bitte zuerst mit einem Grund zurückgeben.")
        due = found.due or Period(period).end
        mails = _Mails(snapshot, viewer, settings, due, sheets_of(snapshot, viewer, period))
        event = RoundEvent(RoundEventKind.MAILED, period, due=found.due, note="zurückgegeben")
        return _send(home, viewer, settings, [mails.returned(reply)], event)[0]


def reminder_stage(due: date, today: date, settings: Settings) -> str:
    """Which reminder is due on a day: BEFORE_DUE, AFTER_DUE, or empty."""
    if due - timedelta(days=settings.mail.remind_before_days) <= today <= due:
        return BEFORE_DUE
    return AFTER_DUE if today >= due + timedelta(days=max(settings.mail.remind_after_days, 1)) else ""


def owes(reply: Reply) -> bool:
    """True while something is missing and no sheet of the office is waiting to be looked at."""
    return not reply.complete and not reply.pending


def mailed_text(mailed: Sequence[Mailed]) -> str:
    """What was sent and what was not, in German; a line for each problem."""
    sent = [each.office for each in mailed if each.sent]
    unsent = [each for each in mailed if not each.sent]
    if not mailed:
        return "Es war nichts zu versenden."
    lines = [f"Versandt an {len(sent)} von {len(mailed)} Stellen: {', '.join(sent)}." if sent else "Es wurde nichts versandt."]
    lines += [f"Nicht versandt an {each.office}: {each.problem}" for each in unsent]
    lines += [f"{each.office}: {each.problem}" for each in mailed if each.sent and each.problem]
    return "\n".join(lines)


class _Mails:
    """Writes the letters of one round."""

    def __init__(self, snapshot: Snapshot, viewer: Viewer, settings: Settings, due: date, sheets: SheetsOf) -> None:
        self._due, self._sheets = due, sheets
        self._operator = viewer.name or settings.operator
        self._register = Register(sheets.concept.organisations)

    def sheet(self, reply: Reply) -> Letter:
        """The sheet with all measures of the office."""
        words = sheet_letter(self._sheets.concept, self._sheets.period, self._due, reply.office, self._rows(reply.asked), self._operator)
        return self._letter(reply.office, words, reply.asked)

    def reminder(self, reply: Reply, *, late: bool) -> Letter:
        """The sheet with what the office has not answered yet."""
        words = reminder_letter(
            self._sheets.concept, self._sheets.period, self._due, reply.office, self._rows(reply.missing), self._operator, late=late
        )
        return self._letter(reply.office, words, reply.missing)

    def returned(self, reply: Reply) -> Letter:
        """The reason, and the sheet with what the office is asked for."""
        words = return_letter(
            self._sheets.concept, self._sheets.period, self._due, reply.office, self._rows(reply.asked), self._operator, reply.note
        )
        return self._letter(reply.office, words, reply.asked)

    def _rows(self, numbers: Sequence[str]) -> list[MeasureRow]:
        return [self._sheets.rows[number] for number in numbers]

    def _letter(self, office: str, words: tuple[str, str], numbers: Sequence[str]) -> Letter:
        known = self._register.find(office)
        address = known.mail if known else ""
        return Letter(office, address, *words, self._sheets.workbook(office, numbers), self._sheets.file_name(office))


def _chosen(snapshot: Snapshot, opened: Round, offices: Collection[str] | None) -> list[Reply]:
    if offices is None:
        return [each for each in opened.replies if owes(each) and each.mailed_at is None and each.office != UNNAMED]
    register = Register(store.reading.concept(snapshot).organisations)
    found = []
    for office in offices:
        reply = opened.reply(register.name(office))
        if reply is None:
            raise NotFound(f"„{office}“ ist im {Period(opened.period).label} zu keiner Maßnahme gefragt.")
        found.append(reply)
    return found


def _send(home: Home, viewer: Viewer, settings: Settings, letters: Sequence[Letter], event: RoundEvent) -> tuple[Mailed, ...]:
    """Sends the letters and notes each in a transaction of its own: whatever happens on the way, the log says what went out."""

    def noted(letter: Letter) -> None:
        with writing(home, utc_now(), patience=settings.patience_seconds, publishing=False) as connection:
            moment = store.writing.moment(connection, utc_now())
            by = viewer.name or settings.operator
            kept = RoundEvent(event.kind, event.period, letter.office, event.due, event.note, by=by, at=moment)
            store.rounds.add_event(connection, kept)

    if not letters:
        return ()
    from workflows.smtp import send  # only those who send need what speaks with mail servers

    mailed = send(settings.mail, letters, noted)
    ensure_published(home, utc_now(), patience=settings.patience_seconds)
    return mailed


@contextmanager
def _one_at_a_time(home: Home, settings: Settings) -> Iterator[None]:
    """Only one process mails for an installation, and it knows all that was sent before; raises StoreBusy."""
    lock = FileLock(home.path / "mail.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreBusy("Für diese Installation werden gerade Mails versandt. Bitte warten, bis das fertig ist.") from error
    try:
        ensure_published(home, utc_now(), patience=settings.patience_seconds)  # what a killed process has sent and noted
        yield
    finally:
        lock.release()
