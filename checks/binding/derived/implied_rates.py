"""A rate's arrow against the arrows of the counts it is made of.

If ``rate = part / whole`` ties this year, last year's rate follows from last year's counts, as
their arrows imply them. Disclosures print the change of a rate in percentage points or relative to
it and rarely say which, so both are tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.checks.equations.cells import Trial
from gouji.checks.equations.forms import as_ratio
from gouji.checks.material.check import Check, in_each_way
from gouji.checks.material.material import Material
from gouji.rules.rule import Rule


def derive(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
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
