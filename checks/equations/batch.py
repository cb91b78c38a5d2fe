"""The factors and polynomials of a template as columns, over many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

import numpy as np

from gouji.checks.equations.bindings import DECIMAL, Bindings, Intervals
from gouji.checks.equations.columns import (
    Bools,
    Column,
    Ints,
    Ragged,
    added,
    greatest,
    hull,
    is_small,
    least,
)
from gouji.checks.equations.equation import Factor, Relation, Template
from gouji.checks.equations.polynomial import Polynomial, Symbol

MAX_SLICED: Final = 3
"""Repeated symbols that columns are taken apart along, 27 slices at most."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one template; ``exact`` computes with Python's numbers instead of int64."""

    template: Template
    intervals: Intervals
    bindings: Bindings
    exact: bool
    dividing: frozenset[str] = frozenset()
    """Slots whose figure is not zero, as it divides."""
    _columns: dict[Symbol, Column] = field(default_factory=dict)

    def polynomial(self, polynomial: Polynomial) -> Column:
        """Find what a polynomial reaches in every row; as ``reach`` does for one."""
        columns = {symbol: self.factor(symbol) for symbol in sorted(polynomial.symbols)}
        return self._sliced(polynomial, columns, self.moving(polynomial))

    def moving(self, polynomial: Polynomial) -> list[Symbol]:
        """List the repeated symbols that are not exact numbers in all rows."""
        return [s for s in polynomial.repeated() if not self.factor(s).is_point.all()]

    def _sliced(
        self, polynomial: Polynomial, columns: Mapping[Symbol, Column], along: list[Symbol]
    ) -> Column:
        if not along:
            return self._added(polynomial, columns)
        symbol, *others = along
        slices = [
            self._sliced(polynomial, {**columns, symbol: held}, others)
            for held in columns[symbol].slices()
        ]
        return hull(slices)

    def _added(self, polynomial: Polynomial, columns: Mapping[Symbol, Column]) -> Column:
        rows = self.bindings.rows
        if not polynomial.terms:
            return self._whole(np.zeros(rows, dtype=np.int64))
        one = self._whole(np.ones(rows, dtype=np.int64))
        monomials = [
            reduce(Column.times, [columns[s] for s in monomial] or [one]).scaled(coefficient)
            for monomial, coefficient in polynomial.terms.items()
        ]
        return added(monomials)

    def factor(self, symbol: Symbol) -> Column:
        """Make the column of a symbol, once."""
        if symbol not in self._columns:
            self._columns[symbol] = self._made(self.template.factors[symbol])
        return self._columns[symbol]

    def _made(self, factor: Factor) -> Column:
        if factor.arguments:
            arguments = [self.polynomial(argument) for argument in factor.arguments]
            return least(arguments) if factor.kind == "min" else greatest(arguments)
        key = factor.slots[0]
        if not self.template.slots[key].many:
            return self._single(key)
        ragged = self._ragged(key)
        if factor.kind == "count":
            return self._whole(ragged.counts)
        if factor.kind == "dot":
            return ragged.times(self._ragged(factor.slots[1])).total()
        how = {"sum": Ragged.total, "min": Ragged.least, "max": Ragged.greatest}
        return how[factor.kind](ragged)

    def _single(self, key: str) -> Column:
        column = self.intervals.column(self.bindings.index(key), exact=self.exact)
        return column.opened_at_zero() if key in self.dividing else column

    def _ragged(self, key: str) -> Ragged:
        many = self.bindings.listed(key)
        return Ragged(self.intervals.column(many.indices, exact=self.exact), many.offsets)

    def _whole(self, values: Ints) -> Column:
        return Column.whole(values.astype(object) if self.exact else values)


def polynomials_of(relation: Relation, template: Template) -> list[Polynomial]:
    """All that a relation needs evaluated, arguments of ``min`` and ``max`` included."""
    outer = [relation.residual, *relation.divisors, *relation.denominators]
    return outer + [a for p in outer for f in template.extremes_in(p) for a in f.arguments]


def suits_columns(polynomial: Polynomial, template: Template) -> bool:
    """Tell whether columns give what ``reach`` does: no squares, no slot in several factors."""
    return polynomial.is_multilinear and not template.shared_keys(polynomial)


def suits_int64(polynomials: Iterable[Polynomial]) -> bool:
    """Tell whether every coefficient is one that int64 can multiply by."""
    return all(is_small(c) for p in polynomials for c in p.terms.values())


def rounded_weights(template: Template, bindings: Bindings, intervals: Intervals) -> Bools:
    """Find the rows of a weighted mean whose weights are not all exact: there they occur twice."""
    found = np.zeros(bindings.rows, dtype=np.bool_)
    wide = (intervals.low != intervals.high) | (intervals.kind != DECIMAL)
    for factor in template.factors.values():
        if factor.kind == "dot":
            found |= bindings.worst(factor.slots[1], wide.astype(np.int64)) > 0
    return found
