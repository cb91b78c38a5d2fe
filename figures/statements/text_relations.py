"""What a sentence says its numbers have to do with each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gouji.documents.document import Place
from gouji.figures.interval import Interval
from gouji.figures.sentences.mention import Mention
from gouji.rules import cues


@dataclass(frozen=True, slots=True)
class TextRelation:
    """One relation that running text states, over figures by their positions.

    ========================= ==================================================================
    ``text-share``            占比, 部分, 总体
    ``text-joint-share``      占比, 部分: several together, 总体
    ``text-share-of-all``     占比, 部分, 各项: the whole is what all of them come to
    ``text-shares``           占比: all that make up 100 %
    ``text-sum``              总体, 分项: all the parts
    ``text-of-which``         总体, 分项: some of the parts
    ``text-rate``             比率, 分子, 分母
    ``text-per-day``          日均, 总量, ``over`` days
    ``text-per-week``         周均, 总量, ``over`` days
    ``text-per-month``        月均, 总量, ``over`` months
    ``text-per-head``         人均, 总量, 人数
    ``text-mean``             平均, 总量, 个数
    ``text-balance``          来: what came in, 去: what went out or is left
    ``text-common-base``      占比, 部分, 另占比, 另部分: of one whole that is not printed
    ``text-change``           本期, 上期, 变化: in per cent of the prior
    ``text-difference``       本期, 上期, 变化: in units, or in percentage points of two rates
    ``text-increase``         本期, 增量, 增幅: the prior is 本期 − 增量
    ``text-multiple``         本期, 上期, 倍数
    ``text-ratio``            甲, 乙, 比: 甲 / 乙
    ``fell-by-a-negative``    变化: 下降-3.2%
    ``direction``             变化, or 本期 and 上期; ``sign`` is what the word says
    ========================= ==================================================================
    """

    shape: str
    roles: Mapping[str, tuple[int, ...]]
    certain: bool
    """The sentence names the whole itself; else it is the nearest that the grammar allows."""
    over: int | None = None
    """How many days or months a mean is taken over."""
    place: Place = Place()
    sign: int = 0
    """For ``direction``: 1 growth, −1 a fall."""


@dataclass(frozen=True, slots=True)
class Related:
    """A relation over numbers of the text, before they are figures."""

    shape: str
    roles: Mapping[str, tuple[Mention, ...]]
    certain: bool = True
    over: int | None = None
    sign: int = 0


def interval_of(one: Mention) -> Interval:
    """What the print of a number leaves open; a count of whole things nothing."""
    numeral, quantity = one.mark.printed.numeral, one.mark.printed.quantity
    whole = numeral.scale == 1 and numeral.step == 1 and not numeral.hedge
    exact = whole and quantity == "count" and bool(one.unit or one.noun)
    return Interval.of(numeral.value, numeral.step, numeral.hedge, exact)


def same_unit(one: Mention, other: Mention) -> bool:
    return one.unit == other.unit and one.mark.printed.quantity == other.mark.printed.quantity


def one_unit(one: Mention, other: Mention) -> bool:
    """One unit, or two measure words of requests: letters and calls are both counted."""
    requests = one.unit in cues.REQUEST_UNITS and other.unit in cues.REQUEST_UNITS
    return requests or same_unit(one, other)
