"""The printed figures of a rule's case, read with the same grammar as those of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from gouji.checks.equations.equation import Slot
from gouji.figures.figure import Change, Numeral
from gouji.figures.interval import Interval, Reading
from gouji.figures.numbers.numeral import Printed, scan_cell
from gouji.rules.vocabulary import Vocabulary, load

REMEMBERED = 1 << 15
"""Printed numbers kept: columns and the diagnosis bring the same ones over and over."""
SHARES = {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "个百分点": Fraction(1, 100)}
"""Units whose figures are evaluated as fractions of one."""

LENGTHS = {"天数": "天", "周数": "周", "月数": "个月"}
"""How long the period is, which the audit knows and no document prints: ``366`` or ``366天``."""
_LENGTH = re.compile(r"([1-9]\d{0,3})(?:天|周|个月)?")


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """One figure of a case, as evaluation wants it: a percentage is a fraction."""

    text: str
    value: Fraction
    rounded: Interval
    truncated: Interval
    step: Fraction
    unit: str
    scale: int = 1
    """What its digits were multiplied by: 10 000 for 万."""

    def interval(self, reading: Reading) -> Interval:
        return self.rounded if reading == "rounded" else self.truncated


def read_figure(
    text: str, slot: Slot, *, is_mean: bool = False, whole: bool = False
) -> CaseFigure | None:
    """Read what a case prints for a slot; None where that is no number, as in ``—``.

    For the ``prior(…)`` of a term it is last year's figure, as the printed change implies it; with
    ``whole`` that of a count is a whole number, and None where there is none.
    """
    if slot.key in LENGTHS and (length := _LENGTH.fullmatch(text)):
        numeral = Numeral(text, Decimal(length[1]), Decimal(1))
        return as_printed(text, numeral, LENGTHS[slot.key], exact=True)
    printed = next(iter(scan_cell(text)), None)
    if printed is None:
        return None
    if printed.alone:
        return _change_by_itself(text, printed.alone)
    exact = not is_mean and _is_exact(printed, slot)
    figure = as_printed(text, printed.numeral, printed.unit, exact)
    if not slot.prior:
        return figure
    prior = _prior(figure, printed.change) if printed.change else None
    if prior is None or not (whole and exact and printed.change):
        return prior
    return as_whole(prior, from_nothing=printed.change.numeral.value == 100)


def as_whole(prior: CaseFigure, *, from_nothing: bool) -> CaseFigure | None:
    """Shrink the prior of a count to whole numbers; None where none is.

    From nothing to something is printed as ↑100 % by convention: there it may be zero too.
    """
    rounded, truncated = prior.rounded.whole(), prior.truncated.whole()
    if from_nothing:
        zero = Interval.point(0)
        rounded = rounded.hull(zero) if rounded else zero
        truncated = truncated.hull(zero) if truncated else zero
    if rounded is None and truncated is None:
        return None
    return replace(
        prior,
        rounded=rounded or truncated or prior.rounded,
        truncated=truncated or rounded or prior.truncated,
    )


@lru_cache(maxsize=REMEMBERED)
def as_printed(text: str, numeral: Numeral, unit: str, exact: bool) -> CaseFigure:
    """Take a numeral as it is printed: percentages as fractions, both readings of its interval."""
    factor = SHARES.get(unit, Fraction(1))
    value, step, hedge = numeral.value, numeral.step, numeral.hedge
    return CaseFigure(
        text,
        Fraction(value) * factor,
        Interval.of(value, step, hedge, exact).scaled(factor),
        Interval.of(value, step, hedge, exact, "truncated").scaled(factor),
        Fraction(step) * factor,
        unit,
        numeral.scale,
    )


def _change_by_itself(text: str, change: Change) -> CaseFigure:
    units = {"relative": "%", "points": "个百分点", "multiple": "倍"}
    return as_printed(text, change.numeral, units.get(change.kind, ""), exact=False)


def _prior(figure: CaseFigure, change: Change) -> CaseFigure | None:
    """Undo a change. One whose unit is not printed has two readings, so nothing is said."""
    if change.kind == "unstated":
        return None
    by = _change_by_itself(change.text, change)
    one = Interval.point(1)
    if change.kind in ("points", "difference"):
        value = figure.value - by.value
        rounded, truncated = figure.rounded - by.rounded, figure.truncated - by.truncated
    else:
        grown = change.kind == "relative"
        factor = by.value + 1 if grown else by.value
        if not factor:
            return None
        value = figure.value / factor
        rounded = figure.rounded / (by.rounded + one if grown else by.rounded)
        truncated = figure.truncated / (by.truncated + one if grown else by.truncated)
    return CaseFigure("", value, rounded, truncated, figure.step, figure.unit)


def _is_exact(printed: Printed, slot: Slot) -> bool:
    """Say whether a figure is a whole count printed in full: a mean of counts is rounded."""
    numeral, name = printed.numeral, slot.term.name
    if numeral.scale != 1 or numeral.step != 1 or numeral.hedge:
        return False
    indicator = _vocabulary().named(name)
    adds = indicator.adds if indicator else not _vocabulary().is_non_additive(name)
    return printed.quantity == "count" and adds


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    return load()
