"""Text in lines to pieces: each line is tried as a table of each kind, else it is prose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from gouji.documents.document import Document, Table
from gouji.documents.files.decoding import decode
from gouji.documents.files.source import Source
from gouji.documents.flattened.bars import take_barred, take_lined, take_ruled
from gouji.documents.flattened.prescribed import take_prescribed
from gouji.documents.flattened.spaced import take_spaced
from gouji.documents.flattened.stacked import take_stacked
from gouji.documents.flattened.tabbed import take_tabbed
from gouji.documents.layout.assembly import assembled
from gouji.documents.layout.lines import Line, split_lines
from gouji.documents.layout.pieces import Piece, is_unread
from gouji.documents.layout.wrapping import Clean, as_printed, paragraphs, wrap_width

Take: TypeAlias = Callable[[Sequence[Line], int], tuple[list[Piece], int] | None]
"""Reads the pieces that begin at a line, and says where they end; None where they don't."""


def document_of(source: Source, form: str, clean: Clean = as_printed, *others: Take) -> Document:
    """The document of a text: its lines, and what of them could not be read."""
    decoded = decode(source)
    pieces = read_lines(source, split_lines(decoded.text), clean, others)
    return assembled(source, form, pieces, unread=decoded.unread)


def read_lines(
    source: Source, lines: Sequence[Line], clean: Clean = as_printed, others: Sequence[Take] = ()
) -> list[Piece]:
    """Find tables and paragraphs; ``clean`` strips inline marks, ``others`` are tried first."""
    takes: tuple[Take, ...] = (
        take_prescribed,
        *others,
        take_lined,
        take_barred,
        lambda at_lines, at: take_ruled(at_lines, at, clean),
        take_tabbed,
        take_spaced,
        take_stacked,
    )
    tabs = sum(line.text.count("\t") + line.text.count("|") for line in lines)
    source.limits.check("cells", tabs, source.path)  # before splitting: a line may hold millions
    wrap = wrap_width([line for line in lines if "\t" not in line.text])
    pieces: list[Piece] = []
    prose: list[Line] = []
    at = 0
    while at < len(lines):
        taken = None if lines[at].blank else _take(takes, lines, at)
        if taken is None:
            prose.append(lines[at])
            at += 1
            continue
        found, at = taken
        for grid in found:
            if isinstance(grid, Table):
                source.count(grid.rows, len(grid.cells))
        pieces += [*paragraphs(prose, wrap, clean), *found]
        prose = []
    return [*pieces, *paragraphs(prose, wrap, clean)]


def _take(takes: Sequence[Take], lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """What the first take finds; what one can't read, another may."""
    unclear: tuple[list[Piece], int] | None = None
    for take in takes:
        taken = take(lines, at)
        if taken is not None and not any(map(is_unread, taken[0])):
            return taken
        unclear = unclear or taken
    return unclear
