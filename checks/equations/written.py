"""A case written out in one line, as one would by hand: ``575774 ≠ 508474 + 38902 = 547376``.

And computed values as they would be printed beside the figures that they are computed of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, TypeAlias

from gouji.checks.equations.equation import compiled, difference, holds, links, slot_key
from gouji.checks.equations.facets import SHARES, CaseFigure
from gouji.rules.form import worded
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
from gouji.texts.bilingual import Words

FINER: Final = 2
"""How many more decimals than printed a computed value may have."""
_SCALE: Final = re.compile("万亿|[十百千]?[万亿]|千|(?<=[0-9])\\s?[A-Za-z]+$")
_BEHIND: Final = re.compile(r"(?<=\d)[^\d.,，\s]+$")
Figures: TypeAlias = Mapping[str, tuple[CaseFigure, ...]]
"""By the key of their slot."""
_SIGNS = {"+": "+", "-": "-", "*": "×", "/": "÷"}
_HELD = {"=": "=", "<=": "≤", ">=": "≥"}
_BROKEN = {"=": "≠", "<=": ">", ">=": "<"}


class Amounts:
    """Values in the one unit in which figures are printed.

    ``12.3`` under 万元 is added up in 万元. Figures of several scales leave only the plain unit.
    """

    def __init__(self, figures: Sequence[CaseFigure], like: CaseFigure, parting: str = "") -> None:
        alike = [f for f in figures if f.unit == like.unit]
        one = len({(f.scale, _scale(f)) for f in alike}) == 1
        self._parting = parting
        self._share = like.unit if like.unit in ("%", "‰") else ""
        self._behind = (_scale(like) if one else "") or self._share
        self._factor = SHARES.get(like.unit, Fraction(1)) * (like.scale if one else 1)
        step = (like if one else finest(alike)).step / self._factor
        self._places = max(0, len(str(step.denominator)) - 1)

    def is_exact(self, value: Fraction) -> bool:
        """Whether the decimals that are told are all there are."""
        return bool((value / self._factor * 10 ** (self._places + FINER)).denominator == 1)

    def say(self, value: Fraction) -> str:
        """A value with its sign, no finer than it must be."""
        return self._digits(value, self._places + FINER) + self._behind

    def gap(self, value: Fraction, points: str) -> str:
        """A difference, without a sign: percentage ``points`` between percentages."""
        digits = self._digits(abs(value), self._places + FINER)
        return digits + (points if self._share == "%" else self._behind)

    def as_printed(self, value: Fraction) -> str:
        """A value to the places of the figures, and no finer."""
        return self._digits(value, self._places) + self._behind

    def _digits(self, value: Fraction, places: int) -> str:
        units = str(round(abs(value) / self._factor * 10**places)).rjust(places + 1, "0")
        whole, decimals = units[: len(units) - places], units[len(units) - places :]
        kept = decimals.rstrip("0").ljust(self._places, "0")
        whole = f"{int(whole):,}".replace(",", self._parting)
        return f"{'-' if value < 0 else ''}{whole}{'.' if kept else ''}{kept}"


def finest(figures: Sequence[CaseFigure]) -> CaseFigure:
    """The figure printed most exactly."""
    return min(figures, key=lambda f: f.step)


def _scale(figure: CaseFigure) -> str:
    """万 or 亿, where it is printed with the number and not above it."""
    text = figure.text if figure.scale > 1 else ""
    found = _SCALE.search(text) or _BEHIND.search(text)
    return found[0] if found else ""


def are_of_several_scales(figures: Sequence[CaseFigure]) -> bool:
    """Whether nobody could reckon with what is printed, as headings alone say 亿元 and 万人."""
    return len({f.scale for f in figures if f.unit not in SHARES and not _scale(f)}) > 1


def in_full(figure: CaseFigure, parting: str = "") -> str:
    """``77.30`` under 亿元 as ``7730000000``; as printed where that is in the print."""
    if figure.scale == 1 or _scale(figure) or figure.value.denominator > 1:
        return figure.text
    return f"{figure.value.numerator:,}".replace(",", parting)


def written(comparison: Comparison, figures: Figures, *, ties: bool) -> Words:
    """Put the printed figures where the terms stand, and say by how much the sides differ."""
    text = worked(comparison, figures, ties=ties)
    gap, amounts = difference(comparison, _values(figures)), _amounts(comparison, figures)
    if amounts is None or not gap or (comparison.op != "=" and ties):
        return Words(text, text)
    apart = Words(amounts.gap(gap, "个百分点"), amounts.gap(gap, " pp"))
    return worded("case-gap", text=text, apart=apart)


def worked(comparison: Comparison, figures: Figures, *, ties: bool) -> str:
    """The same in signs and numbers alone: ``575774 ≠ 508474 + 38902 = 547376``."""
    full = are_of_several_scales([f for listed in figures.values() for f in listed])
    texts = {
        key: [
            (in_full(f) if full else f.text) or f"≈{Amounts([f], f).say(Fraction(round(f.value)))}"
            for f in listed
        ]
        for key, listed in figures.items()
    }
    spelling = Spelling(texts)
    text = spelling.say(comparison.left)
    values = _values(figures)
    for link in links(comparison):
        gap = difference(replace(link, also=None), values)
        held = gap is not None and holds(link.op, gap)
        sign = _HELD[link.op] if held else "≈" if ties else _BROKEN[link.op]
        text += f" {sign} {spelling.say(link.right)}"
    gap, amounts = difference(comparison, values), _amounts(comparison, figures)
    alone = comparison.op == "=" and comparison.also is None and isinstance(comparison.left, Term)
    computed = alone and not isinstance(comparison.right, Term | Number)  # of several figures
    if amounts is None or not gap or not computed:
        return text
    made = values[next(iter(compiled(comparison).slots))][0] - gap
    return f"{text} {'=' if amounts.is_exact(made) else '≈'} {amounts.say(made)}"


def _amounts(comparison: Comparison, figures: Figures) -> Amounts | None:
    """The amounts of an equation, like the figure that is written first."""
    listed = [f for key in compiled(comparison).slots for f in figures.get(key, ())]
    return Amounts(listed, listed[0]) if listed else None


def _values(figures: Figures) -> dict[str, tuple[Fraction, ...]]:
    return {key: tuple(f.value for f in listed) for key, listed in figures.items()}


@dataclass(frozen=True, slots=True)
class Spelling:
    """Writes an expression with its figures; terms that are not printed leave no trace."""

    texts: Mapping[str, Sequence[str]]
    """How the figures of each term are told."""

    def say(self, expression: Expression) -> str:
        if isinstance(expression, Number):
            return self.number(expression)
        if isinstance(expression, Negative):
            return f"-{self.say(expression.operand)}"
        if isinstance(expression, Binary):
            return self.operation(expression)
        if not isinstance(expression, Call) or expression.function == "prior":
            return self.listed(slot_key(expression), " + ")
        if expression.function == "sum":
            return self.listed(slot_key(expression.arguments[0]), " + ")
        return self.called(expression)

    def number(self, number: Number) -> str:
        return render(number)

    def operation(self, expression: Binary) -> str:
        left, right = self.say(expression.left), self.say(expression.right)
        if not (left and right):
            return left or right
        if expression.op in "*/" and _adds(left, expression.left):
            left = f"({left})"
        bound = isinstance(expression.right, Binary) and expression.op != "+"
        if bound or (expression.op in "*/" and _adds(right, expression.right)):
            right = f"({right})"
        return f"{left} {_SIGNS[expression.op]} {right}"

    def listed(self, key: str, joint: str) -> str:
        return joint.join(self.texts.get(key, ()))

    def called(self, call: Call) -> str:
        """What a function makes of its figures."""
        listed = (self.listed(slot_key(argument), ", ") for argument in call.arguments)
        return f"{call.function}({'; '.join(listed)})"


def _adds(text: str, expression: Expression) -> bool:
    return isinstance(expression, Binary | Call) and (" + " in text or " - " in text)
