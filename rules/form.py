"""The form of an equation, and the sentence that tells a break of one of that form.

``rules/words/sentences.yaml`` has them, so that a rule need not bring a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, TypeAlias

from gouji.rules.bundled import bundled
from gouji.rules.language import Call, Comparison, Expression, Number, Term, children, sides, terms
from gouji.rules.sentence import Says, read_says
from gouji.texts.bilingual import Words

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
    if comparison.op != "=":
        limit: Form = "at-most" if comparison.op == "<=" else "at-least"
        return limit if comparison.also is None else "between"
    if isinstance(comparison.right, Number):
        return "total"
    if not isinstance(comparison.left, Term):
        return "sides"
    return "same" if isinstance(comparison.right, Term) else "sum"


def says_of(comparison: Comparison) -> Says | None:
    """Give the sentence of an equation's form."""
    form = form_of(comparison)
    return _sentences("forms")[form] if form else None


def phrases() -> Mapping[str, Says]:
    """Give the phrases that values of sentences are made of, by name."""
    return _sentences("phrases")


def worded(phrase: str, **values: object) -> Words:
    """Give one of the phrases with its values."""
    return phrases()[phrase].filled(**values)


@cache
def _sentences(section: str) -> dict[str, Says]:
    written = bundled("sentences")[section]
    return {name: read_says(raw) for name, raw in written.items()}


def role_in(role: str, lang: str) -> str:
    """What a role that a rule finds by the layout is called: rules name them in Chinese."""
    return str(bundled("sentences")["roles"].get(role, role)) if lang == "en" else role


def _is_prior(expression: Expression) -> bool | None:
    """Whether the terms of an expression all stand in ``prior(…)``; None where some do."""
    if isinstance(expression, Term):
        return False
    if isinstance(expression, Call) and expression.function == "prior":
        return True
    kinds = {_is_prior(inner) for inner in children(expression) if terms(inner)}
    return kinds.pop() if len(kinds) == 1 else None
