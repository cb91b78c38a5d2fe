"""Where a printed line ends: the edge of the paper broke it, or its author had it end there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import TypeAlias

from gouji.documents.layout.lines import runs, width
from gouji.documents.layout.shapes import is_terminated
from gouji.documents.pages.printed import Printed, PrintedLine

Run: TypeAlias = list[PrintedLine]
"""Lines one below the other, in one column of one page."""

_INDENT = 1.4
_BROADEST_INDENT = 6.0
"""In heights of a line; what stands farther in is another column."""
_NARROWEST = 40
"""Columns of a line of running text: shorter ones end where they like."""
_AGREEING = 2
"""So many lines that end in the midst of a sentence show where the paper's edge is."""
_SLACK = 0.5
_LOOSER = 0.3
_ALIKE = 0.15
"""Lines of one paragraph are as high as each other, but for what stands raised in them."""
_UNIT = re.compile(r"[0-9A-Za-z.,%]+|.")
"""What no printer breaks: a number, a word, a character."""
_NEVER_FIRST = re.compile(r"[，。；：、！？）》”’】]*")


class LineEnds:
    """The lines of a document, seen together: where their margins are and which were broken."""

    def __init__(self, prints: Sequence[Printed]) -> None:
        runs = list(_runs(prints))
        self._margins = dict(_margins(runs))  # where the lines of its column begin, by each line
        self._broken = _broken(runs, indents=self._indents(runs))

    def is_broken(self, line: PrintedLine) -> bool:
        """Whether the line below goes on where this one had no room for it."""
        return id(line) in self._broken

    def is_indented(self, line: PrintedLine) -> bool:
        """Whether it begins where first lines of paragraphs do."""
        return line.left - self._margins[id(line)] > line.height * _INDENT

    def _indents(self, runs: Sequence[Run]) -> bool:
        """Whether paragraphs of this document begin with an indent."""
        firsts = [
            a
            for run in runs
            for a, b in pairwise(run)
            if _is_broad(a) and self.is_indented(a) and not self.is_indented(b)
        ]
        return len(firsts) >= _AGREEING


def _runs(prints: Sequence[Printed]) -> Iterator[Run]:
    for _, group in groupby(prints, key=type):
        lines = [printed for printed in group if isinstance(printed, PrintedLine)]
        yield from runs(lines, lambda a, b: a.page != b.page or b.top < a.top)


def _margins(runs: Sequence[Run]) -> Iterator[tuple[int, float]]:
    """The leftmost line of the page, where the column is not further in than an indent goes."""
    lefts: dict[int, float] = {}
    for run in runs:
        own = min(line.left for line in run)
        lefts[run[0].page] = min(lefts.get(run[0].page, own), own)
    for run in runs:
        own, page = min(line.left for line in run), lefts[run[0].page]
        reach = median(line.height for line in run) * _BROADEST_INDENT
        yield from ((id(line), page if own - page < reach else own) for line in run)


def _broken(runs: Sequence[Run], *, indents: bool) -> frozenset[int]:
    """Over the end of a page or a column, only an indent that is missing tells."""
    within = [pair for run in runs for pair in pairwise(run)]
    across = [(a[-1], b[0]) for a, b in pairwise(runs)] if indents else []
    right = {id(line): max(other.right for other in run) for run in runs for line in run}
    open_ended = [(a, b) for a, b in within if _is_broad(a) and not is_terminated(a.text)]
    if not open_ended:
        return frozenset()
    usual = median(_leading(a, b) for a, b in open_ended)
    near = [(a, b) for a, b in within if _leading(a, b) <= usual + _LOOSER]
    ends = [a.right for a, _ in open_ended]
    return frozenset(
        id(a)
        for a, b in [*near, *across]
        if _is_broad(a)
        and abs(a.height - b.height) < a.height * _ALIKE
        and _has_no_room(a, b, right[id(a)])
        and sum(abs(end - right[id(a)]) <= a.height for end in ends) >= _AGREEING
    )


def _is_broad(line: PrintedLine) -> bool:
    return width(line.text) >= _NARROWEST


def _leading(above: PrintedLine, below: PrintedLine) -> float:
    """The room between two lines, in heights of a line."""
    return (below.top - above.bottom) / above.height


def _has_no_room(line: PrintedLine, below: PrintedLine, right: float) -> bool:
    """Whether what begins the line below did not fit any more."""
    text = below.text.lstrip()
    end = _UNIT.match(text).end() if text else 0  # type: ignore[union-attr]
    stops = _NEVER_FIRST.match(text, end)
    first = text[: stops.end() if stops else end]
    size = (below.right - below.left) / max(width(below.text), 1)
    return right - line.right < width(first) * size + line.height * _SLACK
