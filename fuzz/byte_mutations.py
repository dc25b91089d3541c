"""Ways to damage a file: blindly, in its archive's structures, and inside its parts."""

import re
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

from fuzz.byte_seeds import Seed

Mutation = Callable[[Random, bytes], bytes]
_ODD_NUMBERS = (b"0", b"-1", b"1048577", b"4294967295", b"99999999999999999999", b"1e308", b"-1e400", b"NaN", b"")
_ODD_TEXTS = (
    b"&lol;",
    b"&#0;",
    b"\x00",
    b"\xff\xfe",
    b"]]>",
    b"<!--",
    b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hosts'>]>",
    b"<![CDATA[",
    b"\xf0\x9f\x92\xa9" * 50,
    b"<a" * 500,
)
_HEADERS = (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06")


def bits_flipped(random: Random, content: bytes) -> bytes:
    data = bytearray(content)
    for _ in range(random.choice((1, 2, 8, 64))):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(data)


def truncated(random: Random, content: bytes) -> bytes:
    return content[: random.randrange(len(content))]


def front_lost(random: Random, content: bytes) -> bytes:
    return content[random.randrange(min(len(content), 600)) :]


def blocks_swapped(random: Random, content: bytes) -> bytes:
    size = random.choice((16, 128, 512, 4096))
    blocks = [content[start : start + size] for start in range(0, len(content), size)]
    one, other = random.randrange(len(blocks)), random.randrange(len(blocks))
    blocks[one], blocks[other] = blocks[other], blocks[one]
    return b"".join(blocks)


def bytes_inserted(random: Random, content: bytes) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice((random.randbytes(random.choice((1, 7, 300))), b"\0" * 64, *_ODD_TEXTS)) + content[at:]


def block_removed(random: Random, content: bytes) -> bytes:
    at = random.randrange(len(content))
    return content[:at] + content[at + random.choice((1, 16, 512, 5000)) :]


def block_repeated(random: Random, content: bytes) -> bytes:
    at = random.randrange(len(content))
    block = content[at : at + random.choice((1, 16, 512, 5000))]
    return content[:at] + block * random.choice((2, 3, 40)) + content[at + len(block) :]


def block_overwritten(random: Random, content: bytes) -> bytes:
    at, size = random.randrange(len(content)), random.choice((1, 2, 4, 32))
    return content[:at] + random.choice((b"\xff", b"\0", b"\x7f", random.randbytes(1))) * size + content[at + size :]


def zip_header_edited(random: Random, content: bytes) -> bytes:
    """One field of one header of the archive: sizes, offsets, flags, methods, name lengths."""
    places = [found.start() for header in _HEADERS for found in re.finditer(re.escape(header), content)]
    if not places:
        return block_overwritten(random, content)
    at = random.choice(places) + random.randrange(4, 44)
    size = random.choice((1, 2, 4))
    return content[:at] + random.choice((b"\xff" * size, b"\0" * size, random.randbytes(size))) + content[at + size :]


def _parts(content: bytes) -> list[tuple[str, bytes]] | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return [(member.filename, archive.read(member)) for member in archive.infolist()]
    except zipfile.BadZipFile:
        return None


def _zipped(parts: list[tuple[str, bytes]]) -> bytes:
    buffer = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # two members of one name are meant
        for name, part in parts:
            archive.writestr(name, part)
    return buffer.getvalue()


def part_edited(random: Random, content: bytes) -> bytes:
    """One of the archive's parts is changed where it says something: numbers, references, tags, entities."""
    parts = _parts(content)
    if not parts:
        return _text_edited(random, content)
    index = random.randrange(len(parts))
    name, part = parts[index]
    parts[index] = (name, _text_edited(random, part) if part else b"x")
    return _zipped(parts)


def _text_edited(random: Random, text: bytes) -> bytes:
    edits: list[tuple[bytes, tuple[bytes, ...]]] = [
        (rb"\d+", _ODD_NUMBERS),
        (rb'"[^"<>]{0,60}"', (b'""', b'"XFD1048576"', b'"A0"', b'"inlineStr"', b'"e"', b'"99999999"', b'"../../x"')),
        (rb"</?[a-zA-Z:]+[^<>]*>", (b"", b"<v>", b"</row>", b'<c r="XFD1048576" t="s"><v>999999</v></c>', *_ODD_TEXTS)),
        (rb"[;,\t\n]", (b"", b'"', b"\r", b";;;;", b"\n\n", b"\0")),
        (rb"[^<>\"&;\n]{4,}", _ODD_TEXTS),
    ]
    found: list[re.Match[bytes]] = []
    while not found and edits:
        pattern, choices = edits.pop(random.randrange(len(edits)))
        found = list(re.finditer(pattern, text[:200_000]))
    if not found:
        return bits_flipped(random, text)
    match, new = random.choice(found), random.choice(choices)
    return text[: match.start()] + new + text[match.end() :]


def part_removed(random: Random, content: bytes) -> bytes:
    parts = _parts(content)
    if not parts or len(parts) < 2:
        return block_removed(random, content)
    parts.pop(random.randrange(len(parts)))
    return _zipped(parts)


def part_twice(random: Random, content: bytes) -> bytes:
    """A member stands twice under one name, the second perhaps with other content."""
    parts = _parts(content)
    if not parts:
        return block_repeated(random, content)
    name, part = random.choice(parts)
    parts.insert(random.randrange(len(parts) + 1), (name, random.choice((part, _text_edited(random, part) if part else b"x"))))
    return _zipped(parts)


def parts_swapped(random: Random, content: bytes) -> bytes:
    """Two members have each other's content, or one has another name."""
    parts = _parts(content)
    if not parts or len(parts) < 2:
        return blocks_swapped(random, content)
    one, other = random.sample(range(len(parts)), 2)
    if random.random() < 0.5:
        parts[one], parts[other] = (parts[one][0], parts[other][1]), (parts[other][0], parts[one][1])
    else:
        parts[one] = (random.choice(("../../x", "xl/", "a" * 300, "x.csv", parts[one][0].upper())), parts[one][1])
    return _zipped(parts)


BLIND: tuple[Mutation, ...] = (
    bits_flipped,
    truncated,
    front_lost,
    blocks_swapped,
    bytes_inserted,
    block_removed,
    block_repeated,
    block_overwritten,
)
IN_ARCHIVES: tuple[Mutation, ...] = (zip_header_edited, part_edited, part_edited, part_edited, part_removed, part_twice, parts_swapped)


def damaged(random: Random, seed: Seed) -> tuple[str, str, bytes]:
    """The mutation's name, the file's name (seldom with another ending) and the damaged content."""
    mutations = (*BLIND, part_edited, part_edited) if seed.format.startswith(("csv", "xls ")) else (*BLIND, *IN_ARCHIVES)
    mutation = random.choice(mutations)
    name = seed.name
    if random.random() < 0.03:
        name = f"{name.rpartition('.')[0]}{random.choice(('.xlsx', '.xls', '.ods', '.csv', '.zip', '.txt', '.toml', ''))}"
    return mutation.__name__, name, mutation(random, seed.content)
