"""A percentage of N with d decimals must be reachable: 71.00 % of 31 is nothing over 31.

The test has power only while N is below about 10^(d+2); beyond, every percentage is reachable.
After Brown and Heathers' GRIM test for means (2017), carried over to percentages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.rules.language import Binary, Term
from gouji.rules.rule import Rule


def derive(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
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
