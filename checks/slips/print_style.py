"""How a number is printed, so that another can be put in its place in the same style.

And slips in what stands around its digits: the arrow, the word or the sign, 万 and 亿, the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from gouji.figures.figure import ChangeKind, Figure, Numeral
from gouji.figures.numbers.characters import THIN, plain
from gouji.rules.words import table

REMEMBERED: Final = 1 << 14
"""Prints kept: the search for repairs puts the same few into cell after cell."""
_NUMBER: Final = re.compile(
    rf"-?[0-9](?:[0-9]|[,，](?=[0-9])|[ '{THIN}](?=[0-9]{{3}}))*(?:\.[0-9]+)?"
)
_PARTING: Final = re.compile(r"[^0-9.]")
_UP: Final = table("opposites")
_OPPOSITES: Final = {down: up for up in reversed(_UP) for down in _UP[up]} | {
    up: downs[0] for up, downs in _UP.items()
}
_DIRECTION: Final = re.compile(
    "|".join(
        rf"(?i:\b{word}\b)" if word.isascii() else re.escape(word)
        for word in sorted(_OPPOSITES, key=len, reverse=True)
    )
)
_SCALES: Final = {1: "", 10**4: "万", 10**8: "亿"}


@dataclass(frozen=True, slots=True)
class Print:
    """``before`` + ``digits`` + ``behind``; ``digits`` has its point but no separators.

    ``offset`` is what the meaning adds to the print: 增长2倍 is three times as much.
    """

    before: str
    digits: str
    behind: str
    negative: bool = False
    scale: int = 1
    parting: str = ""
    """What stands between its thousands."""
    offset: int = 0
    kind: ChangeKind | None = None

    @classmethod
    def of(cls, figure: Figure, of: str = "value") -> Print | None:
        """How a value, or a change, is printed; None where nothing is, or not in digits."""
        if of == "value":
            return _read(figure.numeral.text, figure.numeral)
        change = figure.change
        return _read(change.text, change.numeral, change.kind) if change else None

    def as_change(self) -> Print:
        """The same, read as a change: a growth of 6.1 may well be one of -6.1."""
        return self if self.kind else replace(self, kind="unstated")

    @property
    def decimals(self) -> int:
        return len(self.digits.partition(".")[2])

    @property
    def step(self) -> Fraction:
        return Fraction(self.scale, 10**self.decimals)

    @property
    def value(self) -> Fraction:
        whole, _, rest = self.digits.partition(".")
        size = int(whole + rest) * self.scale + self.offset * 10 ** len(rest)
        return Fraction(-size if self.negative else size, 10 ** len(rest))

    @property
    def text(self) -> str:
        whole, point, rest = self.digits.partition(".")
        if self.parting:
            whole = f"{int(whole):,}".replace(",", self.parting)
        return f"{self.before}{whole}{point}{rest}{self.behind}"

    def with_digits(self, digits: str) -> Print:
        return replace(self, digits=digits)

    def with_value(self, value: Fraction) -> Print:
        """Print another value with as many decimals, rounded half up."""
        turned = self if value >= 0 or self.negative else self.turned()
        turned = turned if value <= 0 or not self.negative else self.turned()
        size = (abs(value) - self.offset) / self.scale
        units = int(size * 10**self.decimals + Fraction(1, 2))
        digits = str(units).rjust(self.decimals + 1, "0")
        if self.decimals:
            digits = f"{digits[: -self.decimals]}.{digits[-self.decimals :]}"
        return replace(turned, digits=digits)

    def echoed(self, alone: Print) -> Print | None:
        """Print the number of a change by itself; None where it is of another unit now."""
        if (self.kind == "points") != ("百分点" in alone.behind):
            return None
        return replace(alone, digits=self.digits, negative=self.negative, scale=self.scale)

    @property
    def is_signed(self) -> bool:
        """Whether it prints a direction: an arrow, a word or a sign."""
        told = self.before.endswith("+") or _turned(self.before) != self.before
        return told or self.negative or self.kind is not None

    def turned(self) -> Print:
        """Point the arrow, the word or the sign the other way."""
        before, behind = _turned(self.before), _turned(self.behind)
        if (before, behind) == (self.before, self.behind):
            minus = self.before[-1:] in ("-", "−", "－") and self.before != ""
            before = self.before[:-1] if minus else f"{self.before.removesuffix('+')}-"
        return replace(self, before=before, behind=behind, negative=not self.negative)

    def scaled(self, scale: int) -> Print | None:
        """Print the same digits with another of 万, 亿 or nothing behind them."""
        old, new = _SCALES.get(self.scale), _SCALES.get(scale)
        if old is None or new is None or (old and old not in self.behind):
            return None
        behind = self.behind.replace(old, new, 1) if old else f"{new}{self.behind}"
        return replace(self, behind=behind, scale=scale)

    def put_in(self, figure: Figure, of: str) -> Figure | None:
        """Make the figure that would have been read, had this been printed."""
        if of == "change":
            change = figure.change
            if change is None:
                return None
            numeral, kind = _written(self, change.numeral), self.kind or change.kind
            made = replace(change, text=self.text, kind=kind, numeral=numeral)
            return replace(figure, change=made)
        numeral = _written(self, figure.numeral)
        if figure.exact and (numeral.value != int(numeral.value) or numeral.step != 1):
            return None
        return replace(figure, numeral=numeral, interval=numeral.interval(figure.exact))


@lru_cache(maxsize=REMEMBERED)
def _read(text: str, numeral: Numeral, kind: ChangeKind | None = None) -> Print | None:
    """Find the digits in a printed text; None for numbers in words."""
    shown = plain(text)
    match = _NUMBER.search(shown)
    if match is None or _NUMBER.search(shown, match.end()):
        return None
    raw = match[0].removeprefix("-")
    signed = match.end() - len(raw)
    digits = _PARTING.sub("", raw)
    parting = next((text[signed + n] for n, char in enumerate(raw) if _PARTING.match(char)), "")
    printed = Fraction(digits) * numeral.scale
    offset = abs(Fraction(numeral.value)) - printed
    if offset not in (0, 1):
        return None
    return Print(
        text[:signed], digits, text[match.end() :], numeral.value < 0,
        numeral.scale, parting, int(offset), kind,
    )  # fmt: skip


@lru_cache(maxsize=REMEMBERED)
def _written(print_: Print, like: Numeral) -> Numeral:
    value, step = _decimal(print_.value), _decimal(print_.step)
    return replace(like, text=print_.text, value=value, step=step, scale=print_.scale)


def _turned(text: str) -> str:
    return _DIRECTION.sub(lambda word: _OPPOSITES[word[0].lower()], text, count=1)


def _decimal(value: Fraction) -> Decimal:
    """Write a fraction of powers of ten out, exactly."""
    places = 0
    while value.denominator != 1:
        value, places = value * 10, places + 1
    return Decimal(value.numerator).scaleb(-places)


def turned(printed: Print, *, of_rate: bool) -> Iterator[Print]:
    """Point the arrow, the word or the sign the other way."""
    if printed.is_signed:
        yield printed.turned()


def rescaled(printed: Print, *, of_rate: bool) -> Iterator[Print]:
    """Write 万 or 亿 where it is missing, leave it away, or put one for the other."""
    for scale in _SCALES:
        if scale != printed.scale and (found := printed.scaled(scale)):
            yield found


def points_for_percent(printed: Print, *, of_rate: bool) -> Iterator[Print]:
    """Print percentage points for per cent, or the other way round."""
    if printed.kind == "relative" and of_rate:
        yield replace(printed, behind=printed.behind.replace("%", "个百分点"), kind="points")
    if printed.kind == "points":
        yield replace(printed, behind=printed.behind.replace("个百分点", "%"), kind="relative")
