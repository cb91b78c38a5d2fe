"""The grammar of printed numbers: a cell or a sentence in, its numbers out, with all they say.

1438746 (↓8.77%)       a count and its change
25002(9.75%)           two numbers, the second in brackets: a rate, no change
参评率30.90% (↓4.73%)   an in-cell label, a rate, its change
超7.65万               a hedge, kept as such
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from gouji.figures.figure import Change, Numeral, Quantity
from gouji.figures.numbers.amounts import Printed, find_amounts
from gouji.figures.numbers.changes import Lead, arrow_behind, change_of, flat_behind, read_lead
from gouji.figures.numbers.characters import MASK, THIN, plain
from gouji.figures.numbers.not_figures import mask_cell, mask_text
from gouji.figures.numbers.units import Unit, resolve, settle_quantity
from gouji.figures.numbers.values import times
from gouji.figures.numbers.words import grammar

REMEMBERED: Final = 1 << 15
"""Cells kept: a cell is looked at several times, and columns print the same ones again."""
_BLANK: Final = grammar("blank")
_MISSING: Final = grammar("missing")
_PLAIN: Final = re.compile(r"(\d{1,15}(?:\.(\d{1,9}))?)(%)?", re.ASCII)
_LABEL: Final = grammar("label-before")
_OPENS: Final = "([【"
_CLOSES: Final = ")]】"
_JOINT: Final = re.compile(r"[\s,，、;/]{0,6}[(\[【]?\s{0,3}\Z")
_BEHIND: Final = re.compile(r"[)\]】]?\s{0,6}[(\[【]")
_RANGE: Final = frozenset({"-", "--", "—", "——", "–", "~", "至", "到"})
_LOOSE: Final = grammar("around-figures")
_BEFORE_AND_BEHIND: Final = grammar("signs-around")
_PERCENT_OUTSIDE: Final = re.compile(r"\((\s*[$€£¥]?[\d.,]+\s*)\)(\s*)([%‰])(\s*)\Z")
_TRIANGLES: Final = ("△", "▲")
_LONGEST_LABEL_GAP: Final = 64
_NO_LABEL: Final = frozenset({"至", "到", "和", "与", "及", "或"})
_PRIOR: Final = re.compile(rf"(?:较|比|与)(?:[上去前同]|{MASK})[^,，。;；]{{0,12}}\Z")
"""``较上年同期的`` 10.2万件 增长20.6%: the number before the change is last year's."""
Grouping: TypeAlias = Literal["", ",", " "]
SPACED: Final = grammar("spaced-thousands")
_CONTAINER: Final = frozenset({"率", "比", "例"})


@lru_cache(maxsize=REMEMBERED)
def scan_cell(text: str, header_unit: str = "") -> tuple[Printed, ...]:
    """Read the numbers of a table cell; ``header_unit`` is the unit its header prints."""
    _, found = _read_cell(text)
    unit = resolve(header_unit) if header_unit else None
    return tuple(_under(p, unit) for p in found) if unit else found


@lru_cache(maxsize=REMEMBERED)
def _read_cell(text: str) -> tuple[str, tuple[Printed, ...]]:
    if plainly := _PLAIN.fullmatch(text):  # as most cells are: the whole grammar says no more
        number, decimals, percent = plainly.groups()
        numeral = Numeral(text, Decimal(number), Decimal(1).scaleb(-len(decimals or "")))
        quantity: Quantity = "rate" if percent else "measure" if decimals else "count"
        return text, (Printed(0, len(text), numeral, percent or "", quantity),)
    return _read_in_full(text)


def _read_in_full(text: str) -> tuple[str, tuple[Printed, ...]]:
    shown = plain(text)
    inside = _PERCENT_OUTSIDE.sub(r"(\1\3\2)\4", shown)
    if inside != shown:  # brackets that close before the % are no aside: it is below zero
        masked, found = _read_cell(inside)
        below = (_negative(text, replace(p, readings=())) if p.readings else p for p in found)
        return masked, tuple(below)
    masked = mask_cell(shown)
    found = tuple(_Reader(text, shown, masked, cell=True).read())
    return masked, _with_signs(text, shown, found)


def _with_signs(text: str, shown: str, found: tuple[Printed, ...]) -> tuple[Printed, ...]:
    """Add to the only number of a cell that it may be negative, where a sign stands around it."""
    if len(found) != 1 or found[0].numeral.value <= 0 or found[0].change is not None:
        return found
    (printed,) = found
    if printed.alone is not None:
        told = printed.alone.text.startswith(_TRIANGLES) and printed.unit not in ("%", "‰")
    else:
        around = f"{shown[: printed.start]}|{shown[printed.end :]}"
        told = _BEFORE_AND_BEHIND.fullmatch(around) is not None
    return (replace(printed, readings=(_negative(text, printed),)),) if told else found


def _negative(text: str, printed: Printed) -> Printed:
    """Take the whole cell for a number below zero; the sign is part of its print."""
    numeral = replace(printed.numeral, text=text.strip(), value=-printed.numeral.value)
    start = text.index(numeral.text)
    end = start + len(numeral.text)
    return replace(printed, start=start, end=end, numeral=numeral, label="", alone=None)


def scan_unchanged(text: str) -> tuple[Printed, ...]:
    """Read 持平 in a column of changes, where it stands for 0 %; 基本持平 says no number."""
    change, end = flat_behind(plain(text), text, 0) or (None, 0)
    if change is None or end < len(text.rstrip()) or not change.is_level:
        return ()
    return (Printed(0, len(text), change.numeral, "%", "rate"),)


def unread(text: str, header_unit: str = "", *, negative: bool) -> tuple[Printed, ...]:
    """Take a cell for a number that is not printed (未统计) or cannot be read, negative or not."""
    unit = resolve(header_unit)
    numeral = Numeral(text.strip(), Decimal(0), Decimal(1), "unknown" if negative else "missing")
    return (Printed(0, len(text), numeral, unit.name, unit.quantity or "count"),)


def scan_text(text: str, *, grouped: Grouping = "") -> tuple[Printed, ...]:
    """Read the numbers of a paragraph; dates, clause and telephone numbers are none.

    Where a document has its thousands ``grouped`` (1,204), a bare 2016 in English is a year.
    """
    shown = plain(text)
    if grouped == " ":
        shown = SPACED.sub(lambda match: match[0].replace(" ", THIN), shown)
    masked = mask_text(shown, grouped=bool(grouped))
    return tuple(_Reader(text, shown, masked, cell=False).read())


@lru_cache(maxsize=REMEMBERED)
def is_blank(text: str) -> bool:
    """``—``, ``/``, ``无`` or nothing at all: no figure, and never zero."""
    return _BLANK.fullmatch(plain(text).strip()) is not None or is_missing(text)


@lru_cache(maxsize=REMEMBERED)
def is_missing(text: str) -> bool:
    """``未统计``, ``***``, ``#N/A``: there is a number here, and it is not printed."""
    return _MISSING.fullmatch(plain(text).strip()) is not None


@lru_cache(maxsize=REMEMBERED)
def is_number_cell(text: str) -> bool:
    """Whether a cell holds figures only, with their arrows, brackets, units and in-cell labels."""
    masked, found = _read_cell(text)
    if not found:
        return False
    rest = list(masked)
    for start, end in (span for printed in found for span in _printed_spans(text, printed)):
        rest[start:end] = " " * (end - start)
    return _LOOSE.fullmatch("".join(rest)) is not None


def _printed_spans(text: str, printed: Printed) -> Iterator[tuple[int, int]]:
    yield printed.start, printed.end
    for change in (printed.change, printed.alone):
        if change is not None and change.place.span is not None:
            yield change.place.span
    if printed.label and MASK not in printed.label:
        at = text.rfind(printed.label, 0, printed.start)
        yield at, printed.start


def _under(printed: Printed, unit: Unit) -> Printed:
    """Give a number the unit of its header, and its 万, where it prints none of its own."""
    if printed.readings:
        readings = tuple(_under(reading, unit) for reading in printed.readings)
        return replace(_under(replace(printed, readings=()), unit), readings=readings)
    if printed.unit or printed.bracketed or printed.alone or not _fits(printed.label, unit):
        return printed
    numeral, scale = printed.numeral, unit.scale
    if numeral.scale == 1 and scale > 1:
        numeral = replace(
            numeral, value=times(numeral.value, scale), step=times(numeral.step, scale), scale=scale
        )
    quantity = settle_quantity(unit.quantity, printed.numeral.value, scale)
    return replace(printed, numeral=numeral, unit=unit.name, quantity=quantity)


def _fits(label: str, unit: Unit) -> bool:
    """参评数603032 under (%) is still a count, 参评率30.9 under (件) still a rate."""
    return not label or (label[-1] in _CONTAINER) == (unit.quantity == "rate")


class _Reader:
    """Walks over the amounts of one text and says how each hangs on the one before."""

    def __init__(self, text: str, shown: str, masked: str, *, cell: bool) -> None:
        self._text, self._shown, self._masked, self._cell = text, shown, masked, cell
        self._found: list[Printed] = []
        self._end = 0
        self._inside = False
        self._told: Lead | None = None
        self._prior = False

    def read(self) -> list[Printed]:
        for amount in find_amounts(self._masked, self._text, cell=self._cell):
            if amount.start < self._end:
                continue
            self._track_brackets(amount)
            if not self._read_change(amount):
                self._read_figure(amount)
        return self._found

    def _track_brackets(self, amount: Printed) -> None:
        gap = self._masked[self._end : amount.start]
        opened = max(map(gap.rfind, _OPENS))
        closed = max(map(gap.rfind, _CLOSES))
        if opened > closed:
            self._inside = bool(self._found) and bool(_BEHIND.match(gap))
        elif closed >= 0:
            self._inside = False

    def _read_change(self, amount: Printed) -> bool:
        """Take the amount as a change, of the figure before it or by itself."""
        lead, end = self._lead(amount)
        change = change_of(self._text, amount, lead, end) if lead else None
        if lead is None or change is None:
            return False
        self._told = lead
        if self._attaches(lead, change, amount.unit):
            self._found[-1] = replace(self._found[-1], change=change)
        else:
            self._stand_alone(amount, change)
        self._end = end
        return True

    def _lead(self, amount: Printed) -> tuple[Lead | None, int]:
        lead = read_lead(self._masked, self._end, amount.start, signed=bool(amount.sign))
        if amount.doubles:
            start, comparison = (lead.start, lead.comparison) if lead else (amount.start, "")
            return Lead(start, 1, comparison, worded=False, times=True), amount.end
        if lead is not None:
            told = not lead.worded or self._cell or self._inside or amount.tells_change
            signed = lead.direction or amount.sign or amount.tells_change
            lead = self._in_sequel(lead)
            return (lead if told and signed else None), amount.end
        if self._told is not None and self._told.several and self._goes_on(amount.start):
            return replace(self._told, start=amount.start), amount.end
        behind = arrow_behind(self._masked, amount) if self._cell or self._inside else None
        if behind and (self._inside or amount.tells_change):
            return Lead(amount.start, behind[0], "", worded=False), behind[1]
        if amount.sign and self._is_signed_change(amount):
            return Lead(amount.start, -1 if amount.sign == "-" else 1, "", worded=False), amount.end
        return None, amount.end

    def _is_signed_change(self, amount: Printed) -> bool:
        """``1234 (-12)``, ``1234 +3%``, ``(-3%)``; but ``-3%`` by itself is a negative number."""
        if not self._is_joint(amount.start):
            return False
        before = self._masked[max(self._end, amount.start - 8) : amount.start].rstrip()
        opened = before.endswith(tuple(_OPENS))
        if self._found:
            return self._inside or amount.tells_change
        return self._cell and (amount.sign == "+" or (opened and amount.tells_change))

    def _is_joint(self, start: int) -> bool:
        """Nothing but a comma or an opening bracket stands between the last figure and here."""
        gap = self._masked[self._end : start]
        return len(gap) <= _LONGEST_LABEL_GAP and _JOINT.match(gap) is not None

    def _in_sequel(self, lead: Lead) -> Lead:
        """``同比增加1.2万件、增长8.7%``: the second change is year on year as well."""
        told = self._told
        if told is None or lead.comparison or lead.elsewhere or not self._goes_on(lead.start):
            return lead
        comparison, elsewhere = told.comparison, told.elsewhere
        several = lead.several or told.several
        return replace(lead, comparison=comparison, elsewhere=elsewhere, several=several)

    def _goes_on(self, start: int) -> bool:
        gap = self._masked[self._end : start]
        return len(gap) <= 4 and gap.strip() in {"、", "和", "及", "与", ",", "，"}

    def _attaches(self, lead: Lead, change: Change, unit: str) -> bool:
        """``为预算的100.66%，比上年增收12423万元``: what is told in 元 is no change of a rate."""
        apart = self._prior or lead.elsewhere or lead.several
        if not self._found or apart or not self._is_joint(lead.start):
            return False
        host = self._found[-1]
        told, of_rate = host.change or host.alone, host.quantity == "rate"
        if told is not None or (change.kind == "difference" and unit and of_rate):
            return False
        return self._cell or change.kind != "points" or of_rate

    def _stand_alone(self, amount: Printed, change: Change) -> None:
        start, end = change.place.span or (amount.start, amount.end)
        alone = replace(amount, start=start, end=end, numeral=change.numeral, alone=change)
        self._found.append(replace(alone, label=self._label(start), bracketed=self._inside))

    def _read_figure(self, amount: Printed) -> None:
        self._share_range(amount)
        self._told = None
        label = self._label(amount.start)
        before = self._masked[max(self._end, amount.start - 24) : amount.start]
        self._prior = _PRIOR.search(before) is not None
        flat = flat_behind(self._shown, self._text, amount.end)
        change, self._end = flat or (amount.change, amount.end)
        self._found.append(replace(amount, label=label, bracketed=self._inside, change=change))

    def _share_range(self, amount: Printed) -> None:
        """``3-5万件``: the unit printed behind the second end is the first end's as well."""
        if not self._found or self._found[-1].unit or not amount.unit:
            return
        gap = self._masked[self._end : amount.start]
        if len(gap) > 5 or gap.strip() not in _RANGE:
            return
        unit = Unit(amount.numeral.scale, amount.unit, amount.quantity)
        self._found[-1] = _under(self._found[-1], unit)

    def _label(self, start: int) -> str:
        if not self._cell:
            return ""
        base = max(self._end, start - _LONGEST_LABEL_GAP)
        match = _LABEL.search(self._masked[base:start])
        label = match["label"] if match else ""
        if match is None or label in _NO_LABEL or not any(map(str.isalpha, label)):
            return ""
        return self._text[base + match.start("label") : base + match.end("label")]
