"""Text set in columns, and tables beside text: which prints of a page are read before which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from gouji.documents.layout.shapes import kind
from gouji.documents.pages.printed import Printed, PrintedLine, PrintedTable, Word

_LEAST_LINES = 6
_MIDDLE = (0.25, 0.75)
"""A gutter runs down somewhere in the middle of the page."""
_STEP = 2.0
_CLEAR = 0.8
"""How much room a gutter has, in heights of a line."""
_APART = 1.2
_MOST_TRIES = 8
_MOST = 0.8
_SHORTEST = 8
"""Characters of a line of running text, on the average."""
_STOP = re.compile("[，。；、]")
_STOPPED = 0.3


def in_columns(prints: Sequence[Printed], width: float) -> list[Printed]:
    """Put prints in the order of reading: where two columns stand side by side, the left first."""
    ordered = sorted(prints, key=lambda p: p.top)
    gutter = _gutter(ordered, width)
    if gutter is None:
        return ordered
    return [printed for band in _bands(ordered, gutter) for printed in _read(band, gutter)]


def _gutter(prints: Sequence[Printed], width: float) -> float | None:
    """The place with most lines on both sides of it, on one of which at least text stands."""
    lines = [p for p in prints if isinstance(p, PrintedLine)]
    if len(lines) < _LEAST_LINES:
        return None
    low, high = (round(width * share / _STEP) for share in _MIDDLE)
    places = [at * _STEP for at in range(low, high)]
    tables = [p for p in prints if isinstance(p, PrintedTable)]
    clear = [(_beside(lines, at), -sum(_crosses(t, at) for t in tables)) for at in places]
    runs = [list(run) for _, run in groupby(range(len(places)), key=lambda n: clear[n])]
    for run in sorted(runs, key=lambda r: clear[r[0]], reverse=True)[:_MOST_TRIES]:
        at = places[run[len(run) // 2]]
        if any(_is_set_so(band, at) for band in _bands(prints, at)):
            return at
    return None


def _beside(lines: Sequence[PrintedLine], at: float) -> int:
    """How many lines stand on the side of ``at`` that has fewer."""
    halves = [_halves(line, at) for line in lines if not _crosses(line, at)]
    return min(sum(map(bool, side)) for side in zip(*halves, strict=True)) if halves else 0


def _crosses(printed: Printed, at: float) -> bool:
    if isinstance(printed, PrintedTable):
        return printed.edges[0] < at < printed.edges[-1]
    if any(word.left < at < word.right for word in printed.words):
        return True
    left, right = _halves(printed, at)
    gap = right[0].left - left[-1].right if left and right else printed.height
    return gap < printed.height * _CLEAR


def _halves(line: PrintedLine, at: float) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    left = tuple(word for word in line.words if word.center < at)
    return left, line.words[len(left) :]


def _bands(prints: Sequence[Printed], at: float) -> list[list[Printed]]:
    """Gather what stands between two prints that reach over the gutter."""
    bands: list[list[Printed]] = [[]]
    for printed in prints:
        if _crosses(printed, at):
            bands += [[printed], []]
        else:
            bands[-1].append(printed)
    return [band for band in bands if band]


def _read(band: Sequence[Printed], at: float) -> list[Printed]:
    if not _is_set_so(band, at):
        return list(band)
    left, right = list(_side(band, at, 0)), list(_side(band, at, 1))
    below = _below(left, max(printed.bottom for printed in right))
    return [*left[:below], *right, *left[below:]]


def _below(left: Sequence[Printed], bottom: float) -> int:
    """Where, lower than all of the right column, something begins that is of neither."""
    for at, (above, printed) in enumerate(pairwise(left), start=1):
        apart = above.height * _APART if isinstance(above, PrintedLine) else 0.0
        if printed.top > max(bottom, above.bottom + apart):
            return at
    return len(left)


def _side(band: Sequence[Printed], at: float, right: int) -> Iterator[Printed]:
    for printed in band:
        if isinstance(printed, PrintedTable):
            if (printed.edges[0] >= at) == bool(right):
                yield printed
        elif words := _halves(printed, at)[right]:
            yield PrintedLine(printed.page, words)


def _is_set_so(band: Sequence[Printed], at: float) -> bool:
    """Text runs down both sides, or down one with anything but its own row beside it."""
    sides = [[p for p in _side(band, at, right) if isinstance(p, PrintedLine)] for right in (0, 1)]
    if not all(any(True for _ in _side(band, at, right)) for right in (0, 1)):
        return False
    if max(map(len, sides)) < _LEAST_LINES or any(map(_counts, sides)):
        return False
    return any(map(_is_told, sides)) or all(map(_runs, sides))


def _runs(lines: Sequence[PrintedLine]) -> bool:
    """Lines of a paragraph, not the cells of a table."""
    texts = [line.text for line in lines if len(line.cells()) == 1 and kind(line.text) == "label"]
    if not lines or len(texts) < len(lines) * _MOST:
        return False
    return sum(map(len, texts)) > len(texts) * _SHORTEST


def _counts(lines: Sequence[PrintedLine]) -> bool:
    """The last column of a table, and no column of a page."""
    numbers = sum(kind(line.text) in {"number", "dash"} for line in lines)
    return numbers * 2 > len(lines)


def _is_told(lines: Sequence[PrintedLine]) -> bool:
    stopped = sum(_STOP.search(line.text) is not None for line in lines)
    return len(lines) > 2 and _runs(lines) and stopped > len(lines) * _STOPPED
