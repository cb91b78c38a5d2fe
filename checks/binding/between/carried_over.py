"""What a disclosure carries over from last year is what last year's carried on to the next."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.binding.twice.recasting import Known
from gouji.checks.binding.twice.sources import Issued, Source, by_issuer
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.identity.period import prior_of
from gouji.rules.language import terms
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """The left side in this disclosure, the right side in that of the period before."""
    equation = rule.equations[0]
    (now,), (before,) = terms(equation.left), terms(equation.right)
    for issued in by_issuer(material):
        for later in issued.sources:
            for thing, printings in later.printings.items():
                what = thing.what
                if isinstance(what, Known) and what.indicator == now.name:
                    wanted = what._replace(indicator=before.name)
                    if (earlier := _printed(issued, later, wanted)) is not None:
                        one = material.sharpest(printings)
                        yield Check(rule, {now.name: (one,), before.name: (earlier,)})


def _printed(issued: Issued, later: Source, wanted: Known) -> int | None:
    period = prior_of(later.period)
    for source in issued.by_period.get(period, ()) if period else ():
        if not (source.is_audited or later.is_audited):
            continue
        for thing, printings in source.printings.items():
            if thing.what == wanted and thing.period == period:
                return source.material.sharpest(printings)
    return None
