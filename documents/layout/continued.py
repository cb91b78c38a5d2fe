"""Tables that go on in another (续表): neither has all the rows that its total is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.documents.layout.pieces import Grid, Piece, Prose
from gouji.documents.layout.shapes import is_sentence, is_unit_line

_CONTINUED = re.compile(
    r"[续續]\s*表.{0,30}|.{0,40}[(（]\s*[续續]\s*[)）]|[(（]?\s*接上[页頁表]\s*[)）]?"
)


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
        told = told or (piece.caption is not None and continues(piece.caption.text))
        if told and last is not None and isinstance(above, Grid) and _alike(above, piece):
            marked[last], marked[at] = (replace(g, inferred=True) for g in (above, piece))
        last, told = at, False
    return marked


def _alike(above: Grid, below: Grid) -> bool:
    return above.columns == below.columns
