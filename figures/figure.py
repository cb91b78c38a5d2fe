"""A figure: one number as printed, with what it says and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from gouji.documents.document import Place
from gouji.figures.interval import Hedge, Interval
from gouji.rules import cues

Quantity: TypeAlias = Literal["count", "rate", "measure", "money", "multiple", "points"]
"""count: whole things (件, 通, 人, 条 …); rate: % ‰; measure: seconds, working days, per-head …;
money: 元; multiple: 倍; points: 个百分点."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A printed number as text first: ``value`` is in the printed unit, 万/亿 multiplied out.

    ``step`` is one unit in the last printed place, 万/亿 multiplied out: ``57.58万`` has value
    575800 and step 100, ``49.17%`` has 49.17 and 0.01, ``575774`` has step 1.
    """

    text: str
    value: Decimal
    step: Decimal
    hedge: Hedge = ""
    scale: int = 1
    """1, 10 000 (万), 10⁸ (亿) …: what the printed digits were multiplied by."""

    @property
    def in_full(self) -> bool:
        """Printed to the last unit: 10,000, but not 10.0 million."""
        return self.scale == 1 and self.step == 1

    def __hash__(self) -> int:
        """By its text: numerals are looked up at every trial, and decimals hash slowly."""
        return hash((self.text, self.scale))

    def interval(self, exact: bool = False) -> Interval:
        """What the print stands for; ``exact`` as in ``Interval.of``."""
        return Interval.of(self.value, self.step, self.hedge, exact)


ChangeKind: TypeAlias = Literal["relative", "points", "multiple", "difference", "unstated"]
"""relative: ↓8.77%; points: ↑2.58个百分点; multiple: 5.15倍 of the prior (增长N倍 is N+1);
difference: 增加N件; unstated: an arrow whose unit is not printed, ``97.73(↑2.58)``."""
Comparison: TypeAlias = Literal["year-on-year", "month-on-month", ""]
CHANGE_UNITS: Final[dict[ChangeKind, str]] = {
    "relative": "%",
    "points": "个百分点",
    "multiple": "倍",
}
"""The units of the kinds that have one of their own."""
KIND_OF: Final[dict[Quantity, ChangeKind]] = {
    "rate": "relative",
    "points": "points",
    "multiple": "multiple",
}
"""What a change is that is told in such a quantity; in others it is a difference."""
QUANTITY_OF: Final = {kind: quantity for quantity, kind in KIND_OF.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """A change printed with a figure. ``numeral.value`` is signed: ``↓8.77%`` is −8.77."""

    text: str
    kind: ChangeKind
    numeral: Numeral
    comparison: Comparison = ""
    place: Place = Place()

    @property
    def interval(self) -> Interval:
        return self.numeral.interval()

    @property
    def is_flat(self) -> bool:
        """持平: unchanged, told without a number."""
        return self.kind == "unstated" and not any(map(str.isdigit, self.numeral.text))

    @property
    def is_level(self) -> bool:
        """持平, but not 基本持平: nobody says how much that may hide."""
        return self.is_flat and not cues.NEARLY.search(self.text)


RowRole: TypeAlias = Literal["", "total", "subtotal", "of-which"]
ColumnRole: TypeAlias = Literal["", "total", "of-which", "share", "current", "prior"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one document, with its labels, its meaning and its place."""

    document: str
    place: Place
    numeral: Numeral
    interval: Interval
    """What the rounded number stands for, in the printed unit (per cent for a percentage)."""
    unit: str
    """件, 通, %, 秒, 工作日 …; "" where none is printed."""
    quantity: Quantity
    exact: bool = False
    """A whole count printed in full: its interval is a point."""
    row_path: tuple[str, ...] = ()
    column_path: tuple[str, ...] = ()
    in_cell: str = ""
    """A label printed in the cell itself (参评率30.90%)."""
    subject: tuple[str, ...] = ()
    """Section headings and the table's title, outermost first."""
    change: Change | None = None
    readings: tuple[Numeral, ...] = ()
    """The other ways to take this print, likeliest first, ``numeral`` not among them: ``(600)``
    and ``600-`` are −600 in accounts, △600 as well, and elsewhere 600. A break is told only where
    none of them ties: ``read_as`` gives the figure under one."""
    bracketed: bool = False
    """Stands in brackets behind the figure before it: 25002(9.75%)."""
    block: int = 0
    """Which group of rows under its own in-body header."""
    depth: int = 0
    """How many steps the label of its row is set in."""
    row_role: RowRole = ""
    column_role: ColumnRole = ""
    adds: bool = True
    """Whether parts of it add up: not so for averages, rates and maxima."""
    indicator: str | None = None
    scope: tuple[str, ...] = ()
    """What it is about (企业诉求, 市本级); () is everything."""
    period: str = ""
    """"" the document's own, "prior" the one before, else as printed in the header (2023年)."""
    number: int = 0
    """Its position in its document, from 1."""
    confidence: float | None = None
    """Least certainty of a recognised character (OCR); None for text."""
    inferred: bool = False
    """Which rows and columns its table has was guessed from a page's layout."""
    sentence: tuple[str, str, str] = ("", "", "")
    """In running text, what its sentence says up to the number before it, from there up to it, and
    right behind it."""
    basis: str = ""
    """The words that put its change, or a change that it is, on another basis than the values that
    are printed: 按可比价格计算."""

    @property
    def label(self) -> str:
        """``群众诉求 / 诉求来源(件) / 电话``."""
        return " / ".join(p for p in (*self.row_path, *self.column_path, self.in_cell) if p)

    @property
    def text(self) -> str:
        return self.numeral.text

    @property
    def missing(self) -> bool:
        """未统计, ``***``: the print says that there is a number here, but not which."""
        return self.numeral.hedge in ("missing", "unknown")

    def read_as(self, other: Numeral) -> Figure:
        """Take the print the other way, one of ``readings``; this way becomes a reading of it."""
        rest = tuple(r for r in self.readings if r != other)
        interval, readings = other.interval(self.exact), (self.numeral, *rest)
        return replace(self, numeral=other, interval=interval, readings=readings)
