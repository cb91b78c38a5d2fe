"""What a slip may look at: the number in question, its print, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from gouji.checks.equations.cells import Cell
from gouji.checks.material import Check, Material
from gouji.checks.slips.print_style import Print
from gouji.figures.figure import Figure


@dataclass(frozen=True)
class Sheet:
    """Where the figures stand: rows and columns of every table."""

    material: Material
    _prints: dict[Cell, Print | None] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _lines(self) -> dict[object, list[int]]:
        """The figures of every row and column; those in brackets make lines of their own."""
        lines: dict[object, list[int]] = {}
        for i, figure in enumerate(self.material.figures):
            if figure.place.table is not None:
                lines.setdefault(self._key(figure, "row"), []).append(i)
                lines.setdefault(self._key(figure, "column"), []).append(i)
        return lines

    def _key(self, figure: Figure, line: str) -> object:
        place = figure.place
        at = place.row if line == "row" else place.column
        return line, figure.document, place.table, at, figure.bracketed

    @cached_property
    def _told_alone(self) -> dict[int, int]:
        """Changes of the text that are figures too, by their numbers; and which figures change."""
        figures = self.material.figures
        places = {
            (f.document, f.change.place): i
            for i, f in enumerate(figures)
            if f.change is not None and f.change.place.span is not None
        }
        found = {}
        for k, figure in enumerate(figures):
            i = places.get((figure.document, figure.place), k)
            change = figures[i].change
            if i != k and change is not None and change.numeral.value == figure.numeral.value:
                found[k] = i
        return found

    @cached_property
    def echoes(self) -> dict[Cell, tuple[int, ...]]:
        """The figures that are the same number on paper as a change."""
        found: dict[Cell, tuple[int, ...]] = {}
        for k, i in self._told_alone.items():
            cell = Cell(i, "change")
            found[cell] = (*found.get(cell, ()), k)
        return found

    @cached_property
    def _by_value(self) -> dict[Fraction, list[Figure]]:
        found: dict[Fraction, list[Figure]] = {}
        for figure in self.material.figures:
            found.setdefault(Fraction(figure.numeral.value), []).append(figure)
        return found

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

    def row(self, i: int) -> list[int]:
        """List the figures of its row, from left to right."""
        return self._lines.get(self._key(self.material.figures[i], "row"), [])

    def column(self, i: int) -> list[int]:
        """List the figures of its column, from top to bottom."""
        return self._lines.get(self._key(self.material.figures[i], "column"), [])

    def neighbours(self, i: int) -> Iterator[int]:
        """Go through the figures left, right, above and below."""
        for line in (self.row(i), self.column(i)):
            if i in line:
                at = line.index(i)
                yield from line[max(0, at - 1) : at]
                yield from line[at + 1 : at + 2]

    def print_of(self, cell: Cell) -> Print | None:
        """How a cell is printed; None where nothing is, or not in digits."""
        if cell not in self._prints:
            self._prints[cell] = Print.of(self.material.figures[cell.figure], cell.of)
        return self._prints[cell]


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
