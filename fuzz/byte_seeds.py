"""Small sound files of every format: what the damaged ones are made from."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path

from fuzz.generated import generated
from fuzz.sources import REAL
from fuzz.tables import Table, read_table
from loaders.layouts import layout_folders, sample_of

_LARGEST = 60_000
_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:version="1.2"><office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>'
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


@dataclass(frozen=True)
class Seed:
    """A sound file: its format, name and content."""

    format: str
    name: str
    content: bytes


def seeds(folder: Path, *, real: bool = True) -> list[Seed]:
    """Every sound file; generated tables are written below ``folder``. ``real`` tables help where they lie beside the project."""
    files = [sample_of(each) for each in layout_folders()] + [path for _, path, _ in generated(folder)]
    files += sorted([*REAL.glob("*.xls"), *REAL.glob("*.ods"), *REAL.glob("*.xlsx")]) if real and REAL.is_dir() else []
    return [seed for path in files if path.stat().st_size <= _LARGEST for seed in _forms(path)]


def _forms(path: Path) -> Iterator[Seed]:
    content, ending = path.read_bytes(), path.suffix.lower()
    if ending in (".xls", ".ods", ".xlsx", ".xlsm"):
        yield Seed(ending[1:], path.name, content)
        if ending == ".xlsx" and path.stat().st_size < 10_000:
            yield Seed("ods", f"{path.stem}.ods", ods(read_table(path)))
        return
    text = _text(content)
    for encoding, name in (("utf-8-sig", "csv utf-8"), ("cp1252", "csv cp1252"), ("utf-16", "csv utf-16")):
        yield Seed(name, path.name, text.encode(encoding, "replace"))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(path.name, content)
    yield Seed("zip", f"{path.stem}.zip", buffer.getvalue())


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def ods(table: Table) -> bytes:
    """The table as an OpenDocument spreadsheet without any styles."""
    sheets = []
    for sheet in table.sheets:
        rows = "".join(f"<table:table-row>{''.join(_ods_cell(cell.value) for cell in row)}</table:table-row>" for row in sheet.rows)
        sheets.append(f'<table:table table:name="{escape(sheet.name)}">{rows}</table:table>')
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", _ODS.format("".join(sheets)))
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
    return buffer.getvalue()


def _ods_cell(value: object) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
