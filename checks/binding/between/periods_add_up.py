"""Months, quarters and halves of several disclosures add up to the longer period of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from gouji.checks.binding.twice.pairs import Issued, by_issuer
from gouji.checks.binding.twice.things import Known
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.identity.period import months_of
from gouji.rules import cues
from gouji.rules.rule import Rule
from gouji.rules.words import listed

_FLOWS: Final = listed("units-of-flows")


class Months(NamedTuple):
    """Whole months of one year."""

    year: int
    first: int
    last: int


def periods_add_up(rule: Rule, material: Material) -> Iterator[Check]:
    """Every period that shorter ones make up without a gap, by as few of them as can be."""
    for issued in by_issuer(material):
        if len(issued.by_period) > 2:
            for printed in _counts(issued, material).values():
                for whole in sorted(printed):
                    parts = tuple(printed[p] for p in _made_up(whole, printed))
                    check = Check(rule, {"总体": (printed[whole],), "分项": parts})
                    if parts and any(i in span for i in check.figures for span in material.spans):
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
        months = _months(source.period)
        if months is None:
            continue
        for thing, figures in source.printings.items():
            what = thing.what
            if not isinstance(what, Known) or what.indicator not in flows or what.is_rate:
                continue
            at = material.agreed(figures) if thing.period == source.period else None
            if at is not None and not material.figures[at].numeral.hedge:
                found.setdefault(what, {}).setdefault(months, at)
    return found


def _months(period: str) -> Months | None:
    months = months_of(period) if period[:4].isdecimal() else None
    return Months(int(period[:4]), months.start, months.stop - 1) if months else None


def _made_up(whole: Months, printed: Iterable[Months]) -> list[Months]:
    """The fewest shorter periods that follow each other from the first to the last month."""
    ways: dict[int, list[Months]] = {whole.first: []}
    for months in sorted(m for m in printed if m.year == whole.year and m != whole):
        if months.first in ways and months.last <= whole.last:
            way = [*ways[months.first], months]
            if len(way) < len(ways.get(months.last + 1, [*way, months])):
                ways[months.last + 1] = way
    return ways.get(whole.last + 1, [])
