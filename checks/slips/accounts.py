"""Known slips that need more than the digits of a print: what else it was made of, and whole lines.

Some account for a print: how it came about, given what should stand there. Each looks at the number
in question, at the failing checks and at what stands around it, and names what else the print was
made of, which may be nothing; None where it does not account for it. Others are patterns of several
cells: lines that are shifted or turned, and cells that are exchanged. Each is given the cells in
question and yields what all cells of such a slip would print instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Final, TypeAlias

from gouji.checks.equations.cells import Cell, Of
from gouji.checks.equations.equation import compiled
from gouji.checks.equations.forms import Share, Sum, added, as_share
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.situation import Sheet, Situation
from gouji.figures.figure import Figure

TOO_SHORT: Final = 3
"""Numbers of fewer digits are equal by chance, and fit too many bases."""
LEAST_PART: Final = 10
"""A smaller part is by chance what a total is off by."""
Pattern: TypeAlias = dict[Cell, Print]
LEAST: Final = 3
"""Cells in a line; of two each is turned by itself, and two are exchanged rather than shifted."""
MOST_STARTS: Final = 24
"""So many cells of a line are tried as the first of those that are shifted."""


def averages_added(situation: Situation, target: Print) -> str | None:
    """Means or rates were added up as if they were counts."""
    for check in situation.checks:
        whole, *parts = check.terms.values()
        used = compiled(check.comparison).calls
        mean = any(call.function == "mean" and call.arguments[1:] for call in used)
        if mean and situation.cell == (whole[0], "value"):
            listed = [Fraction(situation.figures[i].numeral.value) for i in parts[0]]
            if len(listed) > 1 and sum(listed) == situation.print.value:
                return ""
    return None


def not_updated(situation: Situation, target: Print) -> str | None:
    """A total was left standing when its parts changed, or added up by hand."""
    return "" if any(len(total.parts) > 1 for total in _sums(situation)) else None


def double_counted(situation: Situation, target: Print) -> str | None:
    """The printed total counts a part twice."""
    return _part_worth(situation, situation.print.value - target.value)


def missing_part(situation: Situation, target: Print) -> str | None:
    """The printed total leaves out a part: what it lacks is just that part."""
    return _part_worth(situation, target.value - situation.print.value)


def _part_worth(situation: Situation, gap: Fraction) -> str | None:
    """The text of a part that is just what the changed whole is off by; None without one."""
    parts = (p for total in _sums(situation) for p in total.worth(gap, situation.figures))
    return next((p.text for p in parts if p.numeral.value == gap >= LEAST_PART), None)


def _sums(situation: Situation) -> Iterator[Sum]:
    """The failing sums that the number in question is the whole of."""
    for check in situation.checks:
        total = added(check)
        if total and situation.cell == (total.whole, "value"):
            yield total


def last_year_kept(situation: Situation, target: Print) -> str | None:
    """Last year's number was left: from the same row, or from another document of the issuer."""
    figure, value = situation.figure, situation.print.value
    if situation.cell.of != "value" or target.value == value:
        return None
    others = (f for f in situation.sheet.printing(value) if f is not figure)
    return "" if any(_is_last_years(other, figure) for other in others) else None


def _is_last_years(other: Figure, figure: Figure) -> bool:
    if other.document != figure.document:
        named = other.indicator is not None and other.indicator == figure.indicator
        return named and other.scope == figure.scope
    place = figure.place
    beside = other.place.row == place.row and other.place.table == place.table
    return other.period == "prior" and beside


def neighbour_copied(situation: Situation, target: Print) -> str | None:
    """The number of a cell beside, above or below was printed once more."""
    digits = situation.print.digits
    if len(digits) < TOO_SHORT or target.digits == digits:
        return None
    sheet, cell = situation.sheet, situation.cell
    beside = (sheet.print_of(Cell(i, cell.of)) for i in sheet.neighbours(cell.figure))
    return "" if any(p and p.digits == digits for p in beside) else None


def last_place_adjusted(situation: Situation, target: Print) -> str | None:
    """The last digit is one off: cut off, rounded up, or adjusted so that parts add up."""
    rounded = not situation.figure.exact or situation.cell.of == "change"
    off = abs(target.value - situation.print.value)
    return "" if rounded and off == situation.print.step == target.step else None


def next_row_share(situation: Situation, target: Print) -> str | None:
    """The share that belongs to another row of the list was printed."""
    for share in _shares(situation):
        whole = _value(situation, share.whole)
        if len(share.parts) > 1 or not whole:
            continue
        beside = situation.sheet.neighbours(share.parts[0])
        counts = (_value(situation, i) for i in beside if situation.figures[i].quantity == "count")
        if any(_prints(situation.print, count / whole) for count in counts):
            return ""
    return None


def rounded_inputs(situation: Situation, target: Print) -> str | None:
    """A share was computed from figures that are printed rounded, in 万, elsewhere in the text."""
    for share in _shares(situation):
        total = sum((_value(situation, i) for i in share.parts), Fraction(0))
        wholes = _rounded(situation, _value(situation, share.whole))
        for a, b in product(_rounded(situation, total), wholes):
            ratio = a.value / b.value if b.value else None
            if ratio and not _prints(target, ratio) and _prints(situation.print, ratio):
                return f"{a.text} ÷ {b.text}"
    return None


def _rounded(situation: Situation, value: Fraction) -> list[Print]:
    """How a number is printed in 万 in the same document, if it is."""
    figures = (f for f in situation.sheet.scaled if f.document == situation.figure.document)
    near = (f for f in figures if abs(Fraction(f.numeral.value) - value) <= f.numeral.step)
    return [printed for printed in map(Print.of, near) if printed]


def _shares(situation: Situation) -> Iterator[Share]:
    """The failing shares that the number in question is the percentage of."""
    for check in situation.checks:
        share = as_share(check)
        if share is not None and situation.cell == (share.share, "value"):
            yield share


def _value(situation: Situation, i: int) -> Fraction:
    return Fraction(situation.figures[i].numeral.value)


def _prints(printed: Print, ratio: Fraction) -> bool:
    return printed.with_value(ratio * 100).digits == printed.digits


def shifted(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[Pattern]:
    """Move what is printed back by one, whole lines and the pieces of them behind a cell."""
    asked = {cell.figure for cell in cells}
    for of, line in _lines(sheet, cells):
        prints = [sheet.print_of(Cell(i, of)) for i in line]
        at_cells = [at for at, i in enumerate(line) if i in asked]
        starts = dict.fromkeys([0, *(max(0, s) for at in at_cells for s in (at - 1, at))])
        for start in list(starts)[:MOST_STARTS]:
            for by in (1, -1):
                moved = _moved(line[start:], prints[start:], of, by)
                if len(moved) >= LEAST - 1:
                    yield moved


def _lines(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[tuple[Of, tuple[int, ...]]]:
    """Go through the rows and columns that the cells stand in, each once."""
    lines = ((cell.of, tuple(line)) for cell in cells for line in sheet.lines(cell.figure))
    yield from dict.fromkeys(found for found in lines if len(found[1]) >= LEAST)


def _moved(line: Sequence[int], prints: Sequence[Print | None], of: Of, by: int) -> Pattern:
    found = {}
    for at in range(max(0, by), min(len(line), len(line) + by)):
        old, new = prints[at], prints[at - by]
        if old is not None:
            if new is None or not _alike(new, old):
                return {}
            found[Cell(line[at], of)] = _taken(old, new)
    return found


def turned(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[Pattern]:
    """Turn all arrows of every line that one of the cells stands in."""
    for _, line in _lines(sheet, [cell for cell in cells if cell.of == "change"]):
        arrows = {cell: sheet.print_of(cell) for i in line for cell in [Cell(i, "change")]}
        found = {cell: printed.turned() for cell, printed in arrows.items() if printed is not None}
        if len(found) >= LEAST:
            yield found


def cells_exchanged(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[Pattern]:
    """Exchange two neighbouring cells."""
    for cell in cells:
        mine = sheet.print_of(cell)
        for i in sheet.neighbours(cell.figure):
            other = Cell(i, cell.of)
            theirs = sheet.print_of(other)
            if mine and theirs and mine.text != theirs.text and _alike(mine, theirs):
                yield {cell: _taken(mine, theirs), other: _taken(theirs, mine)}


def _alike(one: Print, other: Print) -> bool:
    return one.scale == other.scale and one.decimals == other.decimals and one.kind == other.kind


def _taken(style: Print, other: Print) -> Print:
    """Take the other's number: a change with its arrow, a value in its own surroundings."""
    if style.kind is not None:
        return other
    if style.negative == other.negative:
        return style.with_digits(other.digits)
    return replace(style.turned(), digits=other.digits)
