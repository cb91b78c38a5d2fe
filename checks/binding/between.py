"""What documents of one issuer say of each other: of the year before, and of shorter periods.

What a disclosure prints of the year before is held against what an earlier one printed: a change
against the value from which it is, what was carried over against what was to be. Months, quarters
and halves of several add up to the longer period of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby, product
from operator import attrgetter
from typing import Final, NamedTuple

from gouji.checks.binding.twice.pairs import Issued, Source, by_issuer
from gouji.checks.binding.twice.things import Known, Thing
from gouji.checks.equations.facets import as_value, implied_prior
from gouji.checks.equations.settling import ways_of
from gouji.checks.material import Check, Material
from gouji.figures.figure import Figure
from gouji.figures.identity.period import months_of
from gouji.rules import cues
from gouji.rules.language import terms
from gouji.rules.rule import Rule
from gouji.rules.words import listed

LIKELY: Final = 5.0
"""Priors printed and implied that are this many times apart are of two things …"""
LIKELY_BY_LABEL: Final = 1.5
"""… and so are they under a label that no vocabulary knows."""


def carried_over(rule: Rule, material: Material) -> Iterator[Check]:
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


def change_from_last_year(rule: Rule, material: Material) -> Iterator[Check]:
    """Every figure with a change whose prior an earlier disclosure of the issuer prints."""
    for issued in by_issuer(material):
        for later in (s for s in issued.sources if s.is_audited):
            for thing, printings in later.printings.items():
                for i in printings if thing.period == later.period else ():
                    yield from _checks(rule, i, thing, later, issued)


def _checks(rule: Rule, i: int, thing: Thing, later: Source, issued: Issued) -> Iterator[Check]:
    """Against what the disclosures of the period that the change compares with print of it.

    A change that does not say which comparison it is may be either, where both are at hand.
    """
    figures = later.material.figures
    figure, change = figures[i], figures[i].change
    if change is None or change.numeral.hedge or figure.numeral.hedge:
        return
    told = (change.comparison,) if change.comparison else ("year-on-year", "month-on-month")
    found = (prior for compared in told for prior in issued.before(later, thing, compared))
    priors = [k for k in found if _may_be_prior(figure, figures[k], thing)]
    kind = "relative" if change.is_flat else change.kind
    ways = ways_of(rule, kind, is_rate=figure.unit in ("%", "‰"))
    group = hash((rule.id, i)) if len(priors) * len(ways) > 1 else None
    for prior, alternative in product(priors, ways):
        named = {"变化": (i,), "本期": (i,), "上期": (prior,)}
        yield Check(rule, named, alternative, group=group)


def _may_be_prior(now: Figure, prior: Figure, thing: Thing) -> bool:
    """Whether the value printed then is near enough to what the change implies."""
    if prior.numeral.hedge or len({now.unit, prior.unit} - {""}) > 1:
        return False
    before = implied_prior(replace(now, exact=False))
    implied, printed = before.value if before else 0, as_value(prior).value
    if implied <= 0 or printed <= 0:
        return True
    far = LIKELY if isinstance(thing.what, Known) else LIKELY_BY_LABEL
    return max(implied / printed, printed / implied) <= far


_FLOWS: Final = listed("units-of-flows")


class Months(NamedTuple):
    """Whole months of one year."""

    year: int
    first: int
    last: int


def periods_add_up(rule: Rule, material: Material) -> Iterator[Check]:
    """Every period that shorter ones make up without a gap, by as few of them as can be."""
    audited = sum(map(len, material.spans))
    for issued in by_issuer(material):
        if len(issued.by_period) > 2:
            for printed in _counts(issued, material).values():
                for _, own in groupby(sorted(printed), key=attrgetter("year")):
                    of_year = list(own)
                    for whole in of_year:
                        parts = tuple(printed[p] for p in _made_up(whole, of_year))
                        check = Check(rule, {"总体": (printed[whole],), "分项": parts})
                        if parts and min(check.figures) < audited:
                            yield check


def _counts(issued: Issued, material: Material) -> Mapping[Known, dict[Months, int]]:
    """Every count that adds up over time, by the periods that disclosures print it for."""
    flows = {
        i.name
        for i in material.meaning.vocabulary.indicators
        if i.quantity == "count"
        and i.adds
        and i.unit in _FLOWS
        and not cues.OF_A_STOCK.search(i.name)
    }
    found: dict[Known, dict[Months, int]] = {}
    for source in issued.sources:
        span = months_of(source.period) if source.period[:4].isdecimal() else None
        if span is None:
            continue
        months = Months(int(source.period[:4]), span.start, span.stop - 1)
        for thing, figures in source.printings.items():
            what = thing.what
            if not isinstance(what, Known) or what.indicator not in flows or what.is_rate:
                continue
            at = material.agreed(figures) if thing.period == source.period else None
            if at is not None and not material.figures[at].numeral.hedge:
                found.setdefault(what, {}).setdefault(months, at)
    return found


def _made_up(whole: Months, of_year: Iterable[Months]) -> list[Months]:
    """The fewest shorter periods that follow each other from the first to the last month."""
    ways: dict[int, list[Months]] = {whole.first: []}
    for months in of_year:
        if months != whole and months.first in ways and months.last <= whole.last:
            way = [*ways[months.first], months]
            if len(way) < len(ways.get(months.last + 1, [*way, months])):
                ways[months.last + 1] = way
    return ways.get(whole.last + 1, [])
