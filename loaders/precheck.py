"""What kind of file it really is, and whether it may be opened at all. Looks at the first bytes and the archive's contents list."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from domain.errors import Unreadable

MAX_BYTES = 20 << 20
_MAX_UNPACKED = 300 << 20
_MAX_MEMBERS = 3_000
_HEAD = 4_096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # xls, doc, and any office file with a password
_TABLES = frozenset({".csv", ".txt", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods"})
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
_ROOT = re.compile(rb"<[A-Za-z_]")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_WAY_OUT = "Bitte die Tabelle als CSV oder Excel-Mappe (.xlsx) herunterladen."
# how other files begin: what to call them
_STRANGERS = {
    b"%PDF": "eine PDF-Datei",
    b"{\\rtf": "ein Textdokument (RTF)",
    b"mime-version:": "ein Webarchiv",
    b"\x1f\x8b": "ein gepacktes Archiv (gzip)",
    b"7z\xbc\xaf": "ein gepacktes Archiv (7-Zip)",
    b"rar!": "ein gepacktes Archiv (RAR)",
}


class FileKind(Enum):
    TEXT = "text"
    WORKBOOK = "workbook"
    TOML = "toml"


class BookKind(Enum):
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


def stop_if_too_large(path: Path, name: str) -> None:
    """Raises Unreadable for a file over the limit, before anything of it is read."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        megabytes, allowed = round(size / (1 << 20)), MAX_BYTES >> 20
        raise Unreadable(f"{name}: Die Datei ist {megabytes} MB groß; erlaubt sind {allowed} MB. Bitte die Tabelle verkleinern.")


def file_kind(path: Path, name: str) -> FileKind:
    """The kind by content, whatever the ending says; raises Unreadable with the way out if the file is none of ours, too large
    or dangerous."""
    stop_if_too_large(path, name)
    if path.stat().st_size == 0:
        raise Unreadable(f"{name}: Die Datei ist leer. Bitte neu herunterladen.")
    head = _head(path)
    if head.startswith(b"PK"):
        with _archive(path, name) as archive:
            if _book(archive) is None:
                raise Unreadable(f"{name}: Das ist {_kind_of_archive(archive)}, keine Tabelle. {_WAY_OUT}")
        return FileKind.WORKBOOK
    if head.startswith(_OLE):
        _stop_unless_xls(path.read_bytes(), name)
        return FileKind.WORKBOOK
    return _text(head, name)


def word_text(path: Path, name: str) -> bytes | None:
    """The main part of a Word file, None for a file that is none; raises Unreadable as :func:`file_kind`."""
    stop_if_too_large(path, name)
    if not _head(path).startswith(b"PK"):
        return None
    with _archive(path, name) as archive:
        return archive.read(_WORD_TEXT) if _WORD_TEXT in archive.namelist() else None


def book_kind(path: Path) -> BookKind:
    """The format of a file that is a workbook by ``file_kind``."""
    if _head(path).startswith(_OLE):
        return BookKind.XLS
    with zipfile.ZipFile(path) as archive:
        return _book(archive) or BookKind.XLSX


def ending_remark(path: Path, name: str) -> str:
    """What to say if the ending of the name says something else than the content, else nothing."""
    kind, ending = file_kind(path, name), PurePath(name).suffix.lower()
    content = "Text" if kind is FileKind.TEXT else f"eine {book_kind(path).value}-Mappe" if kind is FileKind.WORKBOOK else ""
    books = {BookKind.XLSX: (".xlsx", ".xlsm"), BookKind.XLS: (".xls",), BookKind.ODS: (".ods",)}
    fitting = books[book_kind(path)] if kind is FileKind.WORKBOOK else (".csv", ".txt", ".tsv", ".tab")
    if kind is FileKind.TOML or ending in fitting or (ending not in _TABLES and kind is FileKind.TEXT):
        return ""
    return f"Der Inhalt ist {content}, die Endung ist {ending or '(keine)'}; gelesen wird der Inhalt"


@contextmanager
def unpack(path: Path, name: str) -> Iterator[tuple[Path, str]]:
    """The file itself with its name or, from an archive that is no workbook, the one table in it. Raises Unreadable for archives
    with several tables, with none, or with archives inside."""
    if not path.is_file() or path.stat().st_size > MAX_BYTES or not _head(path).startswith(b"PK"):
        yield path, name
        return
    with TemporaryDirectory() as folder:
        with _archive(path, name) as archive:
            inner = _unpacked(archive, name, Path(folder))
        yield inner or (path, name)


def _unpacked(archive: zipfile.ZipFile, name: str, folder: Path) -> tuple[Path, str] | None:
    """The one table of an archive, written to the folder; None for a workbook, which is an archive itself."""
    if _book(archive) is not None:
        return None
    member = _only_table(archive, name)
    inner = PurePath(member.filename.replace("\\", "/")).name
    file = folder / "table"
    with archive.open(member) as packed:
        file.write_bytes(packed.read(MAX_BYTES + 1))
    stop_if_too_large(file, inner)
    return file, inner


def _only_table(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    files = [member for member in archive.infolist() if not member.is_dir() and not member.filename.startswith("__MACOSX/")]
    tables = [member for member in files if PurePath(member.filename).suffix.lower() in _TABLES]
    if len(tables) == 1:
        return tables[0]
    if any(PurePath(member.filename).suffix.lower() in (".zip", ".7z", ".rar", ".gz") for member in files):
        raise Unreadable(f"{name}: Im Archiv liegt ein weiteres Archiv. Bitte auspacken und die Tabelle selbst hochladen.")
    raise Unreadable(
        f"{name}: Im Archiv liegen {len(tables) or 'keine'} Tabellen; gelesen wird ein Archiv mit genau einer. "
        "Bitte auspacken und die Tabelle einzeln hochladen."
    )


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _text(head: bytes, name: str) -> FileKind:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, what in _STRANGERS.items():
        if start.startswith(mark.lower()):
            raise Unreadable(f"{name}: Das ist {what}. {_WAY_OUT}")
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body")):
        raise Unreadable(f"{name}: Das ist eine Internetseite, keine Tabelle. Bitte die Datei selbst herunterladen, als CSV oder .xlsx.")
    if start.startswith((b"<?xml", b"<!doctype", b"<office:")):
        raise Unreadable(f"{name}: Das ist eine XML-Datei. Bitte in Excel oder LibreOffice öffnen und als .xlsx speichern.")
    if PurePath(name).suffix.lower() == ".toml":
        return FileKind.TOML
    if PurePath(name).suffix.lower() == ".json" and start.startswith((b"{", b"[")):
        raise Unreadable(f"{name}: Das ist eine JSON-Datei. {_WAY_OUT}")
    if utf16(head) is None and (b"\0" in head or sum(byte < 32 and byte not in b"\t\r\n\f" for byte in head) > len(head) // 100):
        raise Unreadable(f"{name}: Das ist weder eine Texttabelle noch eine Mappe. {_WAY_OUT}")
    return FileKind.TEXT


def utf16(head: bytes) -> str | None:
    """The UTF-16 coding of a text that begins so, by its mark or by the zero bytes of common letters; None if it is another."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd, half = head[0::2].count(0), head[1::2].count(0), len(head) // 2
    if half >= 4 and odd > 0.7 * half and even == 0:
        return "utf-16-le"
    return "utf-16-be" if half >= 4 and even > 0.7 * half and odd == 0 else None


def _stop_unless_xls(content: bytes, name: str) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable(f"{name}: {LOCKED}")
    if not any(stream.encode("utf-16-le") + b"\0\0" in content for stream in ("Workbook", "Book")):
        raise Unreadable(f"{name}: Das ist ein Dokument eines anderen Programms, keine Mappe, oder die Datei ist beschädigt. {_WAY_OUT}")


LOCKED = "Die Mappe ist mit einem Kennwort geschützt. Bitte ohne Kennwort speichern."


@contextmanager
def _archive(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """The archive, after a look at its list: not encrypted, not too large, nothing twice. What is damaged in it shows only when it is
    read: the sentence for it holds for all that is done with the archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive, name)
            yield archive
    except _DAMAGE as error:
        raise Unreadable(f"{name}: Die Datei ist beschädigt oder unvollständig. Bitte neu herunterladen.") from error


def _check_members(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    if any(member.flag_bits & 0x1 for member in members) or _has_encrypted_parts(archive):
        raise Unreadable(f"{name}: {LOCKED}")
    if sum(member.filename.startswith("xl/worksheets/sheet") for member in members) > _MAX_MEMBERS // 2:
        raise Unreadable(f"{name}: Die Mappe hat zu viele Blätter. Bitte nur die benötigten in eine neue Mappe kopieren.")
    if len(members) > _MAX_MEMBERS or sum(member.file_size for member in members) > _MAX_UNPACKED:
        raise Unreadable(f"{name}: Die Datei ist ausgepackt zu groß. Bitte nur das benötigte Blatt in eine neue Mappe kopieren.")
    if len({member.filename for member in members}) < len(members):
        raise zipfile.BadZipFile("two parts of one name: readers would disagree about which one counts")
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                if _may_have_dtd(part.read(_HEAD)):
                    raise Unreadable(f"{name}: Die Mappe enthält unzulässige Anweisungen (DTD). Bitte in Excel neu speichern.")


def _may_have_dtd(head: bytes) -> bool:
    """True unless a root element begins before anything that could declare entities; readers may rely on it."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head:
        return True  # UTF-16, which hides it from the patterns here
    root = _ROOT.search(head)
    return bool(head) and (root is None or b"<!" in _COMMENT.sub(b"", head[: root.start()]))


def _has_encrypted_parts(archive: zipfile.ZipFile) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in archive.namelist() and b"encryption-data" in archive.open(manifest).read(_MAX_UNPACKED)


def _book(archive: zipfile.ZipFile) -> BookKind | None:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return BookKind.XLSX
    if {"mimetype", "content.xml"} <= names and archive.open("mimetype").read(_HEAD).startswith(_SPREADSHEET):
        return BookKind.ODS
    return None


_WORD_TEXT = "word/document.xml"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def _kind_of_archive(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        return "eine binäre Excel-Mappe (.xlsb)"
    if "[Content_Types].xml" in names or "content.xml" in names:
        return "ein Dokument eines anderen Programms"
    return "ein Archiv"
