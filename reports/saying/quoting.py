"""Where a figure's print stands in the text that was read, and the sentence around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from gouji.documents.document import Cell, Document, Passage, Place
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.rules.traditional import simplified

LONGEST = 160
"""Characters of a quotation; beyond, it is cut around the figure."""
_BRACKETS = 2
"""A change may stand this far behind its figure: a space and an opening bracket."""
_ENDS = re.compile(r"[。！？!?；;\n]|\.(?=\s|$)")


@dataclass(frozen=True)
class Quotes:
    """What documents print around their figures."""

    documents: tuple[Document, ...] = ()

    @cached_property
    def _paragraphs(self) -> dict[tuple[str, Place], list[Passage]]:
        return grouped(
            ((document.path, spot), paragraph.passage)
            for document in self.documents
            for paragraph in document.paragraphs
            for spot in spots(paragraph.passage, paragraph.place)
        )

    @cached_property
    def _rows(self) -> dict[tuple[str, int, int], list[Cell]]:
        tables = ((d.path, table) for d in self.documents for table in d.tables)
        return grouped(((path, t.number, c.row), c) for path, t in tables for c in t.cells)

    def around(self, figure: Figure) -> tuple[list[Passage], int]:
        """The cells of a figure's row, or its paragraph alone, and which of these prints it.

        Where it is not found there are none.
        """
        place = figure.place
        if place.table is None:
            known = self._paragraphs.get((figure.document, replace(place, span=None)), [])
            return ([p for p in known if found_in(p, figure)] or known)[:1], 0
        row = self._rows.get((figure.document, place.table, place.row or 0), [])
        row = sorted(row, key=lambda cell: cell.column)
        at = next((i for i, cell in enumerate(row) if cell.column == place.column), None)
        return ([cell.passage for cell in row], at) if at is not None else ([], 0)

    def sentence(self, figure: Figure) -> str:
        """The sentence that prints a figure of running text; "" of a table, or where unknown."""
        passages = self.around(figure)[0] if figure.place.table is None else ()
        told = (_around(p.text, *span) for p in passages if (span := found_in(p, figure)))
        return next(told, "")


NO_QUOTES = Quotes()
"""Where no documents are at hand."""


def spots(passage: Passage, within: Place) -> dict[Place, None]:
    """The places, without spans, that a passage stands at: one for each line it was joined from."""
    places = (passage.place(s.start, s.start, within) for s in passage.segments)
    return dict.fromkeys(replace(place, span=None) for place in places)


def found_in(passage: Passage, figure: Figure) -> tuple[int, int] | None:
    """Find where a figure's print stands in the text of the passage it was read from.

    What stands there is its print, or nothing is found: no other words are ever marked.
    """
    span = _by_place(passage, figure)
    if span is None and (figure.place.span is None or figure.place.table is not None):
        start = passage.text.find(figure.text)
        if start >= 0 and passage.text.find(figure.text, start + 1) < 0:  # in this place alone
            span = start, start + len(figure.text)
    return None if span is None else (span[0], _with_change(passage.text, span[1], figure))


def _around(text: str, start: int, end: int) -> str:
    first = max((m.end() for m in _ENDS.finditer(text, 0, start)), default=0)
    stop = _ENDS.search(text, end)
    last = stop.end() if stop else len(text)
    before, behind = text[first:start], text[end:last]
    room = max(0, LONGEST - (end - start)) // 2
    if len(before) > room:
        before = f"…{before[-room:]}"
    if len(behind) > room:
        behind = f"{behind[:room]}…"
    return f"{before}{text[start:end]}{behind}".strip()


def _by_place(passage: Passage, figure: Figure) -> tuple[int, int] | None:
    if figure.place.span is None:
        return None
    first, last = figure.place.span
    wanted = _as_read(figure.text)
    lines = (None, figure.place.line)
    for start in (s.start + first - s.column for s in passage.segments if s.line in lines):
        end = start + last - first
        if not 0 <= start < end <= len(passage.text):
            continue
        own = passage.place(start, end, figure.place) == figure.place
        if own and wanted in _as_read(passage.text[start:end]):
            return start, end
    return None


def _as_read(text: str) -> str:
    """The characters that figures are read in, without blanks."""
    return simplified("".join(text.split()))


def _with_change(text: str, end: int, figure: Figure) -> int:
    """Take in the arrow printed behind a figure: a finding may be about just that."""
    if figure.change is None or not figure.change.text:
        return end
    start = text.find(figure.change.text, end, end + _BRACKETS + len(figure.change.text))
    if start < 0:
        return end
    stop = start + len(figure.change.text)
    return stop + 1 if text[stop : stop + 1] in {")", "）"} else stop
