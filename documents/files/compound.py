"""Old Office files are little file systems: a chain of sectors that bites its tail never ends."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence

from gouji.documents.files.archive import damaged
from gouji.documents.files.source import Source

_HEADER = 512
_IN_HEADER = 109
_SHIFTS = range(7, 21)
_NAMED_IN_HEADER = slice(76, 76 + 4 * _IN_HEADER)


def check_chains(source: Source) -> None:
    """Raise when a chain of sectors runs in a circle; readers would follow it for ever."""
    try:
        table = _allocation(source.data)
        short = _chain(table, struct.unpack_from("<i", source.data, 60)[0])
        small = _sectors(source.data, short)
    except (struct.error, ValueError, IndexError) as damage:
        raise damaged(source, damage) from damage
    if _has_circle(table) or _has_circle(small):
        raise damaged(source, ValueError("circular sector chain"))


def _size(data: bytes) -> int:
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in _SHIFTS:
        raise ValueError(f"sector size 2^{shift}")
    return 1 << int(shift)


def _sectors(data: bytes, numbers: Sequence[int]) -> array[int]:
    """Read the sectors of these numbers as one table of links."""
    size, links = _size(data), array("i")
    for number in numbers:
        start = _HEADER + number * size
        block = data[start : start + size]
        links.frombytes(block[: len(block) // 4 * 4])
    return links


def _allocation(data: bytes) -> array[int]:
    """Read the table that links each sector to the next, through its own list of sectors."""
    listed = [n for n in struct.unpack(f"<{_IN_HEADER}i", data[_NAMED_IN_HEADER]) if n >= 0]
    more, seen = struct.unpack_from("<i", data, 68)[0], set()
    while more >= 0:
        if more in seen:
            raise ValueError("circular list of sectors")
        seen.add(more)
        links = _sectors(data, [more])
        if not links:
            break
        listed += [n for n in links[:-1] if n >= 0]
        more = links[-1]
    return _sectors(data, listed[: len(data) // _size(data) + 1])


def _chain(links: Sequence[int], start: int) -> list[int]:
    chain: list[int] = []
    while 0 <= start < len(links) and len(chain) <= len(links):
        chain.append(start)
        start = links[start]
    return chain


def _has_circle(links: Sequence[int]) -> bool:
    """Walk from every sector, never twice over the same."""
    walked = bytearray(len(links))
    for start in range(len(links)):
        path, at = [], start
        while 0 <= at < len(links) and not walked[at]:
            walked[at] = 1
            path.append(at)
            at = links[at]
        if 0 <= at < len(links) and walked[at] == 1:
            return True
        for number in path:
            walked[number] = 2
    return False
