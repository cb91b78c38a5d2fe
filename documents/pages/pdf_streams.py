"""What the streams of a pdf inflate to, counted before anyone holds all of it in memory.

Pictures are left to whoever draws them: a blank page shrinks to a thousandth, and is no bomb.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from gouji.documents.files.source import Source

_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_DEFLATED: Final = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PICTURE: Final = re.compile(rb"/Subtype\s*/Image\b")
_HEAD: Final = 1_000
"""Bytes before a stream in which its dictionary stands."""
_PIECE: Final = 1 << 16
_SMALL: Final = 1_000_000
"""Bytes that any stream may have, however well it was packed."""


def check_streams(source: Source) -> None:
    """Refuse streams that inflate beyond the bounds of packages (``unpacked``, ``ratio``)."""
    whole = 0
    for found in _STREAM.finditer(source.data):
        head = source.data[max(0, found.start() - _HEAD) : found.start()].rpartition(b"obj")[2]
        depth = len(_DEFLATED.findall(head))
        if not depth or _PICTURE.search(head):
            continue
        source.hurry()
        end = source.data.find(b"endstream", found.end())
        packed = source.data[found.end() : end if end > 0 else None]
        size = 0
        for piece in _inflated(packed, depth):
            size += len(piece)
            source.limits.check("unpacked", whole + size, source.path)
            if size > _SMALL:
                source.limits.check("ratio", size / len(packed), source.path)
        whole += size


def _inflated(packed: bytes, depth: int) -> Iterator[bytes]:
    """Piece by piece, as often as it was deflated; damage ends it."""
    pieces: Iterable[bytes] = (packed[at : at + _PIECE] for at in range(0, len(packed), _PIECE))
    for _ in range(depth):
        pieces = _once(pieces)
    yield from pieces


def _once(pieces: Iterable[bytes]) -> Iterator[bytes]:
    inflating = zlib.decompressobj()
    try:
        for piece in pieces:
            left = piece
            while left:
                yield inflating.decompress(left, _PIECE)
                left = inflating.unconsumed_tail
    except zlib.error:
        return
