"""What is damaged or locked; zips, and the streams of a pdf, are unpacked once to see how large.

Reports packed in one zip are opened as if they lay in a folder of its name: nothing is written to
disk, so no name leads out of it, and the limits of a file hold for each.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from lxml import etree

from gouji.documents.document import DocumentError, refused
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source

_ENCRYPTED = 0x1
_SMALL = 1_000_000
"""A member, or a stream, below this size may be packed as tightly as it likes."""
_MOST_MEMBERS = 20_000
_CHUNK = 1 << 16
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PASSWORD = re.compile("password|encrypted", re.IGNORECASE)

DAMAGE: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, zlib.error, struct.error, SyntaxError, OSError, EOFError, MemoryError),
    *(ValueError, TypeError, LookupError, AttributeError, AssertionError, ArithmeticError),
    RuntimeError,
)
"""What libraries raise on a part that is not as it should be, beside errors of their own."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DEFLATED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_HEAD = 1_000
"""Bytes before a stream in which its dictionary stands."""
SUFFIX: Final = ".zip"
MOST: Final = 2_000
"""Files in one archive; those beyond are left out, as files of a folder that none can read."""
_IN_UNICODE = 0x800
_OF_OFFICE: Final = frozenset({"[Content_Types].xml", "mimetype"})


def check_archive(source: Source) -> None:
    """Unpack every member once, keeping nothing, so that no declared size is believed."""
    with refusing_damage(source), zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        members = archive.infolist()
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise refused(source.path, "locked")
        if len(members) > _MOST_MEMBERS:
            raise source.limits.exceeded("unpacked", source.path)
        source.limits.check("unpacked", sum(m.file_size for m in members), source.path)
        for member in (member for member in members if member.file_size > _SMALL):
            ratio = member.file_size / max(member.compress_size, 1)
            source.limits.check("ratio", ratio, source.path)
        for member in members:
            source.hurry()
            with archive.open(member) as file:
                head = file.read(_CHUNK)
                if member.filename.endswith((".xml", ".rels")) and _DECLARATION.search(head):
                    raise refused(source.path, "entities")
                while file.read(_CHUNK):
                    pass


def parsed(data: bytes) -> etree._Element:
    """Parse a part of a package; nothing outside it is ever loaded."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


@contextmanager
def refusing_damage(source: Source, *own: type[Exception]) -> Iterator[None]:
    """Say that a file is broken, or locked, where a library fails on it; ``own`` errors are its."""
    try:
        yield
    except (*DAMAGE, *own) as damage:
        raise damaged(source.path, damage) from damage


def damaged(path: Path | str, damage: BaseException) -> DocumentError:
    """Say that a file is broken, in one line, or asks for a password."""
    if _PASSWORD.search(f"{damage!r} {damage.__cause__!r}"):
        return refused(path, "locked")
    reason = " ".join(str(damage).split())[:120] or type(damage).__name__
    return refused(path, "damaged", reason=reason)


def check_streams(source: Source) -> None:
    """Refuse streams of a pdf that inflate beyond the bounds of packages (``unpacked``, ``ratio``).

    Pictures are left to whoever draws them: a blank page shrinks to a thousandth, and is no bomb.
    """
    whole = 0
    for found in _STREAM.finditer(source.data):
        head = source.data[max(0, found.start() - _HEAD) : found.start()].rpartition(b"obj")[2]
        depth = len(_DEFLATED.findall(head))
        if not depth or _PICTURE.search(head):
            continue
        source.hurry()
        end = source.data.find(b"endstream", found.end())
        packed = source.data[found.end() : end if end > 0 else None]
        pieces: Iterable[bytes] = (packed[n : n + _CHUNK] for n in range(0, len(packed), _CHUNK))
        for _ in range(depth):
            pieces = _inflated(pieces)
        size = 0
        for piece in pieces:
            size += len(piece)
            source.limits.check("unpacked", whole + size, source.path)
            if size > _SMALL:
                source.limits.check("ratio", size / len(packed), source.path)
        whole += size


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What was deflated once, piece by piece; damage ends it."""
    inflating = zlib.decompressobj()
    try:
        for piece in pieces:
            left = piece
            while left:
                yield inflating.decompress(left, _CHUNK)
                left = inflating.unconsumed_tail
    except zlib.error:
        return


def members(path: Path) -> tuple[Path, ...]:
    """The files in a zip of reports, by paths below its own; () for anything else."""
    if path.suffix.lower() != SUFFIX or not path.is_file():
        return ()
    try:
        with zipfile.ZipFile(path) as archive:
            names = [_name(info) for info in archive.infolist() if not info.is_dir()]
    except DAMAGE:
        return ()
    return () if _OF_OFFICE & set(names) else tuple(path / name for name in sorted(names)[:MOST])


def held(path: Path, limits: Limits) -> bytes | None:
    """The bytes of the member that ``path`` leads to; None where it leads into no archive."""
    outer = next((p for p in path.parents if p.suffix.lower() == SUFFIX and p.is_file()), None)
    if outer is None:
        return None
    name = path.relative_to(outer).as_posix()
    try:
        with zipfile.ZipFile(outer) as archive:
            files = (info for info in archive.infolist() if not info.is_dir())
            found = next((info for info in files if _name(info) == name), None)
            if found is None:
                return None
            if found.flag_bits & _ENCRYPTED:
                raise refused(path, "locked")
            limits.check("bytes", found.file_size, path)
            with archive.open(found) as file:
                return file.read(limits.bytes + 1)
    except DAMAGE as damage:
        raise damaged(path, damage) from damage


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it: in Chinese Windows that is GB 18030, and not said.

    Steps upward and roots are dropped; they would name nothing in the archive.
    """
    name = info.filename
    if not info.flag_bits & _IN_UNICODE:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    parts = name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", "..", "."})
