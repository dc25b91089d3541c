"""Check of the round: which departments and bodies have not answered for the half-year."""

from collections.abc import Sequence
from datetime import date

from domain.organisations import UNNAMED
from domain.periods import Period
from domain.rounds import Accepted, Reply, ReplyState, RoundEvent, RoundEventKind, asked, round_of
from views.formats import counted, day
from views.readiness.model import OFFICES, Check, Group, Item, Known, Place

_MISSING_NAMED = 8


def reporting_period(known: Known, events: Sequence[RoundEvent]) -> str:
    """The half-year of the newest round that was opened, without any the newest that was reported on; empty where nothing was."""
    opened = [event.period for event in events if event.kind is RoundEventKind.OPENED]
    return max(opened, default="") or known.newest_period


def replies(known: Known, events: Sequence[RoundEvent], accepted: Sequence[Accepted]) -> Check:
    """Offices of the newest round whose measures are not all answered; without a round those of the newest half-year reported on."""
    period = reporting_period(known, events)
    offices = asked(known.history, period, known.register) if period else {}
    shown = round_of(period, events, offices, known.history, accepted)
    half = Period(period).label if period else ""
    missing = [reply for reply in shown.replies if not reply.complete]
    return Check(
        "rueckmeldung",
        Group.REPLIES,
        f"Rückmeldung fehlt für das {half}" if half else "Rückmeldung fehlt",
        _why(half, shown.due, known.today),
        "An die Rückmeldung erinnern, das eingegangene Blatt prüfen und einspielen, oder den Sachstand selbst melden.",
        tuple(_item(reply, period, known) for reply in missing),
        len(shown.replies),
        OFFICES,
        Place.ROUND,
    )


def _why(half: str, due: date | None, today: date) -> str:
    if not half:
        return "Es ist noch kein Halbjahr gemeldet und keine Abfrage eröffnet."
    if due is None:
        return f"Stellen, von denen für das {half} nicht zu allen Maßnahmen ein Sachstand vorliegt. Eine Abfrage ist nicht eröffnet."
    days = (today - due).days
    late = f"seit {counted(days, 'Tag', 'Tagen')} vorbei" if days > 0 else f"noch {counted(-days, 'Tag', 'Tage')}"
    return f"Stellen, die zum {half} gefragt sind und nicht zu allen Maßnahmen geantwortet haben. Termin: {day(due)} ({late})."


def _item(reply: Reply, period: str, known: Known) -> Item:
    done = f"{len(reply.answered)} von {counted(len(reply.asked), 'Maßnahme', 'Maßnahmen')} gemeldet"
    named = ", ".join(reply.missing[:_MISSING_NAMED]) + (" …" if len(reply.missing) > _MISSING_NAMED else "")
    parts = [reply.state.label, done, f"es fehlt: {named}"]
    if reply.state is ReplyState.RETURNED and reply.note:
        parts.append(f"zurückgegeben: {reply.note}")
    if reply.reminded_at is not None:
        parts.append(f"erinnert am {day(reply.reminded_at)}")
    subject = "Ohne Federführung" if reply.office == UNNAMED else reply.office
    lead = "" if reply.office == UNNAMED else reply.office
    return Item(subject, "; ".join(parts), "ruecklauf", (("halbjahr", period), ("fuer", reply.office)), reply.missing, lead)
