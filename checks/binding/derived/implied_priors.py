"""If a = b + c this year, the priors that their arrows imply tie out as well.

Derived from every sum that any rule bound, down total columns and across rows alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gouji.checks.binding.laid_out.table_ratio import on_priors
from gouji.checks.equations.cells import Trial
from gouji.checks.equations.forms import as_sum
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.rules.rule import Rule
from gouji.rules.weights import weights


def derive(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
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
    """Whether all print a relative change, and against the same period."""
    against = {f.change.comparison or "year-on-year" for f in figures if f.change}
    return len(against) == 1 and all(map(_has_prior, figures))


def _has_prior(figure: Figure) -> bool:
    change = figure.change
    if change is None or figure.quantity not in ("count", "money"):
        return False
    return change.kind == "relative" or change.is_flat
