"""A table as a matrix: every slot knows the cell that fills it, merged or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from gouji.documents.document import Cell, Place, Table
from gouji.figures.numbers.numeral import is_blank, is_number_cell
from gouji.figures.numbers.words import grammar
from gouji.rules.traditional import simplified

_SERIAL = re.compile(r"[\s(（]*(?:[①-⑳㈠-㈩]|[0-9]{1,3}|[一二三四五六七八九十]{1,3})[\s)）.、．]*")
_YEAR = grammar("year-label")
_NUMBERED_TITLE = grammar("numbered-title")
_SWAPPED = str.maketrans(".,", ",.")
_COMMA_FOR_POINT = re.compile(r"[-(]?[0-9]{1,3}(?:\.[0-9]{3})*,(?:[0-9]{1,2}|[0-9]{4,})\s?[%)]?")
LEAST_COMMAS = 2
"""One cell like 12,5 may be two numbers."""
MOST_DEPTHS = 4
"""Labels that begin in more places are not set in."""
_CURRENCY = re.compile(r"(?:(?:US|HK|NT|A|C|S|R|RMB)?\s?[$€£¥￥]|RMB|USD|EUR|CNY)\s?")


@dataclass(frozen=True)
class Grid:
    """``at[r][c]`` is the cell that covers row r, column c (from 0), or None where nothing is."""

    table: Table

    @cached_property
    def at(self) -> tuple[tuple[Cell | None, ...], ...]:
        matrix: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.table.cells:
            for r in range(cell.row - 1, min(cell.row - 1 + cell.rowspan, self.rows)):
                for c in range(cell.column - 1, min(cell.column - 1 + cell.colspan, self.columns)):
                    matrix[r][c] = cell
        return tuple(map(tuple, matrix))

    @property
    def rows(self) -> int:
        return self.table.rows

    @cached_property
    def columns(self) -> int:
        """The width without trailing columns in which nothing is printed."""
        return max(
            (c.column + c.colspan - 1 for c in self.table.cells if c.text.strip()), default=0
        )

    @cached_property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        # one line, and in the characters that rules are written in
        return tuple(
            tuple(simplified(" ".join(cell.text.split())) if cell else "" for cell in row)
            for row in self.at
        )

    @cached_property
    def numbers(self) -> tuple[tuple[bool, ...], ...]:
        """Which slots hold nothing but figures."""
        return tuple(
            tuple(bool(t) and is_number_cell(t.translate(self.signs)) for t in row)
            for row in self.texts
        )

    @cached_property
    def signs(self) -> dict[int, int]:
        """What turns the signs of its numbers into ours, and back.

        Where it prints commas for points, 1.250 is 1250: several cells say so, and none the other
        way.
        """
        texts = [text for row in self.texts for text in row[1:]]
        commas = sum(_COMMA_FOR_POINT.fullmatch(text) is not None for text in texts)
        points = (_COMMA_FOR_POINT.fullmatch(text.translate(_SWAPPED)) for text in texts)
        return _SWAPPED if commas >= LEAST_COMMAS and not any(points) else {}

    @cached_property
    def depths(self) -> tuple[int, ...]:
        """By row, how many steps its first cell is set in; none where they are centred.

        Labels that begin where others of another width do stand to the left of their cells.
        """
        first = {r: row[0] for r, row in enumerate(self.at) if row[0] and row[0].text.strip()}
        begins = {r: c.passage.segments[0].column for r, c in first.items() if is_label(c.text)}
        steps = sorted(set(begins.values()))
        widths: dict[int, set[int]] = {}
        for r, column in begins.items():
            widths.setdefault(column, set()).add(len(self.texts[r][0]))
        to_the_left = any(max(own) - min(own) > 1 for own in widths.values())
        if not to_the_left or len(steps) > MOST_DEPTHS:
            return (0,) * self.rows
        return tuple(steps.index(begins[r]) if r in begins else 0 for r in range(self.rows))

    def starts(self, r: int, c: int) -> bool:
        """Whether the cell at this slot begins here, so that a merged cell is read once."""
        cell = self.at[r][c]
        return cell is not None and (cell.row - 1, cell.column - 1) == (r, c)

    def place(self, cell: Cell) -> Place:
        return Place(
            page=self.table.place.page,
            table=self.table.number,
            row=self.table.number_of(cell.row),
            column=cell.column,
            cell=cell.reference,
            line=self.table.place.line,
        )


def is_serial(text: str) -> bool:
    """``1``, ``①``, ``(三)``: a row's running number, no label."""
    return bool(_SERIAL.fullmatch(text))


def is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text))


def is_numbered_title(text: str) -> bool:
    """``2. 成员单位``: the title of a table that sits in the grid."""
    return bool(_NUMBERED_TITLE.match(text))


def is_label(text: str) -> bool:
    """Text that names something: neither blank, nor a dash, nor figures."""
    return bool(text) and not is_blank(uncoined(text)) and not is_number_cell(text)


def uncoined(text: str) -> str:
    """``$(62)`` without its currency mark, which makes no word of a number."""
    return _CURRENCY.sub("", text)
