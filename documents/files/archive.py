"""What is damaged or locked; zips are looked through before anyone unpacks them, for bombs too."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from gouji.documents.document import DocumentError
from gouji.documents.files.source import Source

_ENCRYPTED = 0x1
_SMALL = 1_000_000
"""A member below this size may be packed as tightly as it likes."""
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


def check_archive(source: Source) -> None:
    """Unpack every member once, keeping nothing, so that no declared size is believed."""
    with refusing_damage(source), zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        members = archive.infolist()
        _check_sizes(source, members)
        for member in members:
            _check_member(source, archive, member)


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


def locked(path: Path | str) -> DocumentError:
    """Say that a file asks for a password."""
    return DocumentError(
        path,
        "文件已加密；请去除密码后重试",
        "the file is encrypted; remove its password and try again",
    )


def damaged(path: Path | str, damage: BaseException) -> DocumentError:
    """Say that a file is broken, in one line, or asks for a password."""
    if _PASSWORD.search(f"{damage!r} {damage.__cause__!r}"):
        return locked(path)
    reason = " ".join(str(damage).split())[:120] or type(damage).__name__
    return DocumentError(
        path,
        f"文件已损坏，无法读取（{reason}）；请重新保存后再试",
        f"the file is damaged ({reason}); save it again and retry",
    )


def _check_sizes(source: Source, members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise locked(source.path)
    if len(members) > _MOST_MEMBERS:
        raise source.limits.exceeded("unpacked", source.path)
    source.limits.check("unpacked", sum(m.file_size for m in members), source.path)
    for member in members:
        if member.file_size > _SMALL:
            ratio = member.file_size / max(member.compress_size, 1)
            source.limits.check("ratio", ratio, source.path)


def _check_member(source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    source.hurry()
    with archive.open(member) as file:
        head = file.read(_CHUNK)
        if member.filename.endswith((".xml", ".rels")) and _DECLARATION.search(head):
            raise DocumentError(
                source.path,
                "文件内含实体声明，拒绝读取",
                "the file declares XML entities and is refused",
            )
        while file.read(_CHUNK):
            pass
