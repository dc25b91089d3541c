"""Checking and saving what was typed into the form; everything typed stays there until it is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

import settings
import workflows
from domain.deliveries import Finding, Severity
from domain.errors import MonitorError
from domain.local_time import today
from domain.measures import MeasureRow, MeasureState
from ui.context import Context
from ui.drafts import home_of
from ui.notice import leave_notice
from ui.round_choice import MEASURE
from views import entry
from views.entry_findings import placed
from views.formats import counted

PLACE = "sachstand"
"""Where the page says that a report was saved."""
_OUTCOME = "meldung_ergebnis"


@dataclass(frozen=True)
class Form:
    """The form of a measure and half-year; ``base`` is what is put before whoever fills it in."""

    number: str
    period: str
    base: MeasureRow

    def key(self, name: str) -> str:
        """Where the value of a field lies in the session."""
        return f"eintrag_{self.number}_{self.period}_{name}"

    def value(self, name: str) -> str:
        """What was typed or chosen, empty for nothing."""
        return st.session_state.get(self.key(name)) or ""


@dataclass(frozen=True)
class Outcome:
    """What checking the report found. ``hints`` are those that may be confirmed; errors may not."""

    severity: Severity = Severity.ERROR
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    whole: Sequence[str] = ()
    problem: str = ""
    hints: Sequence[Finding] = ()


def kept_outcome(form: Form) -> Outcome:
    """What the last check of this form found; nothing before the first."""
    key, outcome = st.session_state.get(_OUTCOME, ("", None))
    return outcome if outcome is not None and key == form.key("") else Outcome()


def send(ctx: Context, form: Form, keys: Sequence[str] | None) -> None:
    """Called by the button before the page is drawn anew: saves the report, or keeps what was found for the page to say.
    ``keys`` are the fields of the form, None confirms that nothing has changed."""
    unread: Mapping[str, str] = {}
    if keys is None:
        row = entry.confirmed(form.base, today(), form.value("reported_by"))
    else:
        typed = {key: form.value(key) for key in keys}
        row, unread = entry.entered(form.base, MeasureState(st.session_state[form.key("state")]), typed, today())
    if unread:
        named = counted(len(unread), "Angabe lässt", "Angaben lassen")
        _keep(
            form,
            Outcome(fields={key: (said,) for key, said in unread.items()}, problem=f"{named} sich nicht lesen. Es ist nichts gespeichert."),
        )
        return
    try:
        _check_and_save(ctx, form, row, keys or ())
    except MonitorError as error:
        _keep(form, Outcome(problem=str(error)))


def _check_and_save(ctx: Context, form: Form, row: MeasureRow, keys: Sequence[str]) -> None:
    home = home_of(ctx)
    checked = workflows.check_entry(home, row, viewer=ctx.viewer)
    errors = [each for each in checked.reading.findings if each.severity is Severity.ERROR]
    if errors:
        told = f"{counted(len(errors), 'Fehler', 'Fehler')}, bitte oben berichtigen. Es ist nichts gespeichert."
        _keep(form, _found(errors, keys, told))
        return
    agreed = {each.key for each in kept_outcome(form).hints} if st.session_state.get(form.key("stimmt")) else set()
    hints = checked.hints
    if any(each.key not in agreed for each in hints):
        st.session_state.pop(form.key("stimmt"), None)
        _keep(form, _found(hints, keys, "Bitte die Hinweise ansehen. Stimmen die Angaben, bestätigen Sie das und speichern noch einmal."))
        return
    reason = form.value("begruendung").strip()
    accepted = workflows.report_entry(
        home,
        row,
        viewer=ctx.viewer,
        settings=settings.load(home.path),
        confirmations={each.key: reason for each in hints},
        expected=checked.difference,
    )
    _saved(form, accepted)


def _found(findings: Sequence[Finding], keys: Sequence[str], problem: str) -> Outcome:
    at = placed(findings, {*keys, "state"} if keys else ())
    severity = findings[0].severity
    return Outcome(severity, at.fields, at.whole, problem, findings if severity is Severity.HINT else ())


def _keep(form: Form, outcome: Outcome) -> None:
    st.session_state[_OUTCOME] = (form.key(""), outcome)


def _saved(form: Form, accepted: workflows.Accepted) -> None:
    """Forgets what was typed and goes back to the list, which says that it worked."""
    for key in [key for key in st.session_state if str(key).startswith(form.key(""))]:
        del st.session_state[key]
    st.session_state.pop(_OUTCOME, None)
    st.query_params.pop(MEASURE, None)
    number = f"Lieferung Nr. {accepted.number}"
    told = f"Diese Meldung gab es schon ({number})." if accepted.repeated else f"Die Meldung ist gespeichert ({number})."
    leave_notice(PLACE, f"{form.number} {form.base.title}: {told} Sie steht auf der Seite der Maßnahme.")
