"""Computed values as they would be printed beside the figures that they are computed of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from gouji.checks.equations.facets import SHARES, CaseFigure

FINER: Final = 2
"""How many more decimals than printed a computed value may have."""
_SCALE: Final = re.compile("万亿|[十百千]?[万亿]|千|(?<=[0-9])\\s?[A-Za-z]+$")
_BEHIND: Final = re.compile(r"(?<=\d)[^\d.,，\s]+$")


class Amounts:
    """Values in the one unit in which figures are printed.

    ``12.3`` under 万元 is added up in 万元. Figures of several scales leave only the plain unit.
    """

    def __init__(self, figures: Sequence[CaseFigure], like: CaseFigure, parting: str = "") -> None:
        alike = [f for f in figures if f.unit == like.unit]
        one = len({(f.scale, _sign(f)) for f in alike}) == 1
        self._parting = parting
        self._share = like.unit if like.unit in ("%", "‰") else ""
        self._behind = (_sign(like) if one else "") or self._share
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


def _sign(figure: CaseFigure) -> str:
    """万 or 亿, where it is printed with the number and not above it."""
    text = figure.text if figure.scale > 1 else ""
    found = _SCALE.search(text) or _BEHIND.search(text)
    return found[0] if found else ""
