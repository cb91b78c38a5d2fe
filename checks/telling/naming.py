"""How figures and amounts are called in a sentence: as printed, in one unit, each label once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import PurePath

from gouji.checks.equations.case_figures import SHARES
from gouji.checks.finding import Lang, Words
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.figures.numbers.numeral import header_unit
from gouji.figures.tables.grid import is_year
from gouji.rules.form import phrases

LONG_LIST = 6
"""More addends than this are counted, not listed."""
FINER = 2
"""How many more decimals than printed a computed value may have."""
_BEHIND = re.compile(r"[^\d.,，\s]+$")


def phrase(name: str, lang: Lang, n: object = "", other: object = "") -> str:
    """A phrase of ``rules/words/sentences.yaml``."""
    return Words.told(name, n=n, other=other).say(lang)


def name(figure: Figure, without: str = "") -> str:
    """How a figure is called in a sentence: its row and its last label, but for what is said."""
    return "·".join(x for x in (_row(figure), _leaf(figure)) if x and x != without) or figure.text


def called(figure: Figure, without: str = "") -> str:
    """Its name and its number; running text may name it by its number already."""
    named = name(figure, without)
    return named if figure.text.lstrip("-") in named else f"{named} {shown(figure)}"


def listed(texts: Sequence[str], joint: str) -> str:
    """Join texts; of a long list the first and the last."""
    return joint.join([texts[0], "…", texts[-1]] if len(texts) > LONG_LIST else texts)


def what(figure: Figure) -> str:
    """What a figure measures, by its canonical name where it has one, and of whom."""
    named = figure.indicator or name(figure)
    return f"{named}（{'、'.join(figure.scope)}）" if figure.scope and figure.indicator else named


def common_label(figures: Sequence[Figure]) -> str:
    """The row or column that all figures of a sentence stand in, so that it is said once."""
    if len(figures) > 1:
        for part in (_row, _leaf):
            labels = {part(f) for f in figures}
            if len(labels) == 1 and (label := labels.pop()):
                return label
    return ""


def heading(figure: Figure) -> str:
    """The last heading of its column, without the unit."""
    return header_unit(figure.column_path[-1])[0] if figure.column_path else ""


def _row(figure: Figure) -> str:
    return figure.row_path[-1] if figure.row_path else ""


def _leaf(figure: Figure) -> str:
    if figure.in_cell:
        return figure.in_cell
    names = [header_unit(label)[0] for label in figure.column_path]
    telling = [name for name in names if not is_year(name)]
    return (telling or names or [""])[-1]


def shown(figure: Figure) -> str:
    """A figure as printed, a plain count with separators."""
    text = figure.numeral.text
    return f"{int(text):,}" if text.isdecimal() and len(text) > 3 else text


def hedged(figure: Figure, lang: Lang) -> str:
    hedge = figure.numeral.hedge
    return (phrase(hedge, lang) if hedge in phrases() else "") + shown(figure)


def where(figure: Figure, lang: Lang) -> str:
    """Its table, or its line in the text."""
    place = figure.place
    if place.table is not None:
        return phrase("table", lang, place.table)
    return phrase("text", lang) if place.line is None else phrase("line", lang, place.line)


def printed_in(figure: Figure, material: Material, lang: Lang) -> str:
    """``2023.txt 表3``; what comes from the archive is said to."""
    document = PurePath(figure.document).name
    archived = any(figure.document == d.path for d in material.past)
    if archived and not any(figure.document == d.path for d in material.disclosures):
        document += phrase("archived", lang)
    place = figure.place
    known = place.table is not None or place.line is not None
    return f"{document} {where(figure, lang)}" if known else document


class Amounts:
    """Computed values in the one unit in which the figures of a sentence are printed.

    ``12.3`` under 万元 is added up in 万元. Figures of several scales leave only the plain unit.
    """

    def __init__(self, figures: Sequence[Figure], like: Figure) -> None:
        alike = [f for f in figures if f.unit == like.unit]
        one = len({(f.numeral.scale, self._sign(f)) for f in alike}) == 1
        scale = like.numeral.scale if one else 1
        self._share = like.unit if like.unit in ("%", "‰") else ""
        self._behind = (self._sign(like) if one else "") or self._share
        self._factor = SHARES.get(like.unit, Fraction(1)) * scale
        step = Fraction(like.numeral.step if one else finest(alike).numeral.step) / scale
        self._places = max(0, len(str(step.denominator)) - 1)

    @staticmethod
    def _sign(figure: Figure) -> str:
        """万 or 亿, where it is printed with the number and not above it."""
        behind = _BEHIND.search(figure.text) if figure.numeral.scale > 1 else None
        return behind[0] if behind else ""

    def is_exact(self, value: Fraction) -> bool:
        """Whether the decimals that are told are all there are."""
        return bool((value / self._factor * 10 ** (self._places + FINER)).denominator == 1)

    def say(self, value: Fraction) -> str:
        """A value with its sign, no finer than it must be."""
        return self._digits(value) + self._behind

    def gap(self, value: Fraction, lang: Lang) -> str:
        """A difference, without a sign: percentage points between percentages."""
        digits = self._digits(abs(value))
        return digits + (phrase("points", lang) if self._share == "%" else self._behind)

    def as_printed(self, value: Fraction) -> str:
        """A value to the places of the figures, and no finer."""
        return self._digits(value, self._places) + self._behind

    def _digits(self, value: Fraction, places: int | None = None) -> str:
        scaled = abs(value) / self._factor
        least, most = self._places, self._places + FINER
        if places is None:
            exact = (n for n in range(least, most) if (scaled * 10**n).denominator == 1)
            places = next(exact, most)
        whole = round(scaled * 10**places)
        digits = f"{whole // 10**places:,}"
        if places:
            digits += f".{whole % 10**places:0{places}d}"
        return f"-{digits}" if value < 0 else digits


def finest(figures: Sequence[Figure]) -> Figure:
    """The figure printed most exactly."""
    return min(figures, key=lambda f: f.numeral.step)
