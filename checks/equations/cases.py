"""Texts that a case or a frame prints, read with the same grammar as those of a document."""

from __future__ import annotations

import re
from decimal import Decimal

from gouji.checks.equations.equation import Slot
from gouji.checks.references import LENGTHS
from gouji.documents.document import Place
from gouji.figures.figure import CHANGE_UNITS, Change, Figure, Numeral, Quantity
from gouji.figures.numbers.amounts import Printed
from gouji.figures.numbers.numeral import scan_cell
from gouji.rules.vocabulary import load

_LENGTH = re.compile(r"([1-9]\d{0,3})(?:天|周|个月)?")


def figure_of(text: str, slot: Slot, *, is_mean: bool = False) -> Figure | None:
    """Read a text as the figure that a document would print; a change by itself is one as well."""
    name = slot.term.name
    quantity: Quantity = "count"
    change: Change | None = None
    if name in LENGTHS and (length := _LENGTH.fullmatch(text)):  # 366 or 366天
        numeral = Numeral(text, Decimal(length[1]), Decimal(1))
        unit, exact = LENGTHS[name], True
    else:
        printed = next(iter(scan_cell(text)), None)
        if printed is None:
            return None
        alone, quantity = printed.alone, printed.quantity
        change = alone or printed.change
        numeral = alone.numeral if alone else printed.numeral
        unit = CHANGE_UNITS.get(alone.kind, "") if alone else printed.unit
        exact = not alone and not is_mean and _is_exact(printed, slot)
    return Figure(
        "",
        Place(),
        numeral,
        numeral.interval(exact),
        unit=unit,
        quantity=quantity,
        exact=exact,
        column_path=(name,),
        change=change,
    )


def _is_exact(printed: Printed, slot: Slot) -> bool:
    """Say whether a figure is a whole count printed in full: a mean of counts is rounded."""
    numeral, name = printed.numeral, slot.term.name
    if not numeral.in_full or numeral.hedge:
        return False
    vocabulary = load()
    indicator = vocabulary.named(name)
    adds = indicator.adds if indicator else not vocabulary.is_non_additive(name)
    return printed.quantity == "count" and adds
