"""What a slip may look at: the number in question, its print, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal, TypeAlias

from gouji.checks.equations.cells import Cell
from gouji.checks.material import Check, Material
from gouji.checks.slips.print_style import Print
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped

Line: TypeAlias = Literal["row", "column"]
LINES: Final[tuple[Line, ...]] = ("row", "column")


@dataclass(frozen=True)
class Sheet:
    """Where the figures stand: rows and columns of every table."""

    material: Material

    @cached_property
    def _lines(self) -> dict[object, list[int]]:
        """The figures of every row and column; those in brackets make lines of their own."""
        told = ((i, f) for i, f in enumerate(self.material.figures) if f.place.table is not None)
        return grouped((self._key(f, line), i) for i, f in told for line in LINES)

    def _key(self, figure: Figure, line: Line) -> object:
        place = figure.place
        return line, figure.document, place.table, getattr(place, line), figure.bracketed

    @cached_property
    def _told_alone(self) -> dict[int, int]:
        """Changes of the text that are figures too, by their numbers; and which figures change."""
        figures = self.material.figures
        changes = {
            (f.document, f.change.place, f.change.numeral.value): i
            for i, f in enumerate(figures)
            if f.change is not None and f.change.place.span is not None
        }
        told = ((f.document, f.place, f.numeral.value) for f in figures)
        found = ((k, changes.get(print_, k)) for k, print_ in enumerate(told))
        return {k: i for k, i in found if i != k}

    @cached_property
    def echoes(self) -> dict[Cell, list[int]]:
        """The figures that are the same number on paper as a change."""
        return grouped((Cell(i, "change"), k) for k, i in self._told_alone.items())

    @cached_property
    def _by_value(self) -> dict[Fraction, list[Figure]]:
        return grouped((Fraction(f.numeral.value), f) for f in self.material.figures)

    @cached_property
    def scaled(self) -> list[Figure]:
        """The figures that are printed in 万 or 亿."""
        return [f for f in self.material.figures if f.numeral.scale != 1]

    def printing(self, value: Fraction) -> Sequence[Figure]:
        """List the figures of a value."""
        return self._by_value.get(value, ())

    def cell(self, read: Cell) -> Cell:
        """Find the number on paper that a check reads: 同比下降6.90% is read as two figures."""
        i, of = read
        if of == "change" and self.material.figures[i].change is None:
            of = "value"
        alone = self._told_alone.get(i) if of == "value" else None
        return Cell(i, of) if alone is None else Cell(alone, "change")

    def lines(self, i: int) -> list[list[int]]:
        """List the figures of its row, from left to right, and of its column, from the top."""
        return [self._lines.get(self._key(self.material.figures[i], line), []) for line in LINES]

    def neighbours(self, i: int) -> Iterator[int]:
        """Go through the figures left, right, above and below."""
        for line in self.lines(i):
            if i in line:
                at = line.index(i)
                yield from line[max(0, at - 1) : at]
                yield from line[at + 1 : at + 2]

    def print_of(self, cell: Cell) -> Print | None:
        """How a cell is printed; None where nothing is, or not in digits."""
        return Print.of(self.material.figures[cell.figure], cell.of)


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
