"""Exact numbers as text: thousands separated, signs and units said, never a float on the way."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from gouji.figures.figure import Figure, Numeral
from gouji.figures.interval import Exact

MOST_PLACES = 6
"""A number that is still not exact with so many decimals (1/3) is rounded there."""


def number(value: Fraction | Decimal | int, least: int = 0, most: int = MOST_PLACES) -> str:
    """Print ``value`` with ``least`` to ``most`` decimals; the last one is rounded half to even."""
    most = max(least, most)
    whole, rest = divmod(abs(round(Fraction(value) * 10**most)), 10**most)
    kept = f"{rest:0{most}d}".rstrip("0").ljust(least, "0") if most else ""
    sign = "-" if value < 0 and (whole or rest) else ""
    return f"{sign}{whole:,}{'.' if kept else ''}{kept}"


def signed(value: Fraction | Decimal | int, least: int = 0, most: int = MOST_PLACES) -> str:
    """Print ``value`` with its sign, also where it is ``+``; zero has none."""
    text = number(value, least, most)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def decimals(numeral: Numeral) -> int:
    """How many decimals a numeral promises once 万 and 亿 are multiplied out."""
    return max(0, -int(numeral.step.normalize().as_tuple().exponent))


def printed(figure: Figure) -> str:
    """Print the figure's value with the decimals that its print promises: ``1,204.50``."""
    if figure.missing:
        return figure.text
    return number(figure.numeral.value, least=decimals(figure.numeral))


def as_float(value: Exact | Decimal | None) -> float | None:
    """Cross to the float of the JSON contract; what no float can hold is None, as is no value."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return None
