"""What a number can be at all: a count, what it was before its change, a rate of few.

A percentage of N with d decimals must be reachable: 71.00 % of 31 is nothing over 31. The test has
power only while N is below about 10^(d+2); beyond, every percentage is reachable. After Brown and
Heathers' GRIM test for means (2017), carried over to percentages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, is_counted
from gouji.figures.figure import Change, Figure
from gouji.rules.language import Binary, Term
from gouji.rules.rule import Rule

ALL: Final = -100


def prior_exists(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Every change of a count: nothing falls by more than all of it."""
    for i, _ in _counts_with_change(material):
        yield Check(rule, {"变化": (i,)})


def prior_whole(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Every count whose prior must be a whole number: the fall is not too deep for any."""
    for i, change in _counts_with_change(material):
        # 32,582 without a unit may be in millions
        if change.numeral.value > ALL and is_counted(material.figures[i], material):
            yield Check(rule, {"prior(本期)": (i,)})


def fall_of_all(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """What fell by all of it is nothing now; where its prior is printed, that decides it."""
    held = {i for c in checks if c.terms.get("上期") for i in c.terms.get("变化", ())}
    for i, change in _counts_with_change(material):
        if change.numeral.value == ALL and i not in held:
            rounded = _may_be_rounded(material.figures[i], change, material)
            yield Check(rule, {"本期": (i,)}, severity="warning" if rounded else None)


def _counts_with_change(material: Material) -> Iterator[tuple[int, Change]]:
    """Whole counts with a relative change against the year before."""
    amounts = {_column(f) for _, f in material.printed() if f.numeral.value < 0}
    for i, figure in material.printed():
        change = figure.change
        if change is None or change.kind != "relative" or figure.quantity != "count":
            continue
        if figure.place.table is None or _column(figure) not in amounts:
            yield i, change


def _column(figure: Figure) -> tuple[str, int | None, int | None]:
    """Where one is below zero, the others of its column are amounts as well, no things counted."""
    return figure.document, figure.place.table, figure.place.column


def _may_be_rounded(figure: Figure, change: Change, material: Material) -> bool:
    """Whether the document prints a count as large as the prior of which so much is left.

    ↓100.0 % of 20,410 leaves up to 10.
    """
    least = Fraction(figure.numeral.value) * 2 * -ALL / Fraction(change.numeral.step)
    counts = (f for _, f in material.printed() if f.quantity == "count")
    return least > 0 and any(
        f.document == figure.document and f.numeral.value >= least for f in counts
    )


def rate_possible(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Rates whose base is printed while their numerator is not."""
    for check in checks:
        right = check.rule.equations[check.alternative].right
        if not (isinstance(right, Binary) and right.op == "/" and isinstance(right.right, Term)):
            continue
        whole = check.terms.get(right.right.name, ())
        rate = next(iter(check.terms.values()))
        if check.missing and len(whole) == 1 and _has_power(material, rate[0], whole[0]):
            yield Check(rule, {"比率": rate, "总体": whole}, severity=check.severity)


def _has_power(material: Material, rate: int, whole: int) -> bool:
    figure, base = material.figures[rate], material.figures[whole]
    decimals = max(0, -int(figure.numeral.step.as_tuple().exponent))
    return figure.unit == "%" and base.exact and decimals >= len(base.text) - 2
