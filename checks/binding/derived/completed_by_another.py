"""Sums and rates of one document that a figure of another completes, or says more exactly.

One document prints the parts or the rate, another of the same issuer and period the whole; or one
rounds to 万 what the other prints in full.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from gouji.checks.binding.by_name import SCOPE_MARK, is_far_off
from gouji.checks.binding.twice.pairs import by_issuer
from gouji.checks.binding.twice.things import Known, Thing
from gouji.checks.equations.equation import compiled
from gouji.checks.equations.forms import Sum, as_ratio, as_sum
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.interval import Interval
from gouji.rules.language import terms
from gouji.rules.rule import Rule

SUM, RATE, OF_WHICH = range(3)
"""The rule's equations."""


Others: TypeAlias = Mapping[int, Collection[int]]
"""Figure → it and the other printings that it was held against."""


class _Home(NamedTuple):
    """What a figure is, and all that its issuer prints of that period, by thing."""

    thing: Thing
    of_period: Mapping[Thing, Sequence[int]]


def completed_by_another(
    rule: Rule, material: Material, checks: Sequence[Check]
) -> Iterator[Check]:
    """Go through what each document says by itself."""
    homes, others = _homes(material), _others(checks)
    for check in checks if homes else ():
        if check.is_between or check.group is not None:
            continue
        if check.missing:
            made = _completed(rule, check, homes, others, material)
        else:
            made = _sharpened(rule, check, others, material)
        if made is not None:
            yield made


def _homes(material: Material) -> dict[int, _Home]:
    """The figures of which other documents of the issuer and period may speak."""
    found: dict[int, _Home] = {}
    for issued in by_issuer(material):
        for sources in issued.by_period.values():
            of_period: dict[Thing, list[int]] = {}
            for source in sources:
                for thing, figures in source.printings.items():
                    of_period.setdefault(thing, []).extend(figures)
            for source in (s for s in sources if s.is_audited):
                for thing, figures in source.printings.items():
                    found |= {i: _Home(thing, of_period) for i in figures if i not in found}
    return found


def _others(checks: Sequence[Check]) -> Others:
    found: dict[int, set[int]] = {}
    for check in checks:
        if check.rule.kind == "conflict" and check.rule.cause != "year":
            pair = set(check.figures[:2])
            for i in pair:
                found.setdefault(i, set()).update(pair)
    return found


def _is_disputed(i: int, others: Others, material: Material) -> bool:
    return not all(material.meet(i, k) for k in others.get(i, ()))


def _completed(
    rule: Rule, check: Check, homes: Mapping[int, _Home], others: Others, material: Material
) -> Check | None:
    """The check with its one missing figure, and with the optional ones that others print."""
    own = [homes[i] for i in check.figures if i in homes and isinstance(homes[i].thing.what, Known)]
    whole = len(check.missing) == 1 and check.rule.licence == "named"
    disputed = any(_is_disputed(i, others, material) for i in check.figures)
    if not whole or len(own) < len(check.figures) or disputed:
        return None
    equation = check.rule.equations[check.alternative]
    optional = {t.name for t in terms(equation) if t.optional} - set(check.terms)
    bound = dict(check.terms)
    for name in (*check.missing, *optional):
        thing = _wanted(name, [home.thing for home in own], material)
        found = own[0].of_period.get(thing, ()) if thing is not None else ()
        if found and (agreed := material.agreed(found)) is not None:
            bound[name] = (agreed,)
    if check.missing[0] not in bound:
        return None
    ordered = {name: bound[name] for name in compiled(equation).slots if name in bound}
    completed = replace(check, terms=ordered, missing=())
    return _as_own(rule, completed, material, OF_WHICH if optional - set(bound) else SUM)


def _wanted(name: str, things: Sequence[Thing], material: Material) -> Thing | None:
    """The thing that is missing: the indicator in the scope that all figures of the check have."""
    name, _, scope = name.partition(SCOPE_MARK)
    scopes = {(scope,)} if scope else {thing.what.scope for thing in things}
    indicator = material.meaning.vocabulary.named(name)
    if indicator is None or len(scopes) > 1:
        return None
    return Thing(Known(name, scopes.pop(), indicator.quantity == "rate"), things[0].period)


def _as_own(rule: Rule, check: Check, material: Material, of_sum: int) -> Check | None:
    """The check as one of this rule; a rate that is far off is likelier of something else."""
    if ratio := as_ratio(check):
        rate, part, whole = ((i,) for i in ratio)
        own = Check(rule, {"比率": rate, "部分": part, "总体": whole}, RATE)
        return None if is_far_off([material.figures[i] for i in ratio]) else own
    if total := as_sum(check):
        return Check(rule, {"总体": (total[0],), "分项": total[1]}, of_sum)
    return None


def _sharpened(rule: Rule, check: Check, others: Others, material: Material) -> Check | None:
    """A sum with its figures as they are printed most exactly, the whole at least elsewhere."""
    found = _sum_of(check)
    if found is None or check.severity == "note":
        return None
    (whole, parts), alternative = found
    own = (whole, *parts)
    printings = [[k for k in others.get(i, (i,)) if material.meet(i, k)] for i in own]
    exact = [material.sharpest(agree) for agree in printings]
    figures = [material.figures[i] for i in exact]
    sharper = figures[0].numeral.step < material.figures[whole].numeral.step
    if not sharper or len({f.document for f in figures}) < 2:
        return None
    total, *rest = (f.interval for f in figures)
    disputed = any(_is_disputed(i, others, material) for i in own)
    if disputed and not sum(rest, Interval.point(0)).meets(total):
        return None  # another document contradicts a part: that is told already
    return Check(rule, {"总体": (exact[0],), "分项": tuple(exact[1:])}, alternative)


def _sum_of(check: Check) -> tuple[Sum, int] | None:
    """Whole, parts and equation of a check that adds up."""
    if check.comparison.op == ">=":
        whole, parts = check.terms.get("总体", ()), check.terms.get("分项", ())
        return (Sum(whole[0], parts), OF_WHICH) if len(whole) == 1 and len(parts) > 1 else None
    total = as_sum(check) if check.rule.exhaustive else None
    return (total, SUM) if total else None
