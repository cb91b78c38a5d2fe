"""If a = b + c this year, the priors that their arrows imply tie out as well.

Derived from every sum that any rule bound, down total columns and across rows alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gouji.checks.binding.laid_out.arrows_on_priors import current_of
from gouji.checks.equations.cells import Trial
from gouji.checks.equations.forms import as_sum
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.rules.rule import Rule


def derive(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Sums of which every figure prints a relative change against the year before."""
    of_others, trial = current_of(material), Trial(material.figures)
    kin = Counter(check.family for check in checks if check.family is not None)
    for check in checks:
        sides = as_sum(check)
        if sides is None or check.licence == "shown":  # shown of this year, and of no other
            continue
        if not of_others.keys().isdisjoint(check.figures):
            continue
        if check.family is not None and not trial.ties(check):
            continue  # what does not add up this year need not have done so before
        if kin.get(check.family) == 1 and check.rule.for_each == "row":  # perhaps by chance
            continue
        whole, parts = sides
        if all(_has_prior(material.figures[i]) for i in (whole, *parts)):
            column = check.rule.for_each == "column"
            yield Check(
                rule,
                {"prior(合计)": (whole,), "prior(分项)": parts},
                severity=None if column else "warning",
            )


def _has_prior(figure: Figure) -> bool:
    change = figure.change
    if change is None or figure.quantity not in ("count", "money"):
        return False
    told = change.kind == "relative" or change.is_flat
    return told and change.comparison != "month-on-month"
