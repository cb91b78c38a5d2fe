"""The prior that a count and its arrow imply must contain a whole number."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.binding.derived.prior_exists import counts_with_change
from gouji.checks.equations.coarse_counts import is_counted
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Every whole count that prints a relative change; falls above 100 % are another rule's."""
    for i in counts_with_change(material):
        change = material.figures[i].change
        # 32,582 without a unit may be in millions
        counted = is_counted(material.figures[i], material)
        if counted and change is not None and change.numeral.value > -100:
            yield Check(rule, {"prior(本期)": (i,)})
