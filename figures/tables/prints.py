"""How the columns of a table print their numbers, and what a cell of them says by it.

One cell is read in the light of its column: ``(600)`` among plain numbers is −600, ``1 234`` among
single numbers is one of them, and a word or half a number among numbers stands for one that cannot
be read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gouji.figures.numbers.characters import THIN
from gouji.figures.numbers.numeral import Printed, is_blank, is_missing, scan_cell, unread
from gouji.figures.tables.body import Slot
from gouji.figures.tables.grid import Grid

RATES = ("%", "‰")
"""Never scaled, never counted."""
_ARROWS = tuple("↑↓▼▽")
_SEVERAL = re.compile(r"\s*[0-9]+(?:\s+[0-9]+)+\s*")
_GROUPED = re.compile(r"\s*[1-9][0-9]{0,2}(?: [0-9]{3})+\s*")
_LONGEST_WORD = 12
"""A longer text among numbers explains something."""


@dataclass(frozen=True, slots=True)
class Prints:
    """What the columns of one table show of their way to print numbers."""

    plain: frozenset[tuple[int, bool]]
    """Columns, and whether of rates, with a number as it is: one in brackets means another."""
    arrows: frozenset[int]
    """Columns of arrows: a triangle is one of them."""
    single: frozenset[int]
    """Columns of which more than half the cells hold one number, and nothing else."""

    @classmethod
    def shown(cls, slots: Iterable[Slot], grid: Grid) -> Prints:
        """Look at every cell of the body."""
        plain, arrows = set(), set()
        filled: Counter[int] = Counter()
        single: Counter[int] = Counter()
        for slot in slots:
            text = grid.texts[slot.row][slot.column]
            filled[slot.column] += not is_blank(text)
            found = scan_cell(text)
            if len(found) != 1:
                continue
            (printed,) = found
            if printed.alone is not None and printed.alone.text.startswith(_ARROWS):
                arrows.add(slot.column)
            elif printed.alone is None and not printed.readings:
                plain.add((slot.column, printed.unit in RATES))
                single[slot.column] += not printed.label
        most = frozenset(c for c, n in single.items() if n > 1 and 2 * n > filled[c])
        return cls(frozenset(plain), frozenset(arrows), most)

    def read(self, text: str, unit: str, column: int) -> tuple[Printed, ...]:
        """The numbers of a cell in ``column``, under a header with ``unit``."""
        if column in self.single and _SEVERAL.fullmatch(text):
            if _GROUPED.fullmatch(text) is None:
                return unread(text, unit)
            text = text.replace(" ", THIN)
        found = scan_cell(text, unit)
        return self._signed(found, column) if found else self._missing(text, unit, column)

    def _missing(self, text: str, unit: str, column: int) -> tuple[Printed, ...]:
        """A cell that says that it has a number, or one that cannot be read."""
        if is_missing(text):
            known = (column, False) in self.plain or (column, True) in self.plain
        else:
            known = column in self.single and len(text) <= _LONGEST_WORD and not is_blank(text)
        return unread(text, unit) if known else ()

    def _signed(self, found: tuple[Printed, ...], column: int) -> tuple[Printed, ...]:
        """Take a number with a sign around it for a negative one where its column shows so."""
        (printed, *others) = found
        beside = (column, printed.unit in RATES) in self.plain
        if others or not printed.readings or not beside or column in self.arrows:
            return found
        (meant,) = printed.readings
        numeral = replace(meant.numeral, text=printed.numeral.text, value=-meant.numeral.value)
        return (replace(meant, readings=(replace(printed, numeral=numeral, readings=()),)),)
