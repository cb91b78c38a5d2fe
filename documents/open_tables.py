"""Tables without rules: rows of cells under each other, with numbers among them.

Columns are where the text of the rows with numbers stands. Where that, or which rows belong to a
table, is only likely, the table says so: it is ``inferred``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from gouji.documents.document import Passage, Place, Segment
from gouji.documents.lines import join
from gouji.documents.outline import is_heading, numbering
from gouji.documents.pieces import grid_of
from gouji.documents.printed import Printed, PrintedLine, PrintedTable, Word, least
from gouji.documents.shapes import is_note, is_sentence, is_table_caption, is_unit_line, kind

_SAME_EDGE = 3.0
_LEAST_ROWS = 3
_LONGEST_CELL = 40
_BESIDE = 1.2
"""In heights of a line: a line of one cell so near to rows is a part of them."""
_MOST_LONE = 2

Stripe: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows of cells that follow each other in one column of a page."""

    lines: tuple[PrintedLine, ...]

    @property
    def numeric(self) -> list[PrintedLine]:
        return [line for line in self.lines if any(map(_counts, line.cells()))]

    @property
    def stripes(self) -> tuple[Stripe, ...]:
        """What the text of its rows with numbers covers, and of labels on lines of their own."""
        return _stripes([*self.numeric, *(line for line in self.lines if not _is_row(line))])

    def moved(self, across: float) -> _Run:
        """As if it stood in another column of the page."""
        lines = [
            replace(
                line,
                words=tuple(
                    replace(w, left=w.left + across, right=w.right + across) for w in line.words
                ),
            )
            for line in self.lines
        ]
        return _Run(tuple(lines))


def open_tables(prints: Sequence[Printed]) -> list[Printed]:
    """Put tables in the place of the lines that make them; ``prints`` are in order of reading."""
    found: list[Printed] = []
    items = list(_gathered(prints))
    at = 0
    while at < len(items):
        one, after = items[at], items[at + 1] if at + 1 < len(items) else None
        if not isinstance(one, _Run):
            found.append(one)
        elif isinstance(after, _Run) and (joint := _joint(one, after)) is not None:
            found += joint
            at += 1
        else:
            found += _read(one)
        at += 1
    return found


def _gathered(prints: Sequence[Printed]) -> Iterator[_Run | Printed]:
    at = 0
    while at < len(prints):
        run = _run(prints, at)
        if run.lines:
            yield run
            at += len(run.lines)
        else:
            yield prints[at]
            at += 1


def _run(prints: Sequence[Printed], start: int) -> _Run:
    lines: list[PrintedLine] = []
    for printed in prints[start:]:
        if not isinstance(printed, PrintedLine) or not (_is_row(printed) or _may_be_lone(printed)):
            break
        if lines and (printed.page != lines[-1].page or printed.top < lines[-1].top):
            break
        lines.append(printed)
    while lines and not _is_row(lines[-1]):
        lines.pop()
    for at, line in enumerate(lines):
        if not _is_row(line) and not _belongs(lines, at):
            del lines[at:]
            break
    while lines and not _is_row(lines[-1]):
        lines.pop()
    return _Run(tuple(lines))


def _is_row(line: PrintedLine) -> bool:
    cells = line.cells()
    if len(cells) < 2 or any(len(cell.text) > _LONGEST_CELL for cell in cells):
        return False
    return not any(is_sentence(cell.text) for cell in cells)


def _may_be_lone(line: PrintedLine) -> bool:
    """A piece of a label that is broken over lines, or stands in the middle of its rows."""
    text = line.text
    if len(line.cells()) > 1 or len(text) > _LONGEST_CELL or kind(text) != "label":
        return False
    tests = (is_sentence, is_heading, is_note, is_table_caption, is_unit_line)
    return numbering(text) is None and not any(test(text) for test in tests)


def _belongs(lines: Sequence[PrintedLine], at: int) -> bool:
    """Whether a line of one cell stands close to rows, in the first column of both."""
    above = next(
        (line for line in lines[max(0, at - _MOST_LONE) : at][::-1] if _is_row(line)), None
    )
    below = next((line for line in lines[at + 1 : at + 1 + _MOST_LONE] if _is_row(line)), None)
    if above is None or below is None:
        return False
    line = lines[at]
    second = min(above.cells()[1].left, below.cells()[1].left)
    gaps = line.top - lines[at - 1].bottom, lines[at + 1].top - line.bottom
    return line.right < second and max(gaps) < line.height * _BESIDE


def _counts(cell: Word) -> bool:
    return kind(cell.text) == "number"


def _read(run: _Run) -> Sequence[Printed]:
    stripes = run.stripes
    return [_table(run, stripes)] if _is_table(run) and len(stripes) > 1 else run.lines


def _is_table(*runs: _Run) -> bool:
    rows = sum(len(run.lines) for run in runs)
    return rows >= _LEAST_ROWS and sum(len(run.numeric) for run in runs) * 2 >= rows


def _joint(one: _Run, after: _Run) -> Sequence[Printed] | None:
    """Read two runs on both sides of the end of a page or a column, one too short for a table.

    Where they don't fit together beyond doubt, the longer one is not sure to be whole.
    """
    if all(map(_is_table, (one, after))) or not _is_table(one, after):
        return None
    long, short = (one, after) if len(one.lines) >= len(after.lines) else (after, one)
    stripes = long.stripes
    if len(stripes) < 2:
        return None
    across = min(w.left for w in _firsts(long)) - min(w.left for w in _firsts(short))
    for shift in (0.0, across):
        moved = short.moved(shift)
        if all(_fills(line, stripes) for line in moved.lines):
            runs = (moved, long) if short is one else (long, moved)
            return [_of_both(runs, (one, after), stripes, shift)]
    if not _is_table(long):
        return None
    table = _table(long, stripes)
    unsure = replace(table, grid=replace(table.grid, inferred=True))
    return [*short.lines, unsure] if short is one else [unsure, *short.lines]


def _of_both(
    runs: tuple[_Run, _Run], printed: tuple[_Run, _Run], stripes: Sequence[Stripe], shift: float
) -> PrintedTable:
    """One table, which ends where its second part does."""
    again = _repeated(*printed)
    whole = _table(_Run((*runs[0].lines, *runs[1].lines[again:])), stripes)
    last = printed[1].lines
    back = 0.0 if runs[1] is printed[1] else -shift
    moved = [(left + back, right + back) for left, right in stripes]
    return replace(
        whole,
        page=last[0].page,
        top=last[0].top,
        bottom=last[-1].bottom,
        edges=tuple(edge + back for edge in whole.edges),
        stripes=tuple(moved),
    )


def _repeated(one: _Run, after: _Run) -> int:
    """How many lines the second run repeats: the header."""
    texts = [[[cell.text for cell in line.cells()] for line in run.lines] for run in (one, after)]
    pairs = zip(texts[0], texts[1], strict=False)
    alike = next((n for n, (a, b) in enumerate(pairs) if a != b), min(map(len, texts)))
    return alike if alike < len(after.lines) else 0


def _firsts(run: _Run) -> list[Word]:
    return [line.words[0] for line in run.lines]


def _fills(line: PrintedLine, stripes: Sequence[Stripe]) -> bool:
    """Whether a row has one cell in every column."""
    parts = _parts(line, stripes)
    return len(parts) == len(stripes) and all(
        part.left < right and left < part.right
        for part, (left, right) in zip(parts, stripes, strict=True)
    )


def _table(run: _Run, stripes: Sequence[Stripe]) -> PrintedTable:
    edges = [left for left, _ in stripes]
    rows: list[list[Passage]] = []
    lone: list[tuple[float, Passage]] = []
    for line in run.lines:
        if _is_row(line):
            rows.append(_row(line, stripes))
        else:
            lone.append((len(rows) - 0.5, _passage(line.cells()[0], line)))
    rows, sure = _with_labels_on_top(rows, lone)
    page = run.lines[0].page
    grid = replace(grid_of(rows), place=Place(page=page), inferred=not sure)
    right = max(line.right for line in run.lines)
    ends = run.lines[0].top, run.lines[-1].bottom
    return PrintedTable(page, grid, *ends, (*edges, right), tuple(stripes))


def _stripes(lines: Sequence[PrintedLine]) -> tuple[Stripe, ...]:
    """Find the stripes that the cells of these lines fill."""
    spans = sorted((cell.left, cell.right) for line in lines for cell in line.cells())
    stripes: list[list[float]] = []
    for left, right in spans:
        if stripes and left <= stripes[-1][1]:
            stripes[-1][1] = max(stripes[-1][1], right)
        else:
            stripes.append([left, right])
    return tuple((left, right) for left, right in stripes)


def _parts(line: PrintedLine, stripes: Sequence[Stripe]) -> list[Word]:
    """The cells of a line; labels that nearly touch are parted where each has its column."""
    parts: list[Word] = []
    for cell in line.cells():
        words = [w for w in line.words if cell.left <= w.left and w.right <= cell.right]
        over = [_over(word, stripes) for word in words]
        if None in over or len(set(over)) < 2:
            parts.append(cell)
            continue
        starts = [0, *(n for n, (a, b) in enumerate(pairwise(over), 1) if a != b), len(words)]
        pieces = (PrintedLine(line.page, tuple(words[a:b])) for a, b in pairwise(starts))
        parts += [_as_one(piece) for piece in pieces]
    return parts


def _over(word: Word, stripes: Sequence[Stripe]) -> int | None:
    """The column that a word stands in, or over; None where it reaches over two, or none."""
    met = [n for n, (left, right) in enumerate(stripes) if word.left < right and left < word.right]
    return met[0] if len(met) == 1 else None


def _as_one(line: PrintedLine) -> Word:
    return Word(line.text, line.left, line.right, line.top, line.bottom, least(line.words))


def _row(line: PrintedLine, stripes: Sequence[Stripe]) -> list[Passage]:
    """Put each cell of a line into its column: in order where there are as many as columns.

    Else it is the one that its left edge, or its middle, falls in.
    """
    parts, row = _parts(line, stripes), [Passage("") for _ in stripes]
    if len(parts) == len(stripes):
        return [_passage(part, line) for part in parts]
    edges = [left for left, _ in stripes]
    for part in parts:
        at = max(bisect_right(edges, part.left + _SAME_EDGE) - 1, 0)
        middle = bisect_right(edges, (part.left + part.right) / 2) - 1
        over = _over(part, stripes)
        column = over if over is not None and _counts(part) else at
        if row[column].text:
            column = max(middle, 0)
        piece = _passage(part, line)
        row[column] = join([row[column], piece], " ") if row[column].text else piece
    return row


def _passage(part: Word, line: PrintedLine) -> Passage:
    segment = Segment(0, page=line.page, confidence=part.confidence, box=part.box)
    return Passage(part.text, (segment,))


def _with_labels_on_top(
    rows: list[list[Passage]], lone: Sequence[tuple[float, Passage]]
) -> tuple[list[list[Passage]], bool]:
    """Move labels of the first column that stand in the middle of their rows to the uppermost.

    ``lone`` ones stand between two rows. Says too whether it is sure which rows a label is of.
    """
    head = next((n for n, row in enumerate(rows) if any(kind(c.text) == "number" for c in row)), 0)
    body = [(float(n), row[0]) for n, row in enumerate(rows) if n >= head]
    if all(label.text for _, label in body) and not lone:
        return rows, True
    labels = sorted((pair for pair in [*body, *lone] if pair[1].text), key=lambda pair: pair[0])
    firsts = _firsts_of_groups([at for at, _ in labels], head, len(rows))
    if firsts is None or body[0][1].text:
        return _with_lone(rows, lone), not labels
    blank = [row if n < head else [Passage(""), *row[1:]] for n, row in enumerate(rows)]
    for first, (_, label) in zip(firsts, labels, strict=True):
        blank[first][0] = label
    return blank, True


def _with_lone(
    rows: list[list[Passage]], lone: Sequence[tuple[float, Passage]]
) -> list[list[Passage]]:
    """What stands under a row was broken off its label."""
    whole = [list(row) for row in rows]
    for at, label in lone:
        whole[int(at)][0] = join([whole[int(at)][0], label])
    return whole


def _firsts_of_groups(labels: Sequence[float], start: int, rows: int) -> list[int] | None:
    """Where groups begin in whose middle each label stands; None where they don't fit."""
    firsts = []
    for label in labels:
        if label < start:
            return None
        firsts.append(start)
        start = int(2 * label) - start + 1
    return firsts if start == rows else None
