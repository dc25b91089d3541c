"""Orders of reports: which data state, which half-years, what is on the cover, and what may not be filed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import store.meetings
import store.reading
from domain.access import Permission, Viewer
from domain.errors import NotFound, WrongUse
from domain.local_time import local
from domain.meetings import DataState, Meeting, previous_meeting
from domain.periods import Period, PeriodKind, half_year_of, is_period
from domain.report_texts import printable
from domain.reports import Cover, ReportKind, ReportOrder
from store.publication import Snapshot
from workflows.clock import utc_now


def order_report(
    snapshot: Snapshot,
    viewer: Viewer,
    kind: ReportKind,
    *,
    meeting: str = "",
    revision: int | None = None,
    first: str = "",
    last: str = "",
    fields: Sequence[str] = (),
    public: bool = False,
    cover: Cover | None = None,
    now: datetime | None = None,
) -> ReportOrder:
    """An order from a meeting's data state (the newest, or ``revision``), or a draft from the present state without a meeting or before
    it has one. ``first`` and ``last`` are half-years (``2026-H1``); by default the meeting's own, for a yearly report also the one
    before. It is compared with the state of the body's meeting before.

    Raises NotFound for unknown meetings, states and fields, WrongUse for half-years that are none and for a public pack.
    """
    viewer.require(Permission.SEE_INTERNAL)
    if public and kind is ReportKind.PACK:
        raise WrongUse("Die Controlling-Unterlage ist nicht öffentlich. Bitte eine andere Berichtsart wählen oder „öffentlich“ abwählen.")
    moment = now or utc_now()
    found = _meeting(snapshot, viewer, meeting)
    state = _state(found, revision) or DataState("", moment, local(moment).date())
    _check_fields(snapshot, fields, state.moment)
    period = found.period if found else last or half_year_of(state.day).text
    begin, end = _span(kind, first, last, period)
    before = _before(snapshot, viewer, found, state)
    return ReportOrder(
        kind=kind,
        period=period if begin <= period <= end else end,
        first=begin,
        last=end,
        moment=state.moment,
        day=state.day,
        state=state.name,
        since=before.moment if before else None,
        since_name=before.label if before else "",
        fields=tuple(fields),
        public=public,
        meeting=meeting,
        cover=_cleaned(cover or Cover()),
    )


def _cleaned(cover: Cover) -> Cover:
    """Without control characters, which no Office file may hold."""
    return replace(
        cover,
        title=printable(cover.title),
        number=printable(cover.number),
        department=printable(cover.department),
        editor=printable(cover.editor),
        motion=printable(cover.motion),
        costs=printable(cover.costs),
    )


def _meeting(snapshot: Snapshot, viewer: Viewer, meeting: str) -> Meeting | None:
    if not meeting:
        return None
    found = next((each for each in store.meetings.meetings(snapshot, viewer) if each.id == meeting), None)
    if found is None:
        raise NotFound(f"Eine Sitzung mit der Kennung „{meeting}“ gibt es nicht. Bitte eine aus dem Sitzungskalender wählen.")
    return found


def _state(meeting: Meeting | None, revision: int | None) -> DataState | None:
    """The state asked for; the newest where none is; None for a draft."""
    if meeting is None or revision is None:
        return meeting.newest_state if meeting else None
    found = next((each for each in meeting.states if each.revision == revision), None)
    if found is None:
        known = ", ".join(str(each.revision) for each in meeting.states) or "keine"
        raise NotFound(f"Einen Stand Nr. {revision} hat die Sitzung „{meeting.id}“ nicht. Festgeschrieben sind: {known}.")
    return found


def _check_fields(snapshot: Snapshot, fields: Sequence[str], moment: datetime) -> None:
    known = {each.id for each in store.reading.concept(snapshot, moment).fields}
    unknown = [each for each in fields if each not in known]
    if unknown:
        raise NotFound(f"Diese Handlungsfelder stehen nicht im Konzept: {', '.join(unknown)}. Bekannt sind: {', '.join(sorted(known))}.")


def _span(kind: ReportKind, first: str, last: str, period: str) -> tuple[str, str]:
    """The half-years asked for; a yearly report covers two where nobody says."""
    for each in (first, last):
        if each and not is_period(each, PeriodKind.HALF):
            raise WrongUse(f"„{each}“ ist kein Halbjahr. Erwartet wird etwa 2026-H1.")
    end = last or period
    begin = first or (_half_before(end) if kind is ReportKind.COUNCIL else end)
    if begin > end:
        raise WrongUse(f"Der Berichtszeitraum beginnt mit {Period(begin).label} nach seinem Ende {Period(end).label}. Bitte tauschen.")
    return begin, end


def _half_before(half_year: str) -> str:
    period = Period(half_year)
    return f"{period.year}-H1" if period.slot == "H2" else f"{period.year - 1}-H2"


def _before(snapshot: Snapshot, viewer: Viewer, meeting: Meeting | None, state: DataState) -> DataState | None:
    """The state of the meeting before, as it was known at the data state; for a draft without a meeting the newest of all."""
    known = store.meetings.meetings(snapshot, viewer, state.moment)
    if meeting is None:
        states = (each for before in known for each in before.states)
        return max(states, key=lambda each: each.moment, default=None)
    before = previous_meeting(known, meeting)
    return before.newest_state if before else None


def check_final(snapshot: Snapshot, viewer: Viewer, order: ReportOrder) -> None:
    """Raises WrongUse where an order may not be filed: a draft, a state the meeting does not have, missing consequences, or internal
    content for a public sitting."""
    if order.draft:
        advice = "Bitte unter „Sitzungen“ zuerst den Stand festschreiben und den Bericht aus diesem Stand bestellen."
        raise WrongUse(f"Aus dem heutigen Stand gibt es nur Entwürfe. {advice}")
    meeting = _meeting(snapshot, viewer, order.meeting)
    states = meeting.states if meeting else ()
    if not any((each.name, each.moment, each.day) == (order.state, order.moment, order.day) for each in states):
        raise WrongUse(f"Einen Berichtsstand {order.state} hat die Sitzung „{order.meeting}“ nicht. Bitte den Bericht neu bestellen.")
    _check_route(order)
    _check_consequences(snapshot, order)


def _check_route(order: ReportOrder) -> None:
    """Public items of an agenda get public content only."""
    steps = [step for step in order.cover.route if step.public]
    if steps and not order.public:
        raise WrongUse(
            f"Die Beratungsfolge nennt {len(steps)} öffentliche Beratung(en), der Bericht enthält aber interne Angaben. "
            "Bitte die öffentliche Fassung ausgeben oder die Beratung als nicht öffentlich eintragen."
        )


def _check_consequences(snapshot: Snapshot, order: ReportOrder) -> None:
    """Fields that need consequences have some, those of a public document public ones."""
    if order.kind in (ReportKind.MEASURES, ReportKind.METHODS):
        return
    from views.consequences import missing_consequences
    from views.report_material import reader_of

    missing = missing_consequences(snapshot, reader_of(order), order.period, order.day, order.moment)
    named = [each for each in missing if not order.fields or each.field_id in order.fields]
    if named:
        kind = "öffentlichen Konsequenzen" if order.public else "Konsequenzen"
        listed = "; ".join(f"{each.field}: {', '.join(each.reasons)}" for each in named)
        advice = "Bitte unter „Berichtstexte“ eintragen und den Stand der Sitzung mit Begründung neu festschreiben."
        raise WrongUse(f"Für das {Period(order.period).label} fehlen zum {order.state} die {kind} – {listed}. {advice}")
