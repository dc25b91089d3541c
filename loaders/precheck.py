"""What kind of file it really is, and whether it may be opened at all. Looks at the first bytes and the archive's contents list."""

import zipfile
from enum import Enum
from pathlib import Path, PurePath

from domain.errors import Unreadable

MAX_BYTES = 20 << 20
_MAX_UNPACKED = 200 << 20
_MAX_MEMBERS = 2_000
_HEAD = 4_096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # xls, doc, and any office file with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT_ENDINGS = frozenset({".csv", ".txt", ".tsv", ".tab"})


class FileKind(Enum):
    TEXT = "text"
    WORKBOOK = "workbook"
    TOML = "toml"


def stop_if_too_large(path: Path, name: str) -> None:
    """Raises Unreadable for a file over the limit, before anything of it is read."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        megabytes, allowed = round(size / (1 << 20)), MAX_BYTES >> 20
        raise Unreadable(f"{name}: Die Datei ist {megabytes} MB groß; erlaubt sind {allowed} MB. Bitte die Tabelle verkleinern.")


def file_kind(path: Path, name: str) -> FileKind:
    """The kind by content; raises Unreadable with the way out if the file is none of ours, too large or dangerous."""
    stop_if_too_large(path, name)
    if path.stat().st_size == 0:
        raise Unreadable(f"{name}: Die Datei ist leer. Bitte neu herunterladen.")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    ending = PurePath(name).suffix.lower()
    if head.startswith(b"PK"):
        return _workbook(path, name, ending)
    if head.startswith(_OLE):
        raise Unreadable(_ole_message(path, name))
    if head.startswith(b"%PDF"):
        raise Unreadable(f"{name}: Das ist eine PDF-Datei. Bitte die Tabelle als CSV oder Excel-Mappe (.xlsx) herunterladen.")
    return _text(head, name, ending)


def _text(head: bytes, name: str, ending: str) -> FileKind:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(f"{name}: Der Text ist in UTF-16 gespeichert. Bitte als „CSV UTF-8“ speichern.")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise Unreadable(f"{name}: Das ist eine Internetseite, keine Tabelle. Bitte die Datei selbst herunterladen, als CSV oder .xlsx.")
    if b"\0" in head:
        raise Unreadable(f"{name}: Das ist weder eine Texttabelle noch eine Excel-Mappe. Bitte als CSV oder .xlsx speichern.")
    if ending == ".toml":
        return FileKind.TOML
    if ending not in _TEXT_ENDINGS:
        wrong = ending or "(keine)"
        raise Unreadable(f"{name}: Der Inhalt ist Text, die Endung ist {wrong}. Bitte in .csv umbenennen, wenn es eine Texttabelle ist.")
    return FileKind.TEXT


def _ole_message(path: Path, name: str) -> str:
    if _ENCRYPTED in path.read_bytes():
        return f"{name}: Die Mappe ist mit einem Kennwort geschützt. Bitte ohne Kennwort speichern."
    return f"{name}: Das ist das alte Excel-Format .xls. Bitte in Excel als .xlsx speichern."


def _workbook(path: Path, name: str, ending: str) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive, name)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Unreadable(f"{name}: Die Datei ist beschädigt oder unvollständig. Bitte neu herunterladen.") from error
    if ending not in (".xlsx", ".xlsm"):
        raise Unreadable(f"{name}: Der Inhalt ist eine Excel-Mappe, die Endung ist {ending or '(keine)'}. Bitte in .xlsx umbenennen.")
    return FileKind.WORKBOOK


def _check_members(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    if len(members) > _MAX_MEMBERS or sum(member.file_size for member in members) > _MAX_UNPACKED:
        raise Unreadable(f"{name}: Die Mappe ist ausgepackt zu groß. Bitte nur das benötigte Blatt in eine neue Mappe kopieren.")
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names:
        kind = "eine OpenDocument-Tabelle" if "mimetype" in names and "content.xml" in names else "ein Archiv"
        raise Unreadable(f"{name}: Das ist {kind}, keine Excel-Mappe. Bitte als .xlsx speichern und einzeln hochladen.")
    for member in members:
        if member.flag_bits & 0x1:
            raise Unreadable(f"{name}: Die Mappe ist mit einem Kennwort geschützt. Bitte ohne Kennwort speichern.")
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                if b"<!DOCTYPE" in part.read(_HEAD).upper():
                    raise Unreadable(f"{name}: Die Mappe enthält unzulässige Anweisungen (DTD). Bitte in Excel neu speichern.")
