"""Which columns print a sign around their negative numbers: ``(600)`` among plain numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gouji.figures.numbers.numeral import Printed, scan_cell
from gouji.figures.tables.body import Slot
from gouji.figures.tables.grid import Grid

_RATES = ("%", "‰")
_ARROWS = tuple("↑↓▼▽")


@dataclass(frozen=True, slots=True)
class Signs:
    """How the columns of one table print their numbers: a column, and whether they are rates."""

    plain: frozenset[tuple[int, bool]]
    """A number stands there as it is: one in brackets beside it must mean something else."""
    arrows: frozenset[int]
    """Arrows tell changes there; a triangle is one of them."""

    @classmethod
    def shown(cls, slots: Iterable[Slot], grid: Grid) -> Signs:
        """Look at every cell that holds one number."""
        plain, arrows = set(), set()
        for slot in slots:
            found = scan_cell(grid.texts[slot.row][slot.column])
            if len(found) != 1:
                continue
            (printed,) = found
            if printed.alone is not None and printed.alone.text.startswith(_ARROWS):
                arrows.add(slot.column)
            elif printed.alone is None and not printed.readings:
                plain.add((slot.column, printed.unit in _RATES))
        return cls(frozenset(plain), frozenset(arrows))

    @property
    def plain_columns(self) -> frozenset[int]:
        return frozenset(column for column, _ in self.plain)

    def taken(self, found: tuple[Printed, ...], column: int) -> tuple[Printed, ...]:
        """Take a number with a sign around it for a negative one where its column shows so."""
        (printed, *others) = found
        beside = (column, printed.unit in _RATES) in self.plain
        if others or not printed.readings or not beside or column in self.arrows:
            return found
        (meant,) = printed.readings
        numeral = replace(meant.numeral, text=printed.numeral.text, value=-meant.numeral.value)
        return (replace(meant, readings=(replace(printed, numeral=numeral, readings=()),)),)
