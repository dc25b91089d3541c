"""Office files that are the same whenever they are made: their zip entries and properties carry the moment of the data state."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo, is_zipfile

_FIRST = ("mimetype", "[Content_Types].xml", "_rels/.rels")  # readers look for these before all others
_OLDEST = datetime(1980, 1, 1)  # zip knows no earlier year
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")
_PROPERTIES = "docProps/core.xml"


def fixed(content: bytes, made_for: datetime) -> bytes:
    """The same file with entries in a fixed order, all dated ``made_for`` (UTC, naive), also inside embedded workbooks.

    Times in the document's properties become ``made_for`` too. Nothing else is touched."""
    moment = max(_naive(made_for), _OLDEST)
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as file:
        for name in sorted(source.namelist(), key=_place):
            entry = ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 0, 0
            file.writestr(entry, _part(name, source.read(name), moment))
    return target.getvalue()


def _part(name: str, content: bytes, moment: datetime) -> bytes:
    if name == _PROPERTIES:
        stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        return _TIMES.sub(lambda found: found[1] + stamp + found[3], content)
    if name.endswith((".xlsx", ".docx", ".pptx")) and is_zipfile(BytesIO(content)):
        return fixed(content, moment)
    return content


def _place(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
