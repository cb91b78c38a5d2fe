"""What ties out this year did so a year before, as the arrows of all its figures imply.

Derived from every sum that any rule bound, down total columns and across rows alike; and from every
rate of two counts. Disclosures print the change of a rate in percentage points or relative to it
and rarely say which, so both are tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gouji.checks.binding.laid_out.table_ratio import on_priors
from gouji.checks.equations.cells import Trial
from gouji.checks.equations.forms import as_ratio, as_sum
from gouji.checks.material.check import Check, in_each_way
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.rules.bundled import weights
from gouji.rules.rule import Rule


def implied_rates(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Rates that are this of their counts, all three with a change against the year before.

    Where last year's rate is printed, its change is held against that.
    """
    trial = Trial.of(material)
    held = (c.terms for c in checks if not c.is_between)
    printed = {t["变化"][0] for t in held if t.get("变化") and t.get("上期")}
    for check in checks:
        ratio = as_ratio(check)
        if ratio is None or any(not _is_yearly(material, i) for i in ratio):
            continue
        if ratio[0] in printed or not trial.ties(check):
            continue
        rate, part, whole = ratio
        terms = {"变化": (rate,), "比率": (rate,), "prior(部分)": (part,), "prior(总体)": (whole,)}
        yield from in_each_way(rule, terms, range(len(rule.equations)))


def _is_yearly(material: Material, i: int) -> bool:
    change = material.figures[i].change
    return change is not None and change.comparison != "month-on-month"


def implied_priors(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Sums of which every figure prints a relative change against one period before."""
    of_others, trial = on_priors(material), Trial.of(material)
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
    changes = [f.change for f in figures if f.change and f.quantity in ("count", "money")]
    told = [c.comparison or "year-on-year" for c in changes if c.kind == "relative" or c.is_flat]
    return len(told) == len(figures) and len(set(told)) == 1
