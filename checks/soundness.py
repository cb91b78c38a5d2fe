"""Whether loaded rules can be bound and evaluated at all: what only the engine knows of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module

from gouji.checks import binding
from gouji.checks.equations.equation import compiled
from gouji.rules.language import EquationError
from gouji.rules.problem import Problem, RuleError, unknown
from gouji.rules.rule import Rule


def ensure_sound(rules: Iterable[Rule]) -> None:
    """RuleError lists the rules whose shape or equation the engine has no use for."""
    if problems := list(unsound(rules)):
        raise RuleError(problems)


def unsound(rules: Iterable[Rule]) -> Iterator[Problem]:
    """List what is wrong with rules, a problem at a time."""
    for rule in rules:
        if rule.shape is not None and rule.shape not in shapes():
            yield unknown(rule.place, "版面关系 shape", "shape", rule.shape, shapes())
        yield from _entangled(rule)


@cache
def shapes() -> frozenset[str]:
    """Name the shapes there are: the modules of the binding room that bind."""
    binders = {name: import_module(path) for name, path in binding.modules().items()}
    binds = (n for n, m in binders.items() if hasattr(m, "bind") or hasattr(m, "derive"))
    return frozenset(name.replace("_", "-") for name in binds)


def _entangled(rule: Rule) -> Iterator[Problem]:
    for comparison in rule.equations:
        try:
            compiled(comparison)
        except EquationError as error:
            yield Problem(rule.place, f"方程无法计算：{error}", f"can't be evaluated: {error}")
