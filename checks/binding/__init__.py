"""Binding: from rules and figures to checks. One function a shape, which ``shapes.yaml`` names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TypeAlias

from gouji.checks.binding.by_name import bind_by_name
from gouji.checks.equations.facets import CHANGE_TERMS, facet_of
from gouji.checks.equations.forms import as_ratio, as_sum, operations
from gouji.checks.finding import SEVERITIES
from gouji.checks.material import Check, Material
from gouji.rules.bundled import bundled
from gouji.rules.rule import Rule

RATES_OF_CHANGE = CHANGE_TERMS | {"增幅"}
Binder: TypeAlias = Callable[..., Iterator[Check]]


def bind(rules: Sequence[Rule], material: Material) -> list[Check]:
    """Bind every rule wherever its figures are printed; one relation is bound once.

    A rule that knows the domain goes before one that only saw the layout, and what derives from
    other checks goes last. Rules for which there is no time are counted.
    """
    bound: dict[object, Check] = {}
    for rule in sorted(rules, key=lambda r: 2 if r.shape and _derives(r.shape) else bool(r.shape)):
        if material.deadline.is_over("rules"):
            continue
        for stated in list(bound_alone(rule, material, list(bound.values()))):
            check = _on_one_basis(stated, material)
            key = _relation(check)
            first = bound.setdefault(key, check)  # it names the relation …
            sterner = min(first.declared, check.declared, key=SEVERITIES.index)
            if sterner != first.declared:  # … and if another is more severe, so are we
                bound[key] = replace(first, severity=sterner)
    return _without_other_bases(list(bound.values()))


def _on_one_basis(check: Check, material: Material) -> Check:
    """Leave undecided, with the words quoted, what holds figures of different bases together.

    Growth at constant prices says nothing of the values that are printed at current ones, nor
    figures of the year before, since revised, of what an earlier document printed.
    """
    if check.is_between and (words := _restated(check, material)):
        return replace(check, missing=(*check.missing, f"上期（{words}）"))
    if not any(term in RATES_OF_CHANGE or term.startswith("prior(") for term in check.terms):
        return check
    bases = {material.figures[i].basis for i in check.figures}
    told = sorted(bases - {""})
    if not told or (set(check.terms) <= CHANGE_TERMS and len(bases) == 1):
        return check
    return replace(check, missing=(*check.missing, *(f"上期（{basis}）" for basis in told)))


def _restated(check: Check, material: Material) -> str:
    """What a document says of having revised the figures that a check holds it to."""
    told = (material.figures[i] for i in check.figures)
    any_ = as_sum(check) is not None  # of several periods
    of_before = (f.document for f in told if any_ or f.change is not None or f.period == "prior")
    return next(filter(None, map(material.restated.get, of_before)), "")


def _without_other_bases(checks: list[Check]) -> list[Check]:
    """Drop a named ratio where its table shows the rate to be of others (转办量, not 受理量)."""
    rates = [(c, ratio[0] if (ratio := as_ratio(c)) else None) for c in checks]
    shown = {rate for c, rate in rates if c.rule.licence == "shown"} - {None}
    return [c for c, rate in rates if c.rule.licence != "named" or rate not in shown]


def bound_alone(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Bind one rule, as if no other stated the same, with all ``checks`` it may derive from."""
    if rule.shape is None:
        return bind_by_name(rule, material)
    given = (rule, material, checks) if _derives(rule.shape) else (rule, material)
    return binder(rule.shape)(*given)


def _derives(shape: str) -> bool:
    """Whether it looks at what others bound: so does the wing that is named for it."""
    return bool(bundled("shapes")[shape].startswith("derived."))


@cache
def binder(shape: str) -> Binder:
    """The function of this room that a shape names; KeyError or AttributeError where none is."""
    module, _, name = bundled("shapes")[shape].rpartition(".")
    found: Binder = getattr(import_module(f"{__name__}.{module}"), name)
    return found


def _relation(check: Check) -> tuple[object, ...]:
    """What a check says, whoever says it: left side against right side."""
    sides = list(check.terms.values())
    comparison = check.comparison
    values = all(facet_of(term) == "value" for term in check.terms)
    if comparison.op == "=" and len(sides) > 1 and not check.missing and values:
        parts = frozenset(i for side in sides[1:] for i in side)
        return ("=", operations(comparison), sides[0], parts)
    return (check.rule.id, check.alternative, *sides)
