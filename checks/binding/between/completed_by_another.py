"""Sums and rates of one document that a figure of another completes, or says more exactly.

One document prints the parts or the rate, another of the same issuer and period the whole; or one
rounds to 万 what the other prints in full.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from gouji.checks.binding.between.printings import Issued, Source, Thing, by_issuer
from gouji.checks.binding.by_name import SCOPE_MARK
from gouji.checks.binding.laid_out.same_figure import Known, vagueness
from gouji.checks.equations.equation import compiled
from gouji.checks.equations.forms import as_ratio, as_sum
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.interval import Interval
from gouji.rules.language import terms
from gouji.rules.rule import Rule

SUM, RATE, OF_WHICH = range(3)
"""The rule's equations."""


def derive(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Go through what each document says by itself."""
    issuers = by_issuer(material)
    if not issuers:
        return
    own = [c for c in checks if not c.is_between and c.group is None]
    prints = (c for c in checks if c.rule.kind == "conflict" and c.rule.cause != "year")
    twice = [c.figures[:2] for c in prints]
    agree = [p for p in twice if _meet(material, *p)]
    doubted = {i for p in twice if not _meet(material, *p) for i in p}
    yield from _completed(rule, material, issuers, own, doubted)
    yield from _sharpened(rule, material, own, _sharper(material, agree), doubted)


def _meet(material: Material, one: int, other: int) -> bool:
    return material.figures[one].interval.meets(material.figures[other].interval)


def _completed(
    rule: Rule,
    material: Material,
    issuers: Sequence[Issued],
    checks: Sequence[Check],
    doubted: AbstractSet[int],
) -> Iterator[Check]:
    """Rules whose one missing figure another document prints."""
    placed = _Placed(issuers)
    for check in checks:
        if len(check.missing) == 1 and not check.partial and check.rule.licence == "named":
            filled = _filled(check, material, placed, doubted)
            if filled and (made := _as_own(rule, filled)):
                yield made


class _Placed:
    """Which source a figure belongs to, and its siblings."""

    def __init__(self, issuers: Sequence[Issued]) -> None:
        audited = ((s, i) for i in issuers for s in i.sources if s.is_audited and s.span)
        self._sorted = sorted(((s.span.start, s, i) for s, i in audited), key=lambda e: e[0])
        self._starts = [start for start, _, _ in self._sorted]

    def of(self, figure: int) -> tuple[Source, Issued] | None:
        at = bisect_right(self._starts, figure) - 1
        if at < 0 or figure not in self._sorted[at][1].span:
            return None
        return self._sorted[at][1:]


def _filled(
    check: Check, material: Material, placed: _Placed, doubted: AbstractSet[int]
) -> Check | None:
    """The check with its missing figure, and with the optional ones that others print."""
    home = placed.of(check.figures[0])
    if home is None or not doubted.isdisjoint(check.figures):
        return None
    source, issued = home
    equation = check.rule.equations[check.alternative]
    optional = {t.name for t in terms(equation) if t.optional} - set(check.terms)
    bound = dict(check.terms)
    for name in (*check.missing, *optional):
        thing = _wanted(name, check, source, material)
        found = _printed(thing, issued, material) - doubted if thing else set()
        if found:
            bound[name] = (min(found, key=lambda i: vagueness(material.figures[i])),)
    if check.missing[0] not in bound:
        return None
    ordered = {name: bound[name] for name in compiled(equation).slots if name in bound}
    return replace(check, terms=ordered, missing=(), partial=bool(optional - set(bound)))


def _printed(thing: Thing, issued: Issued, material: Material) -> set[int]:
    """The figures of the period that print a thing, if they agree."""
    period = issued.by_period.get(thing.period, ())
    found = {i for s in period for i in s.printings.get(thing, ())}
    return found if len({material.figures[i].numeral.value for i in found}) < 2 else set()


def _wanted(name: str, check: Check, source: Source, material: Material) -> Thing | None:
    """The thing that is missing: the indicator in the scope that all figures of the check have."""
    name, _, scope = name.partition(SCOPE_MARK)
    things = [source.thing(material.figures[i]) for i in check.figures]
    whats = [t.what for t in things if t is not None and isinstance(t.what, Known)]
    indicator = next((i for i in material.meaning.vocabulary.indicators if i.name == name), None)
    if len(whats) < len(check.figures) or indicator is None:
        return None
    scopes = {(scope,)} if scope else {what.scope for what in whats}
    if len(scopes) > 1:
        return None
    known = Known(name, scopes.pop(), "", indicator.quantity == "rate")
    return Thing(known, source.period)


def _as_own(rule: Rule, check: Check) -> Check | None:
    """The check as one of this rule, which is no surer than a relation between documents is."""
    if ratio := as_ratio(check):
        rate, part, whole = ((i,) for i in ratio)
        return Check(rule, {"比率": rate, "部分": part, "总体": whole}, RATE, inferred=True)
    if total := as_sum(check):
        return Check(rule, {"总体": (total[0],), "分项": total[1]}, SUM, partial=check.partial)
    return None


def _sharpened(
    rule: Rule,
    material: Material,
    checks: Sequence[Check],
    sharper: Mapping[int, int],
    doubted: AbstractSet[int],
) -> Iterator[Check]:
    """Sums with their figures as they are printed most exactly, one at least elsewhere."""
    for check in checks:
        if check.missing or check.inferred or check.severity == "note":
            continue
        whole, parts, alternative = _sum_of(check)
        figures = (whole, *parts)
        exact = [sharper.get(i, i) for i in figures]
        documents = {material.figures[i].document for i in exact}
        if whole < 0 or exact[0] == whole or len(documents) < 2:
            continue
        if doubted.isdisjoint(exact) or _adds_up(exact, material):
            yield Check(rule, {"总体": (exact[0],), "分项": tuple(exact[1:])}, alternative)


def _adds_up(figures: Sequence[int], material: Material) -> bool:
    """Whether parts make up the whole: then one that is contradicted was computed from it."""
    whole, *parts = (material.figures[i].interval for i in figures)
    return sum(parts, Interval.point(0)).meets(whole)


def _sum_of(check: Check) -> tuple[int, tuple[int, ...], int]:
    """Whole, parts and equation of a check that adds up; −1 where it does not."""
    if check.rule.equations[check.alternative].op == ">=":
        whole, parts = check.terms.get("总体", ()), check.terms.get("分项", ())
        return (whole[0], parts, OF_WHICH) if len(whole) == 1 and len(parts) > 1 else (-1, (), 0)
    total = as_sum(check) if check.rule.exhaustive else None
    return (*total, SUM) if total else (-1, (), 0)


def _sharper(material: Material, agree: Sequence[tuple[int, ...]]) -> Mapping[int, int]:
    """Where a figure is printed more exactly, in its own document or another that agrees."""
    best: dict[int, int] = {}
    for pair in agree:
        for one, other in (pair, pair[::-1]):
            held = material.figures[best.get(one, one)]
            if material.figures[other].numeral.step < held.numeral.step:
                best[one] = other
    return best
