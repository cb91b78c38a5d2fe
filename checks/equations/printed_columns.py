"""A column of printed numbers read at once: digits and places as arrays, no object a cell.

Plain prints (``575774``, ``-3.50``, ``1,204``, ``49.17%``) stand for what the grammar of numbers
makes of them; whatever else a column holds is read by that grammar, once for every distinct text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gouji.checks.equations.cases import figure_of
from gouji.checks.equations.columns import NOWHERE, Bools, Column, Filled, Ints
from gouji.checks.equations.equation import Slot
from gouji.checks.equations.facets import CaseFigure, facet_of, seen

MAX_DIGITS = 15
"""So many decimal digits make a float and back without loss (IEEE 754), and have room in int64."""
LIMIT = 10**MAX_DIGITS
MOST = 10**18
"""Whole numbers below this are read at all."""
PLAIN = "-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:[.][0-9]+)?%?"
"""A print that needs no grammar, where it has no more digits than these."""
SHARE_PLACES = 2
"""Places that % moves a number by."""


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """Numbers of ``digits`` times ``10^-places``, ``%`` where ``share``; ``others`` are texts.

    Of whole numbers ``places`` and ``share`` are one for all rows.
    """

    digits: Ints
    places: Ints
    share: Bools
    odd: Ints
    """The rows of ``others``."""
    others: NDArray[Any]
    missing: Bools

    @classmethod
    def of(cls, column: pd.Series) -> PrintedColumn:
        """Take a column of ints, floats (by their shortest print), Decimals or texts."""
        kind, texts = column.dtype, column.to_numpy()
        places, share = np.zeros((), dtype=np.int64), NOWHERE
        missing = column.isna().to_numpy(dtype=np.bool_)
        if pd.api.types.is_float_dtype(kind) and getattr(kind, "itemsize", 0) == 8:
            values = column.to_numpy(dtype=np.float64, na_value=np.nan)
            digits, places, plain = _of_floats(values)
        elif pd.api.types.is_signed_integer_dtype(kind):
            digits = column.to_numpy(dtype=np.int64, na_value=0)
            plain = (digits > -MOST) & (digits < MOST)
        else:
            texts = column.to_numpy(dtype=object, na_value="")
            if pd.api.types.infer_dtype(texts, skipna=False) != "string":
                texts = np.array([as_text(value) for value in texts], dtype=object)
            digits, places, share, plain = _of_texts(pd.Series(texts, dtype="str"))
        odd = np.flatnonzero(~plain & ~missing)
        return cls(digits, places, share, odd, texts[odd], missing)

    def filling(self, slot: Slot, *, cut: bool = False) -> Filled:
        """Say what its plain numbers are in a slot of an equation: rounded, or perhaps cut off."""
        seven = read_figure("7", slot)
        plain = self._plain(whole=seven is not None and seven.rounded.is_point, cut=cut)
        is_odd = np.isin(np.arange(len(self.digits)), self.odd) if self.odd.size else NOWHERE
        present = ~self.missing & ~is_odd & np.bool_(seven is not None)
        if not present.all():
            low, high = (np.where(present, end, 0) for end in (plain.low, plain.high))
            plain = replace(plain, low=low, high=high)
        return Filled(plain, present)

    def as_read(self, rows: Ints, times: Fraction, *, whole: bool) -> Column:
        """Say what plain prints stand for: so many ``times`` what they print, exact where whole."""
        own = replace(
            self, digits=self.digits[rows], places=self.places[rows], share=self.share[rows]
        )
        return own._plain(whole=whole).scaled(times)

    def _plain(self, *, whole: bool, cut: bool = False) -> Column:
        """As ``Interval.of`` does for one number; in halves of the finest last place.

        What is cut off is taken with the end that it does not reach.
        """
        own, places = Column(self.digits, self.digits), self.places + SHARE_PLACES * self.share
        if whole and not places.any():
            return own
        finest = int(places.max(initial=0))
        digits = own.fitting(4 * own.most * 10**finest).low
        step = np.array([10**n for n in range(finest + 1)], dtype=digits.dtype)[finest - places]
        at, width = digits * step * 2, np.where(places == 0, 0, step) if whole else step
        if cut:
            away = 2 * width
            return Column(at - away * (at <= 0), at + away * (at >= 0), 2 * 10**finest)
        return Column(at - width, at + width, 2 * 10**finest)


def _of_floats(values: NDArray[np.float64]) -> tuple[Ints, Ints, Bools]:
    """Find digits and places of the shortest decimal that is this float; at least one place.

    With at most 15 digits there is one such decimal, and rounding the product finds it: what the
    division and the product lose is below a quarter.
    """
    digits, places = np.zeros(len(values), dtype=np.int64), np.zeros(len(values), dtype=np.int64)
    found = np.zeros(len(values), dtype=np.bool_)
    for place in range(1, MAX_DIGITS):
        power = 10.0**place
        left = np.flatnonzero(~found & (np.abs(values) < LIMIT / power))
        if not left.size:
            break
        scaled = np.rint(values[left] * power)
        same = scaled / power == values[left]
        at = left[same]
        digits[at], places[at], found[at] = scaled[same].astype(np.int64), place, True
    return digits, places, found


def _of_texts(texts: pd.Series) -> tuple[Ints, Ints, Bools, Bools]:
    """Find digits, places and percent signs of texts, and which of them are plain numbers."""
    bare = texts.str.replace(",", "", regex=False).str.removesuffix("%")
    digits = bare.str.replace(".", "", regex=False)
    plain = texts.str.fullmatch(PLAIN) & (digits.str.lstrip("-").str.len() <= MAX_DIGITS)
    point = bare.str.find(".")
    decimals = (bare.str.len() - 1 - point).where(plain & (point >= 0), 0)
    share = texts.str.endswith("%") & plain
    found = digits.where(plain, "0").astype(np.int64)
    return found.to_numpy(), decimals.to_numpy(np.int64), share.to_numpy(), plain.to_numpy()


@lru_cache(maxsize=1 << 16)
def read_figure(text: str, slot: Slot) -> CaseFigure | None:
    """Read what is printed for a slot; None where that is no number, as in ``—``.

    For the ``prior(…)`` of a term it is last year's figure, as the printed change implies it.
    """
    figure = figure_of(text, slot)
    return seen(figure, facet_of(slot.key)) if figure else None


def as_text(value: Any) -> str:
    """How a cell would be printed: of a float, its shortest decimal."""
    if isinstance(value, str):
        return value
    if isinstance(value, Integral):
        return str(int(value))
    return format(value if isinstance(value, Decimal) else Decimal(str(value)), "f")
