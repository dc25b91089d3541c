"""Ordering a report: kind and data state in the address, everything else in a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from domain.concepts import Concept, RouteStep
from domain.local_time import today
from domain.periods import half_year_of, half_years
from domain.reports import Cover, ReportForm, ReportKind
from ui.choices import choose
from ui.typed_day import required_day
from views.report_archive import Archive

DRAFT = "entwurf"
_STEPS = 4
_PUBLICITY: Mapping[str, bool | None] = {"nicht angegeben": None, "öffentlich": True, "nicht öffentlich": False}
EXPLAINED = {
    ReportKind.PACK: "Unterlage zur Sitzung: Tagesordnung, jede Aussage der Sitzungsansicht unter derselben Nummer, Ausnahmen, Beschlüsse.",
    ReportKind.FIELD_REPORT: "Ein Handlungsfeld oder mehrere: Leitziel, Zahlen, Maßnahmen, Bewertung, Konsequenzen, Datentabellen.",
    ReportKind.COUNCIL: "Bericht an den Rat oder Kreistag: alle Handlungsfelder, Ressourcen, Abweichungen, Methodik, Datentabellen.",
    ReportKind.FIELD_SHEET: "Ein Handlungsfeld in Kürze: Leitziel, Zahlen, Maßnahmen, Konsequenzen.",
    ReportKind.MEASURES: "Alle Maßnahmen mit Stand, Termin und den Sätzen der letzten Meldung.",
    ReportKind.METHODS: "Regeln der Bewertung, Zeichen, Definitionen aller Indikatoren, Brüche, Quellen.",
}


@dataclass(frozen=True)
class Ordered:
    """What was typed and chosen. ``meeting`` is empty for a draft from the present state."""

    kind: ReportKind
    meeting: str
    revision: int | None
    first: str
    last: str
    fields: tuple[str, ...]
    public: bool
    cover: Cover
    forms: tuple[ReportForm, ...]
    filed: bool  # to be filed, not only produced


def order_form(concept: Concept, shown: Archive, *, may_issue: bool) -> Ordered | None:
    """The form; what was ordered in the run in which a button was pressed. Raises WrongUse for days that cannot be read."""
    kind = ReportKind(choose("Art des Berichts", {each.value: each.label for each in ReportKind}, "art"))
    states = {f"{each.meeting}:{each.revision}": each for each in shown.states}
    names = {key: each.label for key, each in states.items()} | {DRAFT: "heutiger Stand (nur Entwurf)"}
    chosen = states.get(choose("Datenstand", names, "stand"))
    st.caption(EXPLAINED[kind])
    with st.form("bericht", border=True):
        first, last = _span()
        fields = _fields(concept)
        public = _audience(kind)
        forms = st.multiselect(
            "Formate", list(ReportForm), default=[ReportForm.PDF], format_func=lambda form: form.label, placeholder="Bitte auswählen"
        )
        with st.expander("Deckblatt: Drucksache, Beratungsfolge, Beschlussvorschlag"):
            typed = _cover(concept)
        made = st.form_submit_button("Dateien erstellen", type="primary")
        filed = may_issue and chosen is not None and st.form_submit_button("Bericht ausgeben und ablegen")
    if not made and not filed:
        return None
    meeting, revision = (chosen.meeting, chosen.revision) if chosen else ("", None)
    return Ordered(kind, meeting, revision, first, last, fields, public, typed.cover(), tuple(forms), bool(filed))


def _span() -> tuple[str, str]:
    names = {"": "wie der Datenstand"} | {each.text: each.label for each in half_years(half_year_of(today()).text)}
    first, last = st.columns(2)
    with first:
        begin = st.selectbox("Berichtszeitraum von", list(names), format_func=names.__getitem__, key="bericht_von")
    with last:
        end = st.selectbox("bis", list(names), format_func=names.__getitem__, key="bericht_bis")
    return begin or "", end or ""


def _fields(concept: Concept) -> tuple[str, ...]:
    names = {each.id: f"{each.number} {each.name}".strip() for each in concept.fields}
    found = st.multiselect("Handlungsfelder", list(names), format_func=names.__getitem__, placeholder="alle", key="bericht_felder")
    return tuple(found)


def _audience(kind: ReportKind) -> bool:
    if kind is ReportKind.PACK:
        st.caption("Die Controlling-Unterlage ist nicht öffentlich.")
        return False
    chosen = st.radio("Für wen", ("nicht öffentlich", "öffentlich"), horizontal=True, key="bericht_wer")
    st.caption("Die öffentliche Fassung enthält nur, was auch die Öffentlichkeit im Monitor sieht, und nur als öffentlich gesetzte Texte.")
    return chosen == "öffentlich"


@dataclass(frozen=True)
class _TypedCover:
    """The cover as typed; days are read when somebody orders."""

    title: str
    number: str
    department: str
    editor: str
    dated: str
    motion: str
    costs: str
    steps: tuple[tuple[str, str, bool | None], ...]

    def cover(self) -> Cover:
        route = tuple(
            RouteStep(body, required_day(day, "den Tag der Beratung").isoformat() if day.strip() else "", public)
            for body, day, public in self.steps
            if body
        )
        dated: date | None = required_day(self.dated, "das Datum auf dem Deckblatt") if self.dated.strip() else None
        return Cover(
            title=self.title.strip(),
            number=self.number.strip(),
            department=self.department.strip(),
            editor=self.editor.strip(),
            dated=dated,
            route=route,
            motion=self.motion.strip(),
            costs=self.costs.strip(),
        )


def _cover(concept: Concept) -> _TypedCover:
    """Everything may stay empty; what is empty is left out of the document."""
    left, right = st.columns(2)
    with left:
        title = st.text_input("Titel", placeholder="sonst die Art des Berichts", key="bericht_titel")
        department = st.text_input("Amt oder Fachbereich", key="bericht_amt")
        dated = st.text_input("Datum (TT.MM.JJJJ)", key="bericht_datum")
    with right:
        number = st.text_input("Drucksache oder Vorlage Nr.", key="bericht_nummer")
        editor = st.text_input("Bearbeitung (Funktion, kein Name nötig)", key="bericht_bearbeitung")
    steps = tuple(_step(concept, place) for place in range(1, _STEPS + 1))
    said = f"Der {concept.terms.council} nimmt den Bericht zur Kenntnis."
    motion = st.text_area("Beschlussvorschlag", placeholder=f"zum Beispiel: {said}", key="bericht_antrag")
    costs = st.text_area("Finanzielle Auswirkungen", key="bericht_kosten")
    return _TypedCover(title, number, department, editor, dated, motion, costs, steps)


def _step(concept: Concept, place: int) -> tuple[str, str, bool | None]:
    names = {"": "–"} | {body.id: body.name for body in concept.bodies}
    of_body, of_day, of_public = st.columns(3)
    with of_body:
        body = st.selectbox(f"Beratung {place}", list(names), format_func=names.__getitem__, key=f"bericht_gremium_{place}")
    with of_day:
        day = st.text_input(f"Tag der Beratung {place} (TT.MM.JJJJ)", key=f"bericht_tag_{place}")
    with of_public:
        public = st.selectbox(f"Beratung {place} ist", list(_PUBLICITY), key=f"bericht_oeffentlich_{place}")
    return body or "", day, _PUBLICITY[public or "nicht angegeben"]
