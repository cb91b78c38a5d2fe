"""Pictures that stand inside a document: tables, perhaps, to be recognised."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from gouji.documents.document import Document, DocumentError, Paragraph, Passage, Place, Unread
from gouji.documents.files.sniffing import sniff
from gouji.documents.files.source import Source
from gouji.documents.layout.pieces import Piece, Prose
from gouji.documents.pages import ocr

_SHARE = 0.7
"""Of the time that a document has, what its pictures may take."""


def _pieces(document: Document, place: Place) -> Iterator[Piece]:
    """What was read of a part, as found at ``place`` of the whole."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block.role != "note" or not document.tables:
                yield Prose(_placed(block.passage), block.level, block.role, place)
            continue
        title = _placed(block.title) if block.title is not None else None
        cells = tuple(replace(cell, passage=_placed(cell.passage)) for cell in block.cells)
        yield replace(block, cells=cells, title=title, place=place)
        yield from (Prose(_placed(note), role="note", place=place) for note in block.notes)


def _placed(passage: Passage) -> Passage:
    """Lines and pages of a part say nothing about the whole."""
    segments = tuple(replace(s, line=None, page=None) for s in passage.segments)
    return Passage(passage.text, segments)


def _recognised(source: Source, data: bytes, place: Place) -> list[Piece] | None:
    """Read a picture that was put into a document; None for what else it may be."""
    part = Source(source.path, data, source.limits, source.started)
    try:
        if sniff(part) != "picture":
            return None
        reader: Any = importlib.import_module("gouji.documents.picture")
        return list(_pieces(reader.read(part), place))
    except DocumentError:
        return None


@dataclass(slots=True)
class Pictures:
    """The pictures of one document, recognised where the extra for it is installed."""

    source: Source
    known: set[str] = field(default_factory=set)
    """The hashes of those that were looked at."""
    pictures: list[Place] = field(default_factory=list)
    """Where pictures stand that could have been read with the extra, or with more time."""
    drawings: list[Place] = field(default_factory=list)
    """Where charts and drawings stand, which nothing here reads."""

    def read(self, data: bytes | None, place: Place) -> list[Piece]:
        """Recognise a picture; what can't be is counted. Each picture is looked at once."""
        if data is None:
            self.drawings.append(place)
            return []
        name = hashlib.sha256(data).hexdigest()
        if name in self.known:
            return []
        self.known.add(name)
        if not ocr.has_time(self.source, _SHARE):
            self.pictures.append(place)
            return []
        pieces = _recognised(self.source, data, place)
        self.drawings += [place] * (pieces is None)
        return pieces or []

    def unread(self) -> Iterator[Unread]:
        """One word for all pictures, and one for all drawings; the first gives the place."""
        yield from ocr.unread(self.pictures)
        if n := len(self.drawings):
            count = "1 chart or drawing" if n == 1 else f"{n} charts or drawings"
            yield Unread(self.drawings[0], f"{n} 幅图表或图形未读取", f"{count} not read")
