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
_GROUPED = re.compile(r"\s*[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3})+\s*")
_GAP = re.compile("[ \u00a0\u202f]")
_SWAPPED = str.maketrans(".,", ",.")
_COMMA_FOR_POINT = re.compile(r"[-(]?[0-9]{1,3}(?:\.[0-9]{3})*,(?:[0-9]{1,2}|[0-9]{4,})\s?[%)]?")
_POINT = re.compile(r"[-(]?[0-9]{1,3}(?:,[0-9]{3})*\.(?:[0-9]{1,2}|[0-9]{4,})\s?[%)]?")
LEAST_COMMAS = 2
"""One cell like 12,5 may be two numbers."""
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
    negative: frozenset[int] = frozenset()
    """Columns with a number below zero, or one that may be."""
    comma_for_point: bool = False
    """Its decimals stand behind commas: 1.250 is 1250 there."""

    @classmethod
    def shown(cls, slots: Iterable[Slot], grid: Grid) -> Prints:
        """Look at every cell of the body."""
        slots = list(slots)
        texts = [grid.texts[slot.row][slot.column] for slot in slots]
        comma = _writes_commas(texts)
        plain, arrows, negative = set(), set(), set()
        filled: Counter[int] = Counter()
        single: Counter[int] = Counter()
        for slot, text in zip(slots, texts, strict=True):
            filled[slot.column] += not is_blank(text)
            found = scan_cell(text)
            if len(found) != 1:
                continue
            (printed,) = found
            if printed.readings or printed.numeral.value < 0:
                negative.add(slot.column)
            if printed.alone is not None and printed.alone.text.startswith(_ARROWS):
                arrows.add(slot.column)
            elif printed.alone is None and not printed.readings:
                plain.add((slot.column, printed.unit in RATES))
                single[slot.column] += not printed.label
        most = frozenset(c for c, n in single.items() if n > 1 and 2 * n > filled[c])
        return cls(frozenset(plain), frozenset(arrows), most, frozenset(negative), comma)

    def read(self, text: str, unit: str, column: int) -> tuple[Printed, ...]:
        """The numbers of a cell in ``column``, under a header with ``unit``."""
        if self.comma_for_point:
            return tuple(map(_as_printed, scan_cell(text.translate(_SWAPPED), unit)))
        if column in self.single and _SEVERAL.fullmatch(text):
            if _GROUPED.fullmatch(text) is None:
                return unread(text, unit, negative=column in self.negative)
            text = _GAP.sub(THIN, text)
        found = scan_cell(text, unit)
        return self.signed(found, column) if found else self._missing(text, unit, column)

    def _missing(self, text: str, unit: str, column: int) -> tuple[Printed, ...]:
        """A cell that says that it has a number, or one that cannot be read."""
        if is_missing(text):
            known = (column, False) in self.plain or (column, True) in self.plain
        else:
            known = column in self.single and len(text) <= _LONGEST_WORD and not is_blank(text)
        return unread(text, unit, negative=column in self.negative) if known else ()

    def signed(self, found: tuple[Printed, ...], column: int) -> tuple[Printed, ...]:
        """Take a number with a sign around it for a negative one where its column shows so."""
        (printed, *others) = found
        beside = (column, printed.unit in RATES) in self.plain
        if others or not printed.readings or not beside or column in self.arrows:
            return found
        (meant,) = printed.readings
        numeral = replace(meant.numeral, text=printed.numeral.text, value=-meant.numeral.value)
        return (replace(meant, readings=(replace(printed, numeral=numeral, readings=()),)),)


def _writes_commas(texts: list[str]) -> bool:
    """Whether a table prints commas for points: several cells say so, and none the other way."""
    commas = sum(_COMMA_FOR_POINT.fullmatch(text) is not None for text in texts)
    return commas >= LEAST_COMMAS and not any(map(_POINT.fullmatch, texts))


def _as_printed(printed: Printed) -> Printed:
    """Give a number the points and commas back that its table prints."""
    numeral = printed.numeral
    return replace(printed, numeral=replace(numeral, text=numeral.text.translate(_SWAPPED)))
