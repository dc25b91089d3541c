"""Reports: producing them in every format, filing them once and for all, and proving later that they can be made again."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import store.issued_reports
import store.writing
from domain.access import OFFICE, Permission, Viewer
from domain.errors import NotFound, WrongUse
from domain.reports import IssuedFile, IssuedReport, ReportForm, ReportOrder
from settings import Settings
from store import Home, open_snapshot
from store.home import write_atomically
from store.publication import Snapshot
from store.working_file import writing
from workflows.clock import utc_now
from workflows.report_orders import check_final

if TYPE_CHECKING:
    from reports.document import Document
    from views.report_material import Material

TEMPLATE = Path("vorlagen") / "bericht.docx"
"""The office's own Word template, inside the installation."""
Progress = Callable[[float, str], None]
"""Told how far a production has come, from 0 to 1, and what happens next."""


def _stay_silent(_share: float, _text: str) -> None:
    return None


_SPOILED = "Die abgelegte Datei fehlt oder wurde verändert. Bitte aus der Datensicherung zurückholen"


@dataclass(frozen=True)
class Produced:
    """A finished file."""

    form: ReportForm
    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Compared:
    """A filed file and what making it again gave: ``kept`` whether the kept one is still what was filed, ``same`` whether the new one is
    the same byte for byte."""

    form: ReportForm
    name: str
    kept: bool
    same: bool

    @property
    def told(self) -> str:
        """What was found, in words."""
        if not self.kept:
            return _SPOILED
        if not self.same:
            return "Neu erzeugt entsteht eine andere Datei; die abgelegte gilt. Das kommt nach einem Wechsel der Programmfassung vor"
        return "Byte für Byte wie ausgegeben"


def produce(
    snapshot: Snapshot,
    viewer: Viewer,
    order: ReportOrder,
    forms: Sequence[ReportForm],
    *,
    template: bytes | None = None,
    progress: Progress = _stay_silent,
) -> tuple[Produced, ...]:
    """The document in these formats. The same order gives the same bytes, whoever asks. Raises NotAllowed for the public."""
    viewer.require(Permission.SEE_INTERNAL)
    from reports.compose import compose
    from views import report_material

    steps = len(forms) + 2
    progress(0, "Daten des Stands werden gelesen")
    material = report_material.build(snapshot, viewer, order)
    progress(1 / steps, "Abschnitte werden zusammengestellt")
    document = compose(material)
    made = []
    for place, form in enumerate(forms):
        progress((place + 2) / steps, f"{form.label} wird geschrieben")
        made.append(Produced(form, file_name(order, form), _written(form, document, material, template)))
    progress(1, "Fertig")
    return tuple(made)


def _written(form: ReportForm, document: "Document", material: "Material", template: bytes | None) -> bytes:
    """Writers are loaded when they are needed: each takes a while."""
    match form:
        case ReportForm.PDF:
            from reports.pdf import write_pdf

            return write_pdf(document)
        case ReportForm.WORD:
            from reports.word import write_word

            return write_word(document, template)
        case ReportForm.POWERPOINT:
            from reports.compose import presentation
            from reports.slides import write_slides

            return write_slides(presentation(material, document), material.briefing)
        case ReportForm.EXCEL:
            from reports.document_data import data_rows
            from reports.workbook import write_workbook

            return write_workbook(document, data_rows(material))


def file_name(order: ReportOrder, form: ReportForm) -> str:
    """``Umsetzungsbericht_2026-1_oeffentlich.pdf``; letters that every file system takes."""
    state = order.state.replace(", ", "_") or f"Entwurf_{order.day:%Y-%m-%d}"
    parts = (order.kind.label, *order.fields[:1], state, "oeffentlich" if order.public else "")
    plain = "_".join(part for part in parts if part)
    for letter, spelt in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"), ("ß", "ss")):
        plain = plain.replace(letter, spelt)
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "-" for letter in plain) + f".{form.value}"


def own_template(home: Home) -> bytes | None:
    """The office's Word template; None where it has none and the shipped one is used."""
    path = home.path / TEMPLATE
    return path.read_bytes() if path.is_file() else None


def issue(
    home: Home,
    order: ReportOrder,
    forms: Sequence[ReportForm],
    *,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
    progress: Progress = _stay_silent,
) -> IssuedReport:
    """Files a report: produced from its frozen state, kept under its SHA-256, and entered in the log. Raises WrongUse for a draft, for
    missing consequences, for internal content in a public sitting, and without a format."""
    viewer.require(Permission.WRITE_REPORTS)
    if not forms:
        raise WrongUse("Ein Bericht braucht mindestens ein Format. Bitte PDF, Word, PowerPoint oder Excel wählen.")
    chosen = settings or Settings()
    template = own_template(home) if ReportForm.WORD in forms else None
    with open_snapshot(home) as snapshot:
        check_final(snapshot, viewer, order)
        made = produce(snapshot, viewer, order, forms, template=template, progress=progress)
    for each in made:
        _keep(home, each.content)
    kept_template = _keep(home, template) if template is not None else ""
    files = tuple(IssuedFile(each.form, each.name, each.sha256) for each in made)
    with writing(home, now or utc_now(), patience=chosen.patience_seconds, say=say) as connection:
        moment = now or store.writing.moment(connection, utc_now())
        number = len(store.issued_reports.issued_reports(connection, OFFICE)) + 1
        report = IssuedReport(number, order, files, viewer.name or chosen.operator, moment, kept_template)
        store.issued_reports.add_issued_report(connection, report)
    return report


def _keep(home: Home, content: bytes) -> str:
    """Keeps bytes under their SHA-256; returns it."""
    sha256 = hashlib.sha256(content).hexdigest()
    if not _intact(home, sha256):
        write_atomically(home.original(sha256), content)
    return sha256


def issued(snapshot: Snapshot, viewer: Viewer, number: int) -> IssuedReport:
    """A filed report; NotFound where there is none, or none that the viewer may see."""
    found = next((each for each in store.issued_reports.issued_reports(snapshot, viewer) if each.number == number), None)
    if found is None:
        raise NotFound(f"Einen ausgegebenen Bericht Nr. {number} gibt es nicht. Alle stehen auf der Seite „Berichte“.")
    return found


def issued_file(home: Home, snapshot: Snapshot, viewer: Viewer, number: int, form: ReportForm) -> Produced:
    """The kept file of a filed report, as it was filed; NotFound where the report or the format does not exist, WrongUse where the kept
    file is no longer what was filed."""
    report = issued(snapshot, viewer, number)
    file = next((each for each in report.files if each.form is form), None)
    if file is None or not home.original(file.sha256).is_file():
        raise NotFound(f"Bericht Nr. {number} liegt nicht als {form.label} vor.")
    if not _intact(home, file.sha256):
        raise WrongUse(f"Bericht Nr. {number}, {form.label}: {_SPOILED}.")
    return Produced(form, file.name, home.original(file.sha256).read_bytes())


def check_issued(home: Home, snapshot: Snapshot, viewer: Viewer, number: int, *, progress: Progress = _stay_silent) -> tuple[Compared, ...]:
    """Makes a filed report again from its order and compares every file byte for byte with what was filed."""
    viewer.require(Permission.SEE_INTERNAL)
    report = issued(snapshot, viewer, number)
    if report.template and not _intact(home, report.template):
        raise WrongUse(f"Die Word-Vorlage des Berichts Nr. {number} fehlt oder wurde verändert. Bitte aus der Datensicherung zurückholen.")
    template = home.original(report.template).read_bytes() if report.template else None
    made = produce(snapshot, viewer, report.order, [each.form for each in report.files], template=template, progress=progress)
    return tuple(
        Compared(file.form, file.name, _intact(home, file.sha256), again.sha256 == file.sha256)
        for file, again in zip(report.files, made, strict=True)
    )


def _intact(home: Home, sha256: str) -> bool:
    kept = home.original(sha256)
    return kept.is_file() and hashlib.sha256(kept.read_bytes()).hexdigest() == sha256
