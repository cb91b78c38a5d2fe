"""How hard rounding would have had to work for an equation to tie.

Worst-case intervals are lenient with long sums: twenty rounded parts may drift ten units, yet
independent rounding leaves about 1.3. The errors of rounding are close to uniform over each
interval, so that their variance is a third of the squared half-width, and variances add up (to
first order, through the partial derivatives of the residual: the law of propagation of
uncertainty, JCGM 100:2008, 5.1.2). Floats throughout, as this carries a note and never a verdict.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gouji.checks.equations.bindings import DECIMAL, Bindings, Intervals
from gouji.checks.equations.columns import Floats, Ints
from gouji.checks.equations.equation import Factor, Template
from gouji.checks.equations.polynomial import Polynomial, Symbol

UNLIKELY = 4.0
"""Standard deviations beyond which a tie deserves a note."""


class _Spread(NamedTuple):
    """Centres and variances, row by row; not a number where there is no centre."""

    centre: Floats
    variance: Floats


def strain(template: Template, intervals: Intervals, bindings: Bindings) -> Floats:
    """Say how many standard deviations of rounding the residual's centre lies from zero.

    Zero where that makes no sense: for bounds and chains, for smallest and largest, for figures
    without a middle, and where all is exact. Weights that are rounded count twice, which errs on
    the quiet side.
    """
    relation = template.relations[0]
    factors = {symbol: template.factors[symbol] for symbol in relation.residual.symbols}
    extreme = any(factor.kind in ("min", "max") for factor in factors.values())
    if len(template.relations) > 1 or relation.op != "=" or extreme:
        return np.zeros(bindings.rows)
    spreads = {s: _factor(f, template, intervals, bindings) for s, f in factors.items()}
    off = np.abs(_value(relation.residual, spreads, bindings.rows))
    variance = np.zeros(bindings.rows)
    for symbol, spread in spreads.items():
        slope = _value(relation.residual.divided(symbol)[0], spreads, bindings.rows)
        variance += slope**2 * spread.variance
    usable = (variance > 0) & np.isfinite(off)
    return np.divide(off, np.sqrt(variance), out=np.zeros(bindings.rows), where=usable)


def _factor(
    factor: Factor, template: Template, intervals: Intervals, bindings: Bindings
) -> _Spread:
    key = factor.slots[0]
    if not template.slots[key].many:
        return _figures(intervals, bindings.index(key))
    many = bindings.listed(key)
    rows = np.repeat(np.arange(bindings.rows), np.diff(many.offsets))
    if factor.kind == "count":
        return _Spread(np.diff(many.offsets).astype(np.float64), np.zeros(bindings.rows))
    values = _figures(intervals, many.indices)
    if factor.kind == "dot":
        values = _product(values, _figures(intervals, bindings.listed(factor.slots[1]).indices))
    centre, variance = (np.bincount(rows, each, bindings.rows) for each in values)
    return _Spread(centre.astype(np.float64), variance.astype(np.float64))


def _figures(intervals: Intervals, index: Ints) -> _Spread:
    """Middles and variances of figures; nothing is the number zero."""
    present = index >= 0
    unit = 10.0 ** -intervals.scale[index]
    low, high = intervals.low[index] * unit, intervals.high[index] * unit
    known = intervals.kind[index] == DECIMAL
    centre = np.where(present, np.where(known, (low + high) / 2, np.nan), 0.0)
    return _Spread(centre, np.where(present & known, ((high - low) / 2) ** 2 / 3, 0.0))


def _product(one: _Spread, other: _Spread) -> _Spread:
    variance = one.centre**2 * other.variance + other.centre**2 * one.variance
    return _Spread(one.centre * other.centre, variance)


def _value(polynomial: Polynomial, spreads: dict[Symbol, _Spread], rows: int) -> Floats:
    """Evaluate a polynomial at the centres."""
    total = np.zeros(rows)
    for monomial, coefficient in polynomial.terms.items():
        product = np.full(rows, float(coefficient))
        for symbol in monomial:
            product = product * spreads[symbol].centre
        total += product
    return total
