"""Binding: from rules and figures to checks. One module a shape, found by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module

from gouji.checks.binding.by_name import bind_by_name
from gouji.checks.check import Check, Material
from gouji.rules.rule import Rule


def bind(rules: Sequence[Rule], material: Material) -> list[Check]:
    """Bind every rule wherever its figures are printed; one relation is bound once.

    A rule that knows the domain goes before one that only saw the layout.
    """
    named = [r for r in rules if r.shape is None]
    shaped = [r for r in rules if r.shape is not None]
    checks: list[Check] = []
    seen: set[tuple[object, ...]] = set()
    for rule in (*named, *shaped):
        for check in _bind(rule, material):
            key = _relation(check)
            if key not in seen:
                seen.add(key)
                checks.append(check)
    return checks


def _bind(rule: Rule, material: Material) -> Iterator[Check]:
    if rule.shape is None:
        return bind_by_name(rule, material)
    module = import_module(f"gouji.checks.binding.{rule.shape.replace('-', '_')}")
    bound: Iterator[Check] = module.bind(rule, material)
    return bound


def _relation(check: Check) -> tuple[object, ...]:
    """What a check says, whoever says it: left side against right side."""
    sides = list(check.terms.values())
    comparison = check.rule.equations[check.alternative]
    if comparison.op == "=" and len(sides) > 1 and not check.missing:
        return ("=", sides[0], frozenset(i for side in sides[1:] for i in side))
    return (check.rule.id, check.alternative, *sides)
