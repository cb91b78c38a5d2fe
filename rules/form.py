"""The form of an equation, and the sentence that tells a break of one of that form.

``rules/words/sentences.yaml`` has them, so that a rule need not bring a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, TypeAlias

from gouji.rules.bundled import bundled
from gouji.rules.language import Call, Comparison, Expression, Number, Term, children, sides, terms
from gouji.rules.sentence import Says, read_says

Form: TypeAlias = Literal[
    "sum", "sides", "total", "same", "at-most", "at-least", "between", "bound", "priors"
]


def form_of(comparison: Comparison) -> Form | None:
    """Find how a break of an equation can be told; None where only its author knows."""
    found = {_is_prior(side) for side in sides(comparison) if terms(side)}
    if len({t.name for t in terms(comparison)}) == 1 and comparison.op != "=":
        return "bound" if True not in found else None
    if True in found:
        return "priors" if found == {True} and comparison.op == "=" else None
    if comparison.op == "=":
        return _of_equal(comparison)
    if comparison.also is not None:
        return "between"
    return "at-most" if comparison.op == "<=" else "at-least"


def _of_equal(comparison: Comparison) -> Form:
    if isinstance(comparison.right, Number):
        return "total"
    if not isinstance(comparison.left, Term):
        return "sides"
    return "same" if isinstance(comparison.right, Term) else "sum"


def says_of(comparison: Comparison) -> Says | None:
    """Give the sentence of an equation's form."""
    form = form_of(comparison)
    return _forms()[form] if form else None


@cache
def phrases() -> Mapping[str, Says]:
    """Give the phrases that values of sentences are made of, by name."""
    return _read("phrases")


def role_in(role: str, lang: str) -> str:
    """What a role that a rule finds by the layout is called: rules name them in Chinese."""
    return str(bundled("sentences")["roles"].get(role, role)) if lang == "en" else role


@cache
def _forms() -> Mapping[str, Says]:
    return _read("forms")


def _read(section: str) -> dict[str, Says]:
    written = bundled("sentences")[section]
    return {name: read_says(raw["zh"], raw["en"]) for name, raw in written.items()}


def _is_prior(expression: Expression) -> bool | None:
    """Whether an expression is made of implied priors alone; None where of some."""
    kinds = set(_priors(expression))
    return kinds.pop() if len(kinds) == 1 else None


def _priors(expression: Expression) -> Iterator[bool]:
    """Tell of each term whether it stands in ``prior(…)``."""
    if isinstance(expression, Term):
        yield False
    elif isinstance(expression, Call) and expression.function == "prior":
        yield True
    else:
        for inner in children(expression):
            yield from _priors(inner)
