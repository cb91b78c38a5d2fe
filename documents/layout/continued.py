"""Tables that go on in another: below a blank row under their header, or on a next page (续表)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gouji.documents.document import Table
from gouji.documents.layout.pieces import Piece, Prose
from gouji.documents.layout.shapes import is_sentence, is_unit_line, kind

_CONTINUED = re.compile(
    r"[续續]\s*表.{0,30}|.{0,40}[(（]\s*[续續]\s*[)）]|[(（]?\s*接上[页頁表]\s*[)）]?"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DEEPEST = 4
"""Rows of words over a table, its titles included."""


def headed(pieces: Iterable[Piece]) -> list[Piece]:
    """Put tables back under a header that only a blank row parts from them."""
    joined: list[Piece] = []
    for piece in pieces:
        above = joined[-1] if joined else None
        if isinstance(piece, Table) and isinstance(above, Table) and _heads(above, piece):
            joined[-1] = above.over(piece)
        else:
            joined.append(piece)
    return joined


def _heads(above: Table, below: Table) -> bool:
    """Whether nothing but words stands over a row of as many cells with numbers among them."""
    if above.rows > _DEEPEST or below.title or not above.columns == below.columns > 1:
        return False
    last = [cell.text for cell in above.row(above.rows) if cell.column > 1]
    words = all(_YEAR.fullmatch(text) or kind(text) == "label" for text in last)
    higher = (cell for cell in above.cells if cell.row < above.rows and cell.column > 1)
    numbers = any(kind(cell.text) == "number" for cell in below.row(1) if cell.column > 1)
    full = len(last) == above.columns - 1
    return full and words and numbers and all(kind(cell.text) != "number" for cell in higher)


def continues(text: str) -> bool:
    """Tell ``续表1``, ``表1 各县区情况（续）``, ``接上页``."""
    return bool(_CONTINUED.fullmatch(text.strip())) and not is_sentence(text)


def doubted(pieces: Sequence[Piece]) -> list[Piece]:
    """Mark tables that stand apart though one continues the other: which rows are whose is open."""
    marked = list(pieces)
    last: int | None = None
    told = False
    for at, piece in enumerate(pieces):
        if isinstance(piece, Prose):
            told = told or continues(piece.text)
            if not (continues(piece.text) or is_unit_line(piece.text) or not piece.text):
                last, told = None, False
            continue
        above = pieces[last] if last is not None else None
        told = told or (piece.title is not None and continues(piece.title.text))
        if told and last is not None and isinstance(above, Table) and _alike(above, piece):
            marked[last], marked[at] = (replace(g, inferred=True) for g in (above, piece))
        last, told = at, False
    return marked


def _alike(above: Table, below: Table) -> bool:
    return above.columns == below.columns
