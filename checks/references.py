"""Figures that a document does not print but equations need: residents, days of a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gouji.checks.material import Material
from gouji.documents.document import Place
from gouji.figures.figure import Figure, Numeral
from gouji.figures.identity.period import days_in
from gouji.figures.interval import Interval
from gouji.rules.language import terms
from gouji.rules.reference import Reference, population
from gouji.rules.rule import Rule

RESIDENTS = "常住人口"
DAYS, WEEKS, MONTHS = "天数", "周数", "月数"
REFERENCES = (RESIDENTS, DAYS, WEEKS, MONTHS)
"""Figures that no document prints, and equations may name all the same."""
LENGTHS = {DAYS: "天", WEEKS: "周", MONTHS: "个月"}
"""Over what the means that texts tell are taken: no document prints it, the audit knows it."""
DRIFT_A_YEAR = Fraction(1, 100)
"""A city's residents rarely change by more in a year."""
CENSUS_SLACK = Fraction(1, 200)
"""The census counts on 1 November, a report as of the end of its year."""


def length_of(rule: Rule) -> str | None:
    """Find over what length of a period a rule takes its mean, by the name in its equation."""
    names = {term.name for term in terms(rule.equations[0])}
    return next(iter(names & LENGTHS.keys()), None)


def with_references(material: Material, rules: Sequence[Rule]) -> Material:
    """Add the residents of every issuer that is known, and the days of periods that texts tell."""
    figures, references = list(material.figures), dict(material.references)
    by_id = {rule.id: rule for rule in rules}
    told = {
        (length, r.over)
        for d in material.disclosures
        for r in d.relations
        if r.over is not None and r.shape in by_id and (length := length_of(by_id[r.shape]))
    }
    periods = dict(enumerate(days_in(d.period) for d in material.disclosures))
    own = {(DAYS, days) for days in periods.values() if days is not None}
    added = [
        (f"{d}/{RESIDENTS}", _as_figure(found, disclosure.period))
        for d, disclosure in enumerate(material.disclosures)
        if disclosure.issuer and (found := population(disclosure.issuer)) is not None
    ]
    added += [(f"{term}/{over}", _length(term, over)) for term, over in sorted(told | own)]
    for key, figure in added:
        references[key] = len(figures)
        figures.append(figure)
    for d, days in periods.items():
        if days is not None:
            references[f"{d}/{DAYS}"] = references[f"{DAYS}/{days}"]
    return replace(material, figures=tuple(figures), references=references)


def _as_figure(reference: Reference, period: str | None) -> Figure:
    """The census figure, widened by what a population may drift in the years between."""
    years = abs(int(period[:4]) - reference.year) if period else 10
    drift = CENSUS_SLACK + DRIFT_A_YEAR * years
    value = Fraction(reference.value)
    widened = Interval(value * (1 - drift), value * (1 + drift))
    figure = _unprinted(str(reference.value), widened, "人", RESIDENTS)
    return replace(figure, document=reference.source, indicator=RESIDENTS)


def _length(term: str, over: int) -> Figure:
    """How long a period is, as a figure; as many weeks as ``over`` days are."""
    if term != WEEKS:
        return replace(_unprinted(str(over), Interval.point(over), LENGTHS[term], term), exact=True)
    weeks = Interval(Fraction(over // 7), Fraction(-(-over // 7)))
    return _unprinted(f"{over / 7:.2f}", weeks, LENGTHS[term], term)


def _unprinted(text: str, interval: Interval, unit: str, name: str) -> Figure:
    return Figure(
        "",
        Place(),
        Numeral(text, Decimal(text), Decimal(1)),
        interval,
        unit=unit,
        quantity="count",
        column_path=(name,),
        adds=False,
    )
