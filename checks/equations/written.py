"""A case written out in one line, as one would by hand: ``575774 ≠ 508474 + 38902 = 547376``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias

from gouji.checks.equations.arithmetic import difference
from gouji.checks.equations.case_figures import SHARES, CaseFigure
from gouji.checks.equations.equation import compiled, links, slot_key
from gouji.checks.finding import Words
from gouji.rules.language import (
    Binary,
    Call,
    Comparison,
    Expression,
    Negative,
    Number,
    Term,
    render,
)

FINER = 2
"""How many more decimals than printed a computed value is shown with."""

Figures: TypeAlias = Mapping[str, tuple[CaseFigure, ...]]
"""By the key of their slot."""

_SCALE = re.compile("万亿|[十百千]?[万亿]|千")
_SIGNS = {"+": "+", "-": "-", "*": "×", "/": "÷"}
_HELD = {"=": "=", "<=": "≤", ">=": "≥"}
_BROKEN = {"=": "≠", "<=": ">", ">=": "<"}


def written(comparison: Comparison, figures: Figures, *, ties: bool) -> Words:
    """Put the printed figures where the terms stand, and say by how much the sides differ."""
    text = worked(comparison, figures, ties=ties)
    gap, like = _gap(comparison, figures), _like(comparison, figures)
    if like is None or not gap or (comparison.op != "=" and ties):
        return Words(text, text)
    return Words(
        f"{text}，差 {_off(gap, like, '个百分点')}", f"{text}, off by {_off(gap, like, ' pp')}"
    )


def worked(comparison: Comparison, figures: Figures, *, ties: bool) -> str:
    """The same in signs and numbers alone: ``575774 ≠ 508474 + 38902 = 547376``."""
    text = _text(comparison.left, figures)
    values = _values(figures)
    for link in links(comparison):
        gap = difference(replace(link, also=None), values)
        text += f" {_sign(link.op, gap, ties)} {_text(link.right, figures)}"
    gap, like = _gap(comparison, figures), _like(comparison, figures)
    if like is None or not gap or not _is_computed(comparison):
        return text
    made = like.value - gap
    return f"{text} {'=' if _is_shown_whole(made, like) else '≈'} {shown(made, like)}"


def shown(value: Fraction, like: CaseFigure) -> str:
    """Print a computed value in the unit of a printed one, a little finer where need be."""
    least = _places(like)
    most = least + FINER
    digits = str(abs(round(value / _factor(like) * 10**most))).rjust(most + 1, "0")
    whole, decimals = digits[:-most], digits[-most:]
    kept = decimals.rstrip("0").ljust(least, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}{'.' if kept else ''}{kept}{_behind(like)}"


def _like(comparison: Comparison, figures: Figures) -> CaseFigure | None:
    """The figure whose unit is that of all: figures of several scales leave only the plain one."""
    listed = list(_figures(comparison, figures))
    scales = {(f.scale, _behind(f)) for f in listed if f.unit == listed[0].unit}
    return replace(listed[0], scale=1) if len(scales) > 1 else next(iter(listed), None)


def _behind(like: CaseFigure) -> str:
    """The sign that stands behind its digits: 万, or that of a percentage."""
    scaled = _SCALE.search(like.text) if like.scale > 1 else None
    return scaled[0] if scaled else "%" if like.unit == "%" else ""


def _gap(comparison: Comparison, figures: Figures) -> Fraction | None:
    return difference(comparison, _values(figures))


def _values(figures: Figures) -> dict[str, tuple[Fraction, ...]]:
    return {key: tuple(f.value for f in listed) for key, listed in figures.items()}


def _sign(op: str, gap: Fraction | None, ties: bool) -> str:
    if gap is not None and {"=": gap == 0, "<=": gap <= 0, ">=": gap >= 0}[op]:
        return _HELD[op]
    return "≈" if ties else _BROKEN[op]


def _is_computed(comparison: Comparison) -> bool:
    """Say whether one figure is held against what several make."""
    alone = isinstance(comparison.left, Term) and comparison.also is None
    return alone and comparison.op == "=" and not isinstance(comparison.right, Term | Number)


def _figures(comparison: Comparison, figures: Figures) -> Iterator[CaseFigure]:
    """Go through the figures of an equation in the order they are written."""
    for key in compiled(comparison).slots:
        yield from figures.get(key, ())


def _text(expression: Expression, figures: Figures) -> str:
    """Write an expression with its figures; terms that are not printed leave no trace."""
    if isinstance(expression, Number):
        return render(expression)
    if isinstance(expression, Negative):
        return f"-{_text(expression.operand, figures)}"
    if isinstance(expression, Binary):
        return _operation(expression, figures)
    if isinstance(expression, Call) and expression.function != "prior":
        return _call(expression, figures)
    return " + ".join(_printed(f) for f in figures.get(slot_key(expression), ()))


def _operation(expression: Binary, figures: Figures) -> str:
    left, right = _text(expression.left, figures), _text(expression.right, figures)
    if not left or not right:
        return left or right
    if expression.op in "*/":
        left, right = _bracketed(expression.left, left), _bracketed(expression.right, right)
    if expression.op == "-" and isinstance(expression.right, Binary):
        right = f"({right})"
    return f"{left} {_SIGNS[expression.op]} {right}"


def _bracketed(expression: Expression, text: str) -> str:
    return f"({text})" if isinstance(expression, Binary | Call) and " " in text else text


def _call(call: Call, figures: Figures) -> str:
    if call.function == "sum":
        return _text(call.arguments[0], figures)
    listed = [_text(argument, figures).replace(" + ", ", ") for argument in call.arguments]
    return f"{call.function}({'; '.join(listed)})"


def _printed(figure: CaseFigure) -> str:
    return figure.text or f"≈{shown(Fraction(round(figure.value)), figure)}"


def _off(gap: Fraction, like: CaseFigure, points: str) -> str:
    return shown(abs(gap), like).replace("%", points)


def _is_shown_whole(value: Fraction, like: CaseFigure) -> bool:
    finest = Fraction(1, 10 ** (_places(like) + FINER))
    return (value / _factor(like) / finest).denominator == 1


def _places(like: CaseFigure) -> int:
    """How many decimals a figure is printed with."""
    step = like.step / _factor(like)
    return max(0, len(str(step.denominator)) - 1)


def _factor(like: CaseFigure) -> Fraction:
    return SHARES.get(like.unit, Fraction(1)) * like.scale
