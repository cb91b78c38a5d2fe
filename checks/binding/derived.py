"""What follows from other checks.

What ties out this year did so a year before, as the arrows of all its figures imply: of every sum
that any rule bound, down total columns and across rows alike; and of every rate of two counts.
Disclosures print the change of a rate in percentage points or relative to it and rarely say which,
so both are tried.

A percentage of N with d decimals must be reachable: 71.00 % of 31 is nothing over 31. The test has
power only while N is below about 10^(d+2); beyond, every percentage is reachable. After Brown and
Heathers' GRIM test for means (2017), carried over to percentages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from gouji.checks.binding.laid_out.table_ratio import on_priors
from gouji.checks.equations.cells import Trial
from gouji.checks.equations.forms import as_ratio, as_sum
from gouji.checks.material import Check, Material, in_each_way, is_counted
from gouji.figures.figure import Change, Figure
from gouji.rules.bundled import weights
from gouji.rules.language import Binary, Term
from gouji.rules.rule import Rule


def implied_rates(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Rates that are this of their counts, all three with a change against the year before.

    Where last year's rate is printed, its change is held against that.
    """
    trial = Trial(material.figures)
    held = (c.terms for c in checks if not c.is_between)
    printed = {t["变化"][0] for t in held if t.get("变化") and t.get("上期")}
    for check in checks:
        ratio = as_ratio(check)
        changes = [material.figures[i].change for i in ratio or ()]
        if ratio is None or any(c is None or c.comparison == "month-on-month" for c in changes):
            continue
        if ratio[0] in printed or not trial.ties(check):
            continue
        rate, part, whole = ratio
        terms = {"变化": (rate,), "比率": (rate,), "prior(部分)": (part,), "prior(总体)": (whole,)}
        yield from in_each_way(rule, terms, range(len(rule.equations)))


def implied_priors(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Sums of which every figure prints a relative change against one period before."""
    of_others, trial = on_priors(material), Trial(material.figures)
    kin = Counter(check.family for check in checks if check.family is not None)
    for check in checks:
        sides = as_sum(check)
        if sides is None or not of_others.isdisjoint(check.figures):
            continue
        if check.family is not None and not trial.ties(check):
            continue  # what does not add up this year need not have done so before
        by_chance = kin.get(check.family) == 1 and check.rule.for_each == "row"
        if by_chance and check.licence != "shown":
            continue
        whole, parts = sides
        if _have_priors([material.figures[i] for i in (whole, *parts)]):
            terms = {"prior(合计)": (whole,), "prior(分项)": parts}
            if check.licence == "shown":  # as sure as that they add up this year
                family, prior = ("priors", check.family), weights("sums")["before"]
                yield Check(rule, terms, family=family, inherits=check.family, prior=prior)
            else:
                column = check.rule.for_each == "column"
                yield Check(rule, terms, severity=None if column else "warning")


def _have_priors(figures: Sequence[Figure]) -> bool:
    """Whether all are amounts that print a relative change, and against the same period."""
    amounts = [f for f in figures if f.quantity in ("count", "money", "measure")]
    changes = [f.change for f in amounts if f.change]
    told = [c.comparison or "year-on-year" for c in changes if c.kind == "relative" or c.is_flat]
    return len(told) == len(figures) and len(set(told)) == 1


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
    """Rates whose base is printed while their numerator is not: in a table, or told to be that.

    A sentence leaves open of what a rate is: 投诉1028件，调解成功率73.76%, of what was mediated.
    """
    for check in checks:
        right = check.comparison.right
        if not (isinstance(right, Binary) and right.op == "/" and isinstance(right.right, Term)):
            continue
        whole = check.terms.get(right.right.name, ())
        rate = next(iter(check.terms.values()))
        figure, bases = material.figures[rate[0]], [material.figures[i] for i in whole]
        decimals = max(0, -int(figure.numeral.step.as_tuple().exponent))
        told = check.licence == "told" or figure.place.table is not None
        has_power = [f.exact and decimals >= len(f.text) - 2 for f in bases] == [True]
        if told and check.missing and figure.unit == "%" and has_power:
            yield Check(rule, {"比率": rate, "总体": whole}, severity=check.severity)
