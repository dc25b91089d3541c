"""Who may do and see what. Decided here, enforced in workflows and reading functions, never in pages."""

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import NotAllowed


class Role(StrEnum):
    OFFICE = "office"
    CONTROLLING = "controlling"
    DEPARTMENT = "department"
    PUBLIC = "public"

    @property
    def label(self) -> str:
        """German name as shown on screen."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.OFFICE: "Integrationsbüro",
    Role.CONTROLLING: "Controlling-Gruppe",
    Role.DEPARTMENT: "Fachbereich",
    Role.PUBLIC: "Öffentlichkeit",
}


class Permission(StrEnum):
    IMPORT = "import"  # check, accept and withdraw deliveries
    SEE_FILES = "see_files"  # open the kept file around a cell, list deliveries
    STEER = "steer"  # record what the controlling group decided to change
    MEET = "meet"  # plan, prepare and freeze meetings, keep decisions and minutes
    WRITE_REPORTS = "write_reports"  # write texts for reports, issue reports and the public edition
    REPORT = "report"  # report on measures: the office on all, a department on its own
    SEE_INTERNAL = "see_internal"  # obstacles, costs, contacts and other text not meant for the public
    SEE_CONFIDENTIAL = "see_confidential"  # open kept files with small counts, read texts that quote them


_PERMISSION_LABELS = {
    Permission.IMPORT: "Dateien einspielen und zurücknehmen",
    Permission.SEE_FILES: "Lieferungen und Originaldateien ansehen",
    Permission.STEER: "Nachsteuerung festhalten und zurücknehmen",
    Permission.MEET: "Sitzungen vorbereiten, Beschlüsse und Aufträge festhalten",
    Permission.WRITE_REPORTS: "Berichtstexte schreiben, Berichte ausgeben",
    Permission.REPORT: "Sachstände melden",
    Permission.SEE_INTERNAL: "interne Angaben ansehen",
    Permission.SEE_CONFIDENTIAL: "Originaldateien mit kleinen Fallzahlen öffnen",
}
_GRANTED = {
    Role.OFFICE: frozenset(Permission),
    Role.CONTROLLING: frozenset({Permission.SEE_FILES, Permission.SEE_INTERNAL}),
    Role.DEPARTMENT: frozenset({Permission.REPORT, Permission.SEE_FILES, Permission.SEE_INTERNAL}),
    Role.PUBLIC: frozenset[Permission](),
}


@dataclass(frozen=True)
class Viewer:
    """The person in front of the screen: a role and, for departments, the action fields it answers for and the organisations of the
    concept whose measures are its own."""

    role: Role
    fields: frozenset[str] = frozenset()
    name: str = ""
    offices: frozenset[str] = frozenset()

    def may(self, permission: Permission) -> bool:
        return permission in _GRANTED[self.role]

    def require(self, permission: Permission) -> None:
        """Raises NotAllowed with a German sentence unless the role has the permission."""
        if not self.may(permission):
            forbidden = _PERMISSION_LABELS[permission]
            raise NotAllowed(f"Die Rolle „{self.role.label}“ darf nicht: {forbidden}. Bitte wenden Sie sich an das Integrationsbüro.")

    def may_report(self, lead: str) -> bool:
        """True if the viewer may report on measures that this organisation leads."""
        return self.may(Permission.REPORT) and (self.role is Role.OFFICE or lead in self.offices)


OFFICE = Viewer(Role.OFFICE, name="Integrationsbüro")
