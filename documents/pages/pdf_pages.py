"""Printed pages to one flow: margins dropped, columns in order, tables joined over page ends.

Where text is set in columns, or a table stands beside text, a gutter tells what is read first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from gouji.documents.document import Cell, Table
from gouji.documents.files.source import Source
from gouji.documents.layout.parting import continues, header_again
from gouji.documents.layout.shapes import kind
from gouji.documents.pages.open_tables import doubted, open_tables
from gouji.documents.pages.printed import Box, Printed, PrintedLine, PrintedTable, Word, lines_of
from gouji.documents.pages.ruled_tables import ruled_table, stacked

_LEAST_LINES = 6
_MIDDLE = (0.25, 0.75)
"""A gutter runs down somewhere in the middle of the page."""
_STEP = 2.0
_CLEAR = 0.8
"""How much room a gutter has, in heights of a line."""
_MOST_TRIES = 8
_MOST = 0.8
_SHORTEST = 8
"""Characters of a line of running text, on the average."""
_STOP = re.compile("[，。；、]")
_STOPPED = 0.3
_MARGIN = 0.1
_PAGE_NUMBER = re.compile(
    r"[-—–·\s第]*(?:[0-9]{1,4}|[ivxIVX]{1,6})[-—–·\s页]*(?:[/共][\s共]*[0-9]{1,4}[\s页]*)?"
)
_NUMBER = re.compile(r"[0-9]+")
_SAME_EDGE = 6.0


def in_columns(prints: Sequence[Printed], width: float) -> list[Printed]:
    """Put prints in the order of reading: where two columns stand side by side, the left first."""
    ordered = sorted(prints, key=lambda p: p.top)
    gutter = _gutter(ordered, width)
    if gutter is None:
        return ordered
    read: list[Printed] = []
    for band in _bands(ordered, gutter):
        sides = (printed for right in (0, 1) for printed in _side(band, gutter, right))
        read += sides if _is_set_so(band, gutter) else band
    return read


def _gutter(prints: Sequence[Printed], width: float) -> float | None:
    """The place with most lines on both sides of it, on one of which at least text stands."""
    lines = _lines(prints)
    if len(lines) < _LEAST_LINES:
        return None
    low, high = (round(width * share / _STEP) for share in _MIDDLE)
    places = [at * _STEP for at in range(low, high)]
    tables = [p for p in prints if isinstance(p, PrintedTable)]
    clear = []
    for at in places:
        halves = [_halves(line, at) for line in lines if not _crosses(line, at)]
        fewer = min(sum(map(bool, side)) for side in zip(*halves, strict=True)) if halves else 0
        clear.append((fewer, -sum(_crosses(table, at) for table in tables)))
    runs = [list(run) for _, run in groupby(range(len(places)), key=lambda n: clear[n])]
    for run in sorted(runs, key=lambda r: clear[r[0]], reverse=True)[:_MOST_TRIES]:
        at = places[run[len(run) // 2]]
        if any(_is_set_so(band, at) for band in _bands(prints, at)):
            return at
    return None


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


def _side(band: Sequence[Printed], at: float, right: int) -> Iterator[Printed]:
    for printed in band:
        if isinstance(printed, PrintedTable):
            if (printed.edges[0] >= at) == bool(right):
                yield printed
        elif words := _halves(printed, at)[right]:
            yield PrintedLine(printed.page, words)


def _is_set_so(band: Sequence[Printed], at: float) -> bool:
    """Text runs down both sides, or down one with anything but its own row beside it."""
    sides = [list(_side(band, at, right)) for right in (0, 1)]
    lines = list(map(_lines, sides))
    if not all(sides) or max(map(len, lines)) < _LEAST_LINES:
        return False
    return any(map(_is_told, lines)) or all(map(_runs, lines))


def _runs(lines: Sequence[PrintedLine]) -> bool:
    """Lines of a paragraph, not the cells of a table."""
    texts = [line.text for line in lines if len(line.cells()) == 1 and kind(line.text) == "label"]
    if not lines or len(texts) < len(lines) * _MOST:
        return False
    return sum(map(len, texts)) > len(texts) * _SHORTEST


def _is_told(lines: Sequence[PrintedLine]) -> bool:
    stopped = sum(_STOP.search(line.text) is not None for line in lines)
    return len(lines) > 2 and _runs(lines) and stopped > len(lines) * _STOPPED


@dataclass(frozen=True, slots=True)
class Page:
    """One page's prints and its measures."""

    number: int
    width: float
    height: float
    prints: tuple[Printed, ...]


def printed_page(
    source: Source,
    number: int,
    measures: tuple[float, float],
    words: Sequence[Word],
    tables: Sequence[Sequence[Box]],
) -> Page:
    """Sort the words of a page into its ruled tables and the lines beside them."""
    prints: list[Printed] = []
    rest = list(words)
    for boxes in (part for cells in tables for part in stacked(cells)):
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        whole = min(lefts), min(tops), max(rights), max(bottoms)
        inside = [word for word in rest if word.is_in(whole)]
        ruled = ruled_table(source, number, boxes, inside)
        if ruled is not None and inside:
            prints.append(ruled)
            taken = set(map(id, inside))
            rest = [word for word in rest if id(word) not in taken]
    return Page(number, *measures, (*prints, *lines_of(rest, number)))


def flow(pages: Sequence[Page]) -> list[Printed]:
    """Put the prints of all pages in the order of reading."""
    margins = _repeated(pages)
    ordered: list[Printed] = []
    for page in pages:
        kept = [p for p in page.prints if not _is_margin(p, page, margins)]
        ordered += in_columns(kept, page.width)
    return over_ends(open_tables(ordered))


def over_ends(prints: Sequence[Printed]) -> list[Printed]:
    """Join tables that the end of a page or a column broke; doubt those that may have lost rows."""
    flowing: list[Printed] = []
    for printed in prints:
        _append(flowing, printed)
    return doubted(flowing)


def _repeated(pages: Sequence[Page]) -> frozenset[str]:
    """Lines that stand at the edge of several pages, the numbers of these left out of account."""
    found: defaultdict[str, dict[int, list[int]]] = defaultdict(dict)
    for page in pages:
        for line in _lines(page.prints):
            if _at_edge(line, page):
                found[_bare(line.text)][page.number] = list(map(int, _NUMBER.findall(line.text)))
    least = max(2, len(pages) // 3)
    return frozenset(
        bare for bare, on in found.items() if len(on) >= least and _counts_pages_only(on)
    )


def _counts_pages_only(numbers: Mapping[int, Sequence[int]]) -> bool:
    """Whether the numbers of a line, by page, stay or go up with the page: others are data."""
    columns = zip(*numbers.values(), strict=False)
    return all(
        len(set(column)) == 1
        or len({n - page for page, n in zip(numbers, column, strict=True)}) == 1
        for column in columns
    )


def _bare(text: str) -> str:
    return "".join(_NUMBER.sub("", text).split())


def _lines(prints: Iterable[Printed]) -> list[PrintedLine]:
    return [printed for printed in prints if isinstance(printed, PrintedLine)]


def _at_edge(line: PrintedLine, page: Page) -> bool:
    reach = page.height * _MARGIN
    return line.bottom < reach or line.top > page.height - reach


def _is_margin(printed: Printed, page: Page, repeated: frozenset[str]) -> bool:
    if isinstance(printed, PrintedTable) or not _at_edge(printed, page):
        return False
    return bool(_PAGE_NUMBER.fullmatch(printed.text.strip())) or _bare(printed.text) in repeated


def _append(flowing: list[Printed], printed: Printed) -> None:
    """Join a table to the one that it continues from the page before."""
    if not isinstance(printed, PrintedTable):
        flowing.append(printed)
        return
    between = [*takewhile(lambda p: not isinstance(p, PrintedTable), reversed(flowing))]
    at = len(flowing) - len(between) - 1
    above = flowing[at] if at >= 0 else None
    if isinstance(above, PrintedTable):
        over = flowing[at - 1] if at else None
        if between and isinstance(over, PrintedLine) and over.text == _lines(between)[0].text:
            between = between[1:]  # what stands right over both heads each
        if _continues(above, printed, between):
            del flowing[at:]
            printed = _joined(above, printed)
        elif not between and above.stripes and printed.stripes:  # one that was broken, perhaps
            flowing[at], printed = above.unsure, printed.unsure
    flowing.append(printed)


def _continues(above: PrintedTable, below: PrintedTable, between: Sequence[Printed]) -> bool:
    """Whether a table goes on from the page before: the same columns, nothing in between."""
    next_column = below.page == above.page and below.top < above.top
    if not (next_column or below.page == above.page + 1) or len(between) > 1:
        return False
    if not all(continues(line.text) for line in _lines(between)):
        return False
    if len(above.edges) != len(below.edges) or not _same_columns(above, below):
        return False
    if not _has_number(above.grid.cells) or _breaks_a_row(above.grid, below.grid, 1):
        return True
    first = below.grid.row(1)  # of nothing but labels it heads a table of its own
    heads = bool(first and first[0].text) and first[0].column == 1 and not _has_number(first)
    return bool(between) or header_again(above.grid, below.grid) > 0 or not heads


def _same_columns(above: PrintedTable, below: PrintedTable) -> bool:
    """The same rules; or, where there are none, text over text in every column."""
    if above.stripes and below.stripes:
        next_column = below.page == above.page
        shift = below.stripes[0][0] - above.stripes[0][0] if next_column else 0.0
        pairs = zip(above.stripes, below.stripes, strict=True)
        return all(a[0] + shift < b[1] and b[0] < a[1] + shift for a, b in pairs)
    shift = below.edges[0] - above.edges[0]
    edges = zip(above.edges, below.edges, strict=True)
    return all(abs(b - a - shift) < _SAME_EDGE for a, b in edges)


def _has_number(cells: Iterable[Cell]) -> bool:
    return any(kind(cell.text) in {"number", "dash"} for cell in cells)


def _filled(grid: Table, row: int) -> dict[int, Cell]:
    """The cells with text that reach into a row, by their columns."""
    return {
        column: cell
        for cell in grid.cells
        if cell.text and cell.row <= row < cell.row + cell.rowspan
        for column in range(cell.column, cell.column + cell.colspan)
    }


def _breaks_a_row(above: Table, below: Table, row: int) -> bool:
    """Whether each column has text on one side only: the end of the page ran through a row."""
    last, first = _filled(above, above.rows), _filled(below, row)
    if not last or not first or not last.keys().isdisjoint(first):
        return False
    return len(last) + len(first) == above.columns and all(c.colspan == 1 for c in first.values())


def _mended(above: Table, below: Table, row: int) -> tuple[Table, Table]:
    """Put together again what the end of the page broke within its cells, from ``row`` on."""
    if not _breaks_a_row(above, below, row):
        return above, below
    first = {c.column: replace(c, row=above.rows) for c in below.row(row) if c.text}
    others = [c for c in above.cells if c.row < above.rows or c.column not in first]
    mended = sorted([*others, *first.values()], key=lambda cell: (cell.row, cell.column))
    rest = tuple(replace(c, row=c.row - (c.row > row)) for c in below.cells if c.row != row)
    below = replace(below, rows=below.rows - 1, cells=rest)
    return replace(above, cells=tuple(mended)), below


def _joined(above: PrintedTable, below: PrintedTable) -> PrintedTable:
    skipped = header_again(above.grid, below.grid)
    first, second = _mended(above.grid, below.grid, skipped + 1)
    return replace(
        above,
        page=below.page,
        grid=first.over(second, skipped),
        bottom=below.bottom,
        edges=below.edges,
        stripes=below.stripes,
    )
