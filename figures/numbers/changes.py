"""Changes printed with a figure: arrows, signs, 同比增长…, 持平.

A change is told by what stands before its number: ``(↓`` 8.77%, ``，同比提高`` 4.19个百分点.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from gouji.documents.document import Place
from gouji.figures.figure import KIND_OF, Change, Comparison, Numeral
from gouji.figures.numbers.amounts import Printed
from gouji.figures.numbers.words import grammar
from gouji.rules import cues

_LEAD: Final = grammar("lead")
_MULTIPLE_LEAD: Final = grammar("lead-of-multiple")
_FLAT: Final = grammar("unchanged")
_NO_CHANGE_PRINTED: Final = grammar("no-change-printed")
_ARROW_BEHIND: Final = grammar("arrow-behind")
_WINDOW: Final = 64


@dataclass(frozen=True, slots=True)
class Lead:
    """What announces a change before its number, from ``start`` of the text on."""

    start: int
    direction: Literal[-1, 0, 1]
    comparison: Comparison
    worded: bool
    """A direction in words (提高) without arrow or comparison: it tells a change only of rates."""
    elsewhere: bool = False
    """Compared with a year that is named (较2018年)."""
    several: bool = False
    """``分别增长12.3%和14.5%``: it tells of more figures than the last one."""
    times: bool = False
    """``是去年的5.15倍``: the number is the multiple itself."""


def comparison(words: str) -> Comparison:
    """Whether words tell a change against last year or against the period before."""
    if cues.YEARLY.search(words):
        return "year-on-year"
    return "month-on-month" if cues.MONTHLY.search(words) else ""


def _lead(match: re.Match[str], at: list[int], *, signed: bool) -> Lead | None:
    direction: Literal[-1, 0, 1] = -1 if match["down"] else 1 if match["up"] else 0
    told, elsewhere = match[0], match["other"] is not None
    if not direction and not signed and not told.startswith(("同比", "环比")):
        return None  # 上年12%: that is the year before itself
    against = "" if elsewhere else comparison(told)
    worded = not match["base"] and not against and told[:1].isalpha()
    several = match["several"] is not None
    return Lead(at[match.start()], direction, against, worded, elsewhere, several)


def read_lead(text: str, start: int, end: int, *, signed: bool) -> Lead | None:
    """Find what announces a change at the end of ``text[start:end]``; a sign may follow it."""
    base = max(start, end - _WINDOW)
    # without white space (a line may break inside 提高), and where each character stands
    at = [i for i in range(base, end) if not text[i].isspace()]
    compact = "".join(text[i] for i in at)
    if match := _LEAD.search(compact):
        return _lead(match, at, signed=signed)
    if multiple := _MULTIPLE_LEAD.search(compact):
        return Lead(at[multiple.start()], 1, comparison(multiple[0]), worded=False, times=True)
    return None


def arrow_behind(text: str, amount: Printed) -> tuple[Literal[-1, 1], int] | None:
    """``(8.77%↑)``: the arrow stands behind its number; says direction and where it ends."""
    match = _ARROW_BEHIND.match(text, amount.end)
    return (1 if match["up"] else -1, match.end()) if match else None


def change_of(text: str, amount: Printed, lead: Lead, end: int) -> Change | None:
    """Make the change that ``lead`` announces, if it tells one: a multiple can't fall.

    The hedge of a fall goes on speaking of its size.
    """
    numeral = amount.numeral
    kind = KIND_OF.get(amount.quantity, "difference" if amount.unit else "unstated")
    if (lead.times and kind != "multiple") or (kind == "multiple" and lead.direction < 0):
        return None
    if kind == "multiple" and not lead.times:
        numeral = replace(numeral, value=numeral.value + 1)
    if lead.direction < 0:
        numeral = replace(numeral, value=numeral.value.copy_abs().copy_negate())
    start = min(lead.start, amount.start)
    return Change(text[start:end].strip(), kind, numeral, lead.comparison, Place(span=(start, end)))


def flat_behind(plain: str, text: str, end: int) -> tuple[Change | None, int] | None:
    """``(持平)`` or ``(—)`` behind a number: the change, None where none is printed, and its end.

    How exactly 持平 is meant its neighbours show; ``step`` 1 is the widest they print.
    """
    if none := _NO_CHANGE_PRINTED.match(plain, end):
        return None, none.end()
    if (match := _FLAT.match(plain, end)) is None:
        return None
    start, stop = match.span("text")
    told, place = text[start:stop], Place(span=(start, stop))
    numeral = Numeral(told, Decimal(0), Decimal(1))
    return Change(told, "unstated", numeral, comparison(match[0]), place), stop
