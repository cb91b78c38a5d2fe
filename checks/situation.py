"""What a slip may look at: the number in question, its print, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from gouji.checks.cells import Cell
from gouji.checks.check import Check, Material
from gouji.checks.finding import Words
from gouji.checks.print_style import Print
from gouji.figures.figure import Figure


@dataclass(frozen=True)
class Sheet:
    """Where the figures stand: rows and columns of every table."""

    material: Material

    @cached_property
    def rows(self) -> dict[tuple[str, int, int], list[int]]:
        """(document, table, row) → its figures from left to right."""
        return self._lines(by_row=True)

    @cached_property
    def columns(self) -> dict[tuple[str, int, int], list[int]]:
        """(document, table, column) → its figures from top to bottom."""
        return self._lines(by_row=False)

    def _lines(self, *, by_row: bool) -> dict[tuple[str, int, int], list[int]]:
        lines: dict[tuple[str, int, int], list[int]] = {}
        for i, figure in enumerate(self.material.figures):
            place = figure.place
            at = place.row if by_row else place.column
            if place.table is not None and at is not None and not figure.bracketed:
                lines.setdefault((figure.document, place.table, at), []).append(i)
        return lines

    def row(self, i: int) -> list[int]:
        figure = self.material.figures[i]
        key = (figure.document, figure.place.table or 0, figure.place.row or 0)
        return self.rows.get(key, [])

    def column(self, i: int) -> list[int]:
        figure = self.material.figures[i]
        key = (figure.document, figure.place.table or 0, figure.place.column or 0)
        return self.columns.get(key, [])

    def neighbours(self, i: int) -> Iterator[int]:
        """Go through the figures left, right, above and below."""
        for line in (self.row(i), self.column(i)):
            if i in line:
                at = line.index(i)
                yield from line[max(0, at - 1) : at]
                yield from line[at + 1 : at + 2]

    def print_of(self, cell: Cell) -> Print | None:
        """How a cell is printed; None where nothing is, or not in digits."""
        figure = self.material.figures[cell.figure]
        if cell.of == "value":
            return Print.of_value(figure)
        return Print.of_change(figure.change) if figure.change else None


@dataclass(frozen=True)
class Situation:
    """One number that may be wrong, and the failing checks that a replacement is to restore."""

    sheet: Sheet
    cell: Cell
    print: Print
    checks: tuple[Check, ...]

    @property
    def figure(self) -> Figure:
        return self.sheet.material.figures[self.cell.figure]

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.sheet.material.figures

    def neighbours(self) -> Iterator[tuple[Figure, Print]]:
        """Give what is printed of the same kind (value or change) in the cells around."""
        for i in self.sheet.neighbours(self.cell.figure):
            if found := self.sheet.print_of(Cell(i, self.cell.of)):
                yield self.figures[i], found


Originals: TypeAlias = Callable[[Situation], Iterable[Print]]
Accounts: TypeAlias = Callable[[Situation, Print], Words | None]
Patterns: TypeAlias = Callable[[Sheet, tuple[Cell, ...]], Iterable[dict[Cell, Print]]]


@dataclass(frozen=True, slots=True)
class Slip:
    """A known way to go wrong. Which of the three it knows, its module defines.

    ``originals``: what may have been meant, given what is printed. ``accounts``: how the print came
    about, given what should stand there. ``patterns``: several cells that went wrong together.
    """

    name: str
    likelihood: int
    words: Words
    originals: Originals | None = None
    accounts: Accounts | None = None
    patterns: Patterns | None = None
