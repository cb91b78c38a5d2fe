"""What a disclosure carries over from last year is what last year's carried on to the next."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.binding.twice.pairs import by_issuer
from gouji.checks.binding.twice.things import Known
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.rules.language import terms
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """The left side in this disclosure, the right side in that of the period before."""
    equation = rule.equations[0]
    (now,), (before,) = terms(equation.left), terms(equation.right)
    for issued in by_issuer(material):
        for later in issued.sources:
            for thing, printings in later.printings.items():
                if isinstance(thing.what, Known) and thing.what.indicator == now.name:
                    carried = thing._replace(what=thing.what._replace(indicator=before.name))
                    if earlier := [*issued.before(later, carried)]:
                        one, other = material.sharpest(printings), material.sharpest(earlier)
                        yield Check(rule, {now.name: (one,), before.name: (other,)})
