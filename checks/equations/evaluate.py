"""One equation over many rows of figures at once, exactly.

A row goes one of three ways, and all give the same answer. Most fit int64. Where that is not
proven, or an end is no decimal number, the same code runs on Python's numbers. What columns can't
do (no end at all, weights of a mean that are themselves rounded, figures that stand everywhere)
is decided row by row in checks/decide, whose answers all of this is tested against.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from gouji.checks.equations.batch import (
    MAX_SLICED,
    Batch,
    polynomials_of,
    rounded_weights,
    suits_columns,
    suits_int64,
)
from gouji.checks.equations.bindings import DECIMAL, FRACTION, UNBOUNDED, Bindings, Intervals
from gouji.checks.equations.columns import ROOM, Bools, Column, Ints
from gouji.checks.equations.decide import settle
from gouji.checks.equations.equation import Relation, Template
from gouji.checks.equations.ledger import (
    BREAKS,
    TIES,
    TIES_TRUNCATED,
    UNDECIDABLE,
    VERDICTS,
    Ledger,
    Outcomes,
)

__all__ = ["VERDICTS", "Outcomes", "evaluate", "evaluate_readings"]


def evaluate(template: Template, intervals: Intervals, bindings: Bindings) -> Outcomes:
    """Evaluate a template over all its bindings under one reading."""
    _refuse_uneven(template, bindings)
    ledger = Ledger.of(bindings.rows)
    for relation in template.relations:
        rows = np.flatnonzero(ledger.verdict != BREAKS)
        _Task(relation, template, intervals, bindings.taken(rows), rows, ledger).run()
    return ledger.outcomes()


def evaluate_readings(
    template: Template, rounded: Intervals, truncated: Intervals, bindings: Bindings
) -> Outcomes:
    """Evaluate with rounding first; what ties only when truncated is TIES_TRUNCATED.

    The gaps are those under rounding.
    """
    outcomes = evaluate(template, rounded, bindings)
    rows = np.flatnonzero(outcomes.verdict == BREAKS)
    again = evaluate(template, truncated, bindings.taken(rows))
    verdict = outcomes.verdict.copy()
    verdict[rows[again.verdict == TIES]] = TIES_TRUNCATED
    return replace(outcomes, verdict=verdict)


def _refuse_uneven(template: Template, bindings: Bindings) -> None:
    """Values and weights of a mean are bound in parallel, or the binder is wrong."""
    for factor in template.factors.values():
        if factor.kind != "dot":
            continue
        values, weights = map(bindings.listed, factor.slots)
        if not np.array_equal(values.offsets, weights.offsets):
            raise ValueError(f"{' and '.join(factor.slots)} do not run in parallel")


@dataclass(frozen=True, slots=True)
class _Task:
    """One relation of a template over rows that are not settled yet; ``rows`` are the ledger's."""

    relation: Relation
    template: Template
    intervals: Intervals
    bindings: Bindings
    rows: Ints
    ledger: Ledger

    def run(self) -> None:
        """Send every row its way; a way hands on the rows that it is not sure of."""
        silent = self._silent()
        self.ledger.write_undecidable(self.rows[silent])
        kind, alone = self._kinds(), self._alone()
        speaking = ~silent & ~alone
        unsure = self._in_columns(np.flatnonzero(speaking & (kind == DECIMAL)), exact=False)
        fractions = np.flatnonzero(speaking & (kind == FRACTION))
        beyond = self._in_columns(np.concatenate((unsure, fractions)), exact=True)
        single = np.flatnonzero(~silent & (alone | (kind == UNBOUNDED)))
        self._one_by_one(np.concatenate((single, beyond)))

    def _silent(self) -> Bools:
        """As ``is_silent`` does for one row."""
        present = {key: self.bindings.present(key) for key in self.relation.keys}
        silent = np.zeros(self.bindings.rows, dtype=np.bool_)
        for key, there in present.items():
            if not self.template.slots[key].optional:
                silent |= ~there
        for side in (self.relation.left, self.relation.right):
            if side:
                silent |= ~reduce(np.logical_or, [present[key] for key in side])
        return silent

    def _kinds(self) -> Ints:
        """Say what numbers a row needs: the worst kind among its figures."""
        kind = np.zeros(self.bindings.rows, dtype=np.int64)
        if self.intervals.kind.any():
            for key in self.relation.keys:
                kind = np.maximum(kind, self.bindings.worst(key, self.intervals.kind))
        return kind

    def _alone(self) -> Bools:
        """Find the rows that columns would get wrong."""
        polynomials = polynomials_of(self.relation, self.template)
        if not all(suits_columns(p, self.template) for p in polynomials):
            return np.ones(self.bindings.rows, dtype=np.bool_)
        alone = rounded_weights(self.template, self.bindings, self.intervals)
        for polynomial in polynomials:
            for factor in self.template.extremes_in(polynomial):
                for key in self.template.keys_of(factor):
                    alone |= ~self.bindings.present(key)
        return alone

    def _in_columns(self, rows: Ints, *, exact: bool) -> Ints:
        """Settle rows by the column; those that it is not sure of come back."""
        polynomials = polynomials_of(self.relation, self.template)
        if not rows.size or not (exact or suits_int64(polynomials)):
            return rows
        dividing = frozenset(filter(None, map(self.template.only_slot, self.relation.divisors)))
        bindings = self.bindings.taken(rows)
        batch = Batch(self.template, self.intervals, bindings, exact, dividing)
        if any(len(batch.moving(p)) > MAX_SLICED for p in polynomials):
            return rows
        residual = batch.polynomial(self.relation.residual)
        divisors = [batch.polynomial(d) for d in self.relation.divisors]
        signs = [~batch.polynomial(d).reaches_up() for d in self.relation.denominators]
        gap = residual.flipped(reduce(np.logical_xor, signs)) if signs else residual
        sure = _fits([residual, *divisors]) | exact
        verdict = _verdicts(self.relation.op, gap, divisors)
        self.ledger.write(self.rows[rows[sure]], verdict[sure], gap.taken(sure))
        return rows[~sure]

    def _one_by_one(self, rows: Ints) -> None:
        for row in rows:
            figures = self.bindings.figures(int(row))
            bound = {key: tuple(self.intervals[i] for i in at) for key, at in figures.items()}
            decision = settle(self.relation, self.template, bound)
            self.ledger.write_one(int(self.rows[row]), decision)


def _fits(columns: list[Column]) -> Bools:
    """Find the rows where nothing that int64 was asked to hold came near its limit."""
    return reduce(np.logical_and, [column.bound < ROOM for column in columns])


def _verdicts(op: str, gap: Column, divisors: list[Column]) -> NDArray[np.int8]:
    """As ``settle`` does for one row."""
    ties = {
        "=": gap.reaches_down() & gap.reaches_up(),
        "<=": gap.reaches_down(),
        ">=": gap.reaches_up(),
    }[op]
    verdict: NDArray[np.int8] = np.where(ties, TIES, BREAKS).astype(np.int8)
    for divisor in divisors:
        nothing = divisor.is_point & (divisor.low == 0)
        may_vanish = divisor.reaches_down() & divisor.reaches_up()
        unclear = may_vanish & (ties if op == "=" else True)
        verdict[nothing | unclear] = UNDECIDABLE
    return verdict
