"""How the columns of a table print their numbers, and what a cell of them says by it.

One cell is read in the light of its column: ``(600)`` among plain numbers is −600, ``1 234`` among
single numbers is one of them, a word or half a number among numbers stands for one that cannot
be read, and 31.7 under 占比 is per cent though no sign says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from gouji.figures.grouping import grouped
from gouji.figures.numbers.amounts import Printed
from gouji.figures.numbers.characters import THIN
from gouji.figures.numbers.numeral import is_blank, is_missing, scan_cell, scan_unchanged, unread
from gouji.figures.numbers.units import header_unit
from gouji.figures.numbers.words import grammar
from gouji.figures.tables.body import Slot
from gouji.figures.tables.grid import Grid
from gouji.rules import cues
from gouji.rules.labels import normalise

RATES = ("%", "‰")
"""Never scaled, never counted."""
_ARROWS = tuple("↑↓▼▽")
_SEVERAL = grammar("several-numbers")
_GROUPED = grammar("grouped-number")
_PARTED = str.maketrans(dict.fromkeys(" \u00a0\u202f", THIN))
_LONGEST_UNPARTED = 3
_NOTE_MARK = re.compile(r"\s*\[[0-9]{1,2}\]\s*")
_FIXED_BLANKS = "\u00a0\u202f"
"""Blanks that hold together what stands around them."""
LEAST_GROUPED = 3
"""Two counts in one cell may look like one; so many cells that all go on with three digits tell."""
_LONGEST_WORD = 12
"""A longer text among numbers explains something."""
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Column:
    """How one column prints its numbers."""

    plain: frozenset[bool]
    """Whether it has rates, and other numbers, as they are: one in brackets means another."""
    arrows: bool
    """Its changes have arrows: a triangle is one of them."""
    single: bool
    """More than half its cells hold one number, and nothing else."""
    negative: bool
    """It has a number below zero, or one that may be."""
    percent: bool
    """More than half its numbers are printed per cent."""
    marks: bool
    """Its only numbers are like ``[16]``: they refer to notes, and count nothing."""

    @classmethod
    def shown(cls, texts: Sequence[str]) -> _Column:
        """Look at the texts of all its cells."""
        read = [(text, found) for text in texts if (found := scan_cell(text))]
        alone = [found[0] for _, found in read if len(found) == 1]
        bare = [p for p in alone if p.alone is None and not p.readings]
        single = sum(not p.label for p in bare)
        return cls(
            frozenset(p.unit in RATES for p in bare),
            any(p.alone is not None and p.alone.text.startswith(_ARROWS) for p in alone),
            single > 1 and 2 * single > sum(not is_blank(text) for text in texts),
            any(p.readings or p.numeral.value < 0 for p in alone),
            2 * sum(found[0].unit == "%" for _, found in read) > len(read),
            bool(read) and all(_NOTE_MARK.fullmatch(text) for text, _ in read),
        )


@dataclass(frozen=True, slots=True)
class Prints:
    """What one table shows of its way to print numbers."""

    columns: Mapping[int, _Column]
    parts_thousands: bool
    """A blank within any of its numbers parts their thousands."""
    percent: frozenset[tuple[int, int]]
    """Row and column of the cells that a label makes per cent."""

    @classmethod
    def shown(cls, slots: Sequence[Slot], grid: Grid) -> Prints:
        """Look at every cell of the body."""
        texts = {s.at: grid.texts[s.row][s.column].translate(grid.signs) for s in slots}
        printed = grouped((column, text) for (_, column), text in texts.items())
        columns = {column: _Column.shown(told) for column, told in printed.items()}
        return cls(
            columns,
            _parts_thousands([cell.text.strip() for cell in grid.table.cells]),
            _in_percent(slots, texts, {c for c, known in columns.items() if known.percent}),
        )

    def read(self, text: str, unit: str, at: int, *, of_changes: bool) -> tuple[Printed, ...]:
        """The numbers of a cell in column ``at``, under a header with ``unit``.

        Parted thousands are one number; among changes, 持平 is one as well.
        """
        column = self.columns[at]
        if column.marks:
            return ()
        grouped = _GROUPED.fullmatch(text) if self.parts_thousands or column.single else None
        if grouped:
            text = text[: grouped.start("tail")].translate(_PARTED) + grouped["tail"]
            return _signed(text, _with_blanks(scan_cell(text, unit)), column)
        if of_changes:
            found = scan_cell(text, unit)
            return _signed(text, found, column) if found else scan_unchanged(text)
        if column.single and _SEVERAL.fullmatch(text):
            return unread(text, unit, negative=column.negative)
        found = scan_cell(text, unit)
        return _signed(text, found, column) if found else _missing(text, unit, column)


def _missing(text: str, unit: str, column: _Column) -> tuple[Printed, ...]:
    """A cell that says that it has a number, or one that cannot be read."""
    word = column.single and len(text) <= _LONGEST_WORD and not is_blank(text)
    known = bool(column.plain) if is_missing(text) else word
    return unread(text, unit, negative=column.negative) if known else ()


def _signed(text: str, found: tuple[Printed, ...], column: _Column) -> tuple[Printed, ...]:
    """Take a number with a sign around it for a negative one where its column shows so.

    Whether it is a rate its own print says here, as in all cells that showed: no header.
    """
    (printed, *others) = found
    beside = (scan_cell(text)[0].unit in RATES) in column.plain
    if others or not printed.readings or not beside or column.arrows:
        return found
    (meant,) = printed.readings
    numeral = replace(meant.numeral, text=printed.numeral.text, value=-meant.numeral.value)
    return (replace(meant, readings=(replace(printed, numeral=numeral, readings=()),)),)


def _parts_thousands(texts: Sequence[str]) -> bool:
    """Whether a table prints ``9 352``, and no 9352 anywhere; ``1 023`` counts nothing by parts."""
    several = list(filter(_SEVERAL.fullmatch, texts))
    plain = (text for text in texts if text.isdecimal() and len(text) > _LONGEST_UNPARTED)
    unparted = not all(map(cues.HEADER_YEAR.fullmatch, plain))
    if unparted or not all(map(_GROUPED.fullmatch, several)):
        return False
    telling = any(mark in text for text in several for mark in (" 0", *_FIXED_BLANKS))
    return telling or len(several) >= LEAST_GROUPED


def _in_percent(
    slots: Sequence[Slot], texts: Mapping[tuple[int, int], str], shown: AbstractSet[int]
) -> frozenset[tuple[int, int]]:
    """The cells under one label, or behind it, where it names per cent and no number denies it.

    Or in a column that has ``shown`` it (51.1%, 48.9%, 100). All must lie within 0 … 100 and one
    above 1: otherwise they may be fractions of one, or not what the label seems to say.
    """
    columns = {s.at for s in slots if s.column in shown or _names_percent(s.column_path)}
    rows = {slot.at for slot in slots if _names_percent(slot.row_path)} - columns
    below = grouped((column, (row, column)) for row, column in sorted(columns))
    behind = grouped((row, (row, column)) for row, column in sorted(rows))
    found: set[tuple[int, int]] = set()
    for cells in (*below.values(), *behind.values()):
        printed = chain.from_iterable(scan_cell(texts[at]) for at in cells)
        values = [p.numeral.value for p in printed if not p.unit]
        if values and min(values) >= 0 and 1 < max(values) <= _ALL:
            found.update(cells)
    return frozenset(found)


def _names_percent(path: tuple[str, ...]) -> bool:
    name, unit = header_unit(path[-1]) if path else ("", "")
    return not unit and bool(cues.COLUMN_PER_CENT.fullmatch(normalise(name)))


def _with_blanks(found: Sequence[Printed]) -> tuple[Printed, ...]:
    """Give numbers the blanks back that part their thousands."""
    numerals = [replace(p.numeral, text=p.numeral.text.replace(THIN, " ")) for p in found]
    return tuple(replace(p, numeral=n) for p, n in zip(found, numerals, strict=True))
