"""Tables whose form is prescribed: 政府信息公开工作年度报告, read by its labels.

Every office prints the same rows and columns, so a page that lost the spans, the lines or the rows
of the table still says which value is which, as long as each label has its number of values. Where
one has not, the table is not read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Final, TypeAlias

from gouji.documents.document import Cell, Passage, Place, Table
from gouji.documents.flattened.cells import is_bar
from gouji.documents.layout.lines import Line
from gouji.documents.layout.pieces import Piece, unread_at
from gouji.documents.layout.shapes import is_sentence
from gouji.documents.words import loaded

Path: TypeAlias = tuple[str, ...]

_MAY_OPEN: Final = re.compile(
    r"[|｜\s(（]*(?:本列|申[请請]人情|第二十[条條]|信息[内內]容|行政[复復複][议議])"
)
MOST_RUNS: Final = 60
MOST_LINES: Final = 600
LONGEST_LABEL: Final = 400
"""Characters of labels without a value behind them: no form's head is longer."""
MOST_VALUES: Final = 20
_PARTED: Final = re.compile(r"[|｜\t]|[ \u3000\xa0]{2,}")
_NUMBER: Final = r"\d[\d,，]*(?:\.\d+)?(?:件|项|个|條|条|万元|萬元|元)?"
_VALUE: Final = re.compile(rf"[+-]?{_NUMBER}|[-—–/]{{1,2}}")
_VALUES_BEHIND: Final = re.compile(rf"(?<=\S)(?:[ \u3000\xa0]+(?:{_NUMBER}|[-—–/]))+$")
_ROW_MARK: Final = re.compile(r"[一二三四][、.]|\([一二三四五六七]\)|[1-8][.、,]")
_UNSAID: Final = re.compile(r"\([^()]*\)|属于|数量|\W")
"""What some pages print in a label and others leave out."""
_GROUPS: Final = "(?:三?本年度办理结果)?(?:不予公开|无法提供|不予处理|其他处理)?[一二三四1-8]?"


@dataclass(frozen=True, slots=True)
class Run:
    """Labels that follow each other, joined without blanks, and the values behind the last."""

    label: str
    head: Passage
    """The last cell of the label."""
    values: tuple[Passage, ...]
    end: int
    """The line behind the last value."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A table as it is prescribed: the labels over each column, and those before each row."""

    head: re.Pattern[str]
    """How the labels of the columns follow each other where the page lost the spans."""
    corner: str
    columns: tuple[Path, ...]
    rows: tuple[Path, ...]
    patterns: tuple[re.Pattern[str], ...]
    """What the last labels of the rows look like."""

    def row(self, label: str) -> int | None:
        """The row that ``label`` names; one without a name stands right behind the head."""
        rest, opened = self.head.subn("", label, count=1)
        named = zip(self.rows, self.patterns, strict=True)
        told = _UNSAID.sub("", rest)
        fit = (n for n, (path, p) in enumerate(named) if p.fullmatch(told) and (path or opened))
        return next(fit, None)


@cache
def _forms() -> tuple[_Form, ...]:
    forms = []
    for form in loaded("openness")["forms"]:
        columns, rows = tuple(_paths(form["columns"])), tuple(_paths(form.get("rows", []))) or ((),)
        patterns = []
        for label in (path[-1] if path else "" for path in rows):
            first, cut, _ = _ROW_MARK.sub("", _folded(label), count=1).partition("、")
            patterns.append(re.compile(_GROUPS + _UNSAID.sub("", first) + ".{0,25}" * bool(cut)))
        head = re.compile(form["head"])
        forms.append(_Form(head, form.get("corner", ""), columns, rows, tuple(patterns)))
    return tuple(forms)


def _opened(label: str) -> _Form | None:
    """The form whose table a label opens."""
    return next((form for form in _forms() if form.head.match(label)), None)


def _paths(labels: Sequence[Any], above: Path = ()) -> Iterator[Path]:
    for label in labels:
        if isinstance(label, str):
            yield (*above, label)
        else:
            ((name, below),) = label.items()
            yield from _paths(below, (*above, name))


def take_prescribed(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the prescribed table that opens at ``lines[at]``, or say that it can't be read."""
    corner = is_bar(lines[at]) and at + 1 < len(lines)  # of a blank first cell
    if not _MAY_OPEN.match(lines[at + corner].text):
        return None
    found = _runs(lines, at)
    first = next(found, None)
    if first is None or _opened(first.label) is None:
        return None
    printed = [first, *islice(found, MOST_RUNS)]
    pieces: list[Piece] = []
    count = 0
    while count < len(printed) and (form := _opened(printed[count].label)) is not None:
        rows = _read(form, printed[count:])
        if not rows:
            break
        pieces.append(_grid(form, rows))
        count += len(rows)
    if pieces:
        return pieces, printed[count - 1].end
    return [unread_at(lines[at].passage())], printed[-1].end


def _read(form: _Form, printed: Sequence[Run]) -> list[tuple[Path, Run]]:
    """The rows with their labels; none where a row is out of order or lacks a value."""
    rows: list[tuple[Path, Run]] = []
    after = 0
    for run in printed:
        index, full = form.row(run.label), len(run.values) == len(form.columns)
        if index is None and rows and (not full or _opened(run.label)):
            break
        if index is None or index < after or not full:
            return []
        rows.append((form.rows[index], run))
        after = index + 1
    rest = printed[len(rows) :]
    return [] if any(form.row(run.label) is not None for run in rest) else rows


def _grid(form: _Form, rows: Sequence[tuple[Path, Run]]) -> Table:
    """The cells as the form prints them, where the page prints their labels."""
    head = rows[0][1].head
    left, top = (max(map(len, paths)) for paths in (form.rows, form.columns))
    cells = [_cell(1, 1, form.corner, head, top, left)] if left else []
    for level, at, name, leaves, deep in _laid(form.columns, top):
        cells.append(_cell(1 + level, left + 1 + at, name, head, deep, leaves))
    for level, at, name, leaves, deep in _laid([path for path, _ in rows], left):
        cells.append(_cell(top + 1 + at, 1 + level, name, rows[at][1].head, leaves, deep))
    for n, (_, run) in enumerate(rows, start=top + 1):
        cells += [Cell(n, c, value) for c, value in enumerate(run.values, start=left + 1)]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    size, place = (top + len(rows), left + len(form.columns)), Place(line=head.place(0, 0).line)
    return Table(0, *size, tuple(cells), merged=True, header_rows=top, place=place)


def _laid(paths: Sequence[Path], depth: int) -> Iterator[tuple[int, int, str, int, int]]:
    """Level, first leaf and name of each label, of how many leaves it is, and how deep it goes."""
    for n, path in enumerate(paths):
        for level, name in enumerate(path):
            group, leaf = path[: level + 1], level + 1 == len(path)
            if leaf:
                yield level, n, name, 1, depth - level
            elif not n or paths[n - 1][: level + 1] != group:
                yield level, n, name, sum(p[: level + 1] == group for p in paths[n:]), 1


def _cell(row: int, column: int, name: str, at: Passage, height: int, width: int) -> Cell:
    return Cell(row, column, Passage(name, at.segments[:1]), height, width)


def _runs(lines: Sequence[Line], at: int) -> Iterator[Run]:
    """Yield the labels and values from ``lines[at]`` on, down to running text."""
    label, head, end = "", Passage(""), at
    values: list[Passage] = []
    for index, cell in _cells(lines, at):
        if _VALUE.fullmatch(unicodedata.normalize("NFKC", cell.text.strip())):
            values.append(cell)
            end = index + 1
            if len(values) > MOST_VALUES:
                return
            continue
        if values:
            yield Run(label, head, tuple(values), end)
            label, values = "", []
        label, head = label + _folded(cell.text), cell
        if len(label) > LONGEST_LABEL or ("。" in cell.text and is_sentence(cell.text)):
            return
    if values:
        yield Run(label, head, tuple(values), end)


def _folded(text: str) -> str:
    """``（三） 不予公開`` as ``(三)不予公开``: what a form prints, in one spelling."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return plain.translate(str.maketrans(*loaded("openness")["spelling"]))


def _cells(lines: Sequence[Line], at: int) -> Iterator[tuple[int, Passage]]:
    for index in range(at, min(len(lines), at + MOST_LINES)):
        start = 0
        line = lines[index]
        for bar in [*_PARTED.finditer(line.text), None]:
            end = bar.start() if bar else len(line.text)
            yield from ((index, cell) for cell in _in_cell(line, start, end) if cell.text)
            start = bar.end() if bar else end


def _in_cell(line: Line, start: int, end: int) -> Iterator[Passage]:
    """A cell, or a label and the values that single blanks part from it."""
    text = line.text[start:end].rstrip()
    found = _VALUES_BEHIND.search(text)
    behind = found.start() if found else len(text)
    yield line.passage(start, start + behind)
    for value in re.finditer(r"\S+", text[behind:]):
        yield line.passage(start + behind + value.start(), start + behind + value.end())
