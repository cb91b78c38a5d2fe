"""A stream of cells whose blank ones are printed to a table: the width at which it folds best.

Every cell is there, so a row is so many of them, and only how many is to be found. Words stand over
numbers, and numbers over numbers of their kind: the width that breaks this least is taken, if no
other does as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from math import inf
from typing import Final

from gouji.documents.document import Paragraph, Passage
from gouji.documents.flattened.cells import FIGURES, Stream, look, may_head
from gouji.documents.layout.lines import width
from gouji.documents.layout.outline import is_heading
from gouji.documents.layout.pieces import Piece, grid_of

_WIDEST: Final = 40
_MOST_LOOSE: Final = 3
_ROW: Final = 0.5
"""What a row of words costs, but for the first, and a line above the table; any cell that is not
like those above it, and a number without a heading, costs one."""
_ANY: Final = ("", "-", "year")
"""What stands in columns of any kind: 2015 may be a count."""
_MOST: Final = 0.125
"""Of all cells, what may be unlike those above; else there is no rhythm."""


def fold(stream: Stream) -> tuple[list[Piece], int] | None:
    """The table of a stream, under lines above it, and how many cells that takes."""
    cells = (Passage(""), *stream.cells)
    folding = _Folding([cell.text for cell in cells])
    costs = dict(folding.costs())
    best = min(costs, key=lambda way: costs[way], default=None)
    if best is None or costs[best] > _MOST * len(cells):
        return None
    if sum(cost <= costs[best] for cost in costs.values()) > 1:
        return None
    start, size = best
    rows = [cells[at : at + size] for at, _ in folding.rows(start, size)]
    loose = [Paragraph(cell) for cell in cells[:start] if cell.text]
    return [*loose, grid_of(rows)], start + size * len(rows) - 1


class _Folding:
    """The ways to fold cells, the first a blank corner, and what speaks against each."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts, self._looks = texts, [look(text) for text in texts]

    def costs(self) -> Iterator[tuple[tuple[int, int], float]]:
        """The ways that may be meant: from which cell on, and so many cells a row."""
        for start in range(_MOST_LOOSE + 2):
            for size in range(2, min(_WIDEST, (len(self._texts) - start) // 2) + 1):
                cost = self._cost(start, size)
                if cost < inf:
                    yield (start, size), cost

    def rows(self, start: int, size: int) -> list[tuple[int, int]]:
        """From which cell to which each row goes."""
        last = len(self._texts) - size
        return [(at, at + size) for at in range(start, last + 1, size)]

    def _cost(self, start: int, size: int) -> float:
        rows = self.rows(start, size)
        if not self._heads(*rows[0]) or FIGURES & set(self._looks[rows[-1][1] :]):
            return inf
        if not all(any(self._texts[c : rows[-1][1] : size]) for c in range(start, start + size)):
            return inf
        cost, numbered, most = _ROW * abs(start - 1), 0, 0
        for at, end in rows[1:]:
            if not FIGURES & set(self._looks[at:end]):
                cost += _ROW
                continue
            numbered += 1
            words = self._looks[at:end].count("label")
            if not self._is_named(at, size) and (numbered > 1 or words):
                return inf
            most = max(most, words)
            cost += self._unlike(at, size) if numbered > 1 else self._unnamed(start, at, size)
        named = any(self._texts[at] for at, _ in rows[1:])
        alone = numbered == 1 and most < 2 and start
        return cost if (numbered > 1 and named) or alone else inf

    def _heads(self, start: int, end: int) -> bool:
        """Whether a row may be the first: words only, and none of them loose above it.

        What stands there is numbered as sections are, or broader than each heading.
        """
        texts, above = self._texts[start:end], [text for text in self._texts[:start] if text]
        broadest = max(map(width, texts))
        return (
            any(texts[: 2 if start < 2 else 1])
            and all(map(may_head, texts))
            and all(is_heading(text) or width(text) > broadest for text in above)
        )

    def _is_named(self, at: int, size: int) -> bool:
        """Whether a row begins with a word, a year, a blank, or its running number and a word."""
        if self._looks[at] not in FIGURES:
            return True
        text, above = self._texts[at], self._texts[max(at - size, 0)]
        running = text == "1" or (above.isdecimal() and text == str(int(above) + 1))
        return running and self._looks[at + 1] == "label"

    def _unnamed(self, start: int, at: int, size: int) -> int:
        """In the first row of numbers, these without a heading, and words behind a blank."""
        figures = (n for n in range(at, at + size) if self._looks[n] in FIGURES)
        over = (range(n - size, start - 1, -size) for n in figures)
        bare = sum(not any(self._texts[above] for above in column) for column in over)
        return bare + self._turns(at, size, {*FIGURES, ""})

    def _unlike(self, at: int, size: int) -> float:
        """Numbers over shares or the reverse, and words behind a number, under a row of numbers.

        Words over numbers in it, or the reverse, are of no column.
        """
        above, row = self._looks[at - size : at], self._looks[at : at + size]
        told = [(a, b) for a, b in zip(above, row, strict=True) if {a, b}.isdisjoint(_ANY)]
        if FIGURES & set(above) and any((a in FIGURES) != (b in FIGURES) for a, b in told):
            return inf
        return sum(a != b and a in FIGURES for a, b in told) + self._turns(at, size, FIGURES)

    def _turns(self, at: int, size: int, before: Set[str]) -> int:
        pairs = pairwise(self._looks[at : at + size])
        return sum(left in before and right == "label" for left, right in pairs)
