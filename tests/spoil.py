"""Files spoilt in a way no program that writes them would allow."""

import zipfile
from pathlib import Path


def with_member(path: Path, member: str, old: bytes, new: bytes) -> None:
    """Replaces bytes that occur once in one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert parts[member].count(old) == 1
    parts[member] = parts[member].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
