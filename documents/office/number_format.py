"""A spreadsheet's stored value as its number format shows it: 0.4917 is printed as 49.17%."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne

from gouji.documents.words import cue, loaded

_GENERAL_DIGITS = 11
_EXACT_DIGITS = 15
_QUOTED = r"\"[^\"]*\"|\\.|!."
_TOKEN = re.compile(
    r"\"(?P<quoted>[^\"]*)\"|\\(?P<escaped>.)|!(?P<bang>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|G/通用格式)|(?P<digit>[0#?])|(?P<mark>[.,])|(?P<plain>.)",
    re.DOTALL | re.IGNORECASE,
)
_UNSUPPORTED = re.compile(r"[eE][+-]|[0#?]\s*/\s*[0-9#?]|@")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)\]")
_HOLDS = {"<": lt, ">": gt, "=": eq, "<=": le, ">=": ge, "<>": ne}
_GROUPED = re.compile(r"[0#?],+[0#?]")
_BEHIND = re.compile(r"[0#?](,*)[^0#?]*$")
"""Commas right behind the last slot: each divides by a thousand."""
_CURRENCY = re.compile(r"\$([^-\]]+)")
_COLOUR = cue("colour", re.IGNORECASE)
_LONGEST_FORMAT = 255
_LARGEST = 1e16
_WIDE = Context(prec=2 * _LONGEST_FORMAT)
"""Room for as many decimals as a format can ask for."""
_DATE_UNIT = re.compile(r"\[?(y+|e+|m+|d+|h+|s+)\]?", re.IGNORECASE)
_LITERAL = re.compile(r"\"[^\"]*\"|[\\!_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_UNITS = re.compile(r"[ymdhs]|上午|aaa|e(?![+-])", re.IGNORECASE)
_GENERAL = re.compile("general|standard|G/通用格式", re.IGNORECASE)
_EPOCH = datetime.datetime(1899, 12, 30)
_EPOCH_OF_1904 = datetime.datetime(1904, 1, 1)
_LAST_DAY = 2_958_466
_DAY = 86_400
BUILT_IN: dict[int, str] = {
    number: form
    for form, numbers in loaded("words")["built-in-formats"].items()
    for number in numbers
}
"""What is not listed is General; 27 … 58 as a Chinese Excel shows them."""


def shown(value: float | Decimal, form: str = "General", *, from_1904: bool = False) -> str:
    """Print ``value`` in the number format ``form``; dates are days since 1900, or since 1904."""
    form = form[:_LONGEST_FORMAT]
    if not is_date(form):
        return _number(value, form)
    day = of_serial(float(value), from_1904=from_1904)
    return moment(day, form) if day is not None else _number(value, "General")


def _number(value: float | Decimal, form: str) -> str:
    if not math.isfinite(value) or abs(float(value)) > _LARGEST:
        return str(value)
    exact = value  # of a decimal that was typed fifteen digits are all that a spreadsheet keeps
    if not isinstance(exact, Decimal):
        exact = Decimal(f"{value:.{_EXACT_DIGITS}g}")
    holding = (section for section in _sections(form) if section.holds(exact))
    section = next(holding, _Section(is_general=True))
    if section.is_general:
        return section.around(_general(exact))
    text = section.printed(abs(exact) if section.unsigned else exact)
    return text if any(c.isdecimal() for c in text) or "-" not in text else "-"


def _general(value: Decimal) -> str:
    if value == value.to_integral_value():
        return format(value.to_integral_value(), "f")
    text = f"{float(value):.{_GENERAL_DIGITS}g}"
    plain = format(Decimal(text), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format: slots for digits among literals, as (is a slot, character) pairs."""

    items: tuple[tuple[bool, str], ...] = ()
    decimals: int = 0
    scale: int = 0
    grouped: bool = False
    unsigned: bool = False
    condition: tuple[str, Decimal] | None = None
    """A sign and what it compares with; None holds for whatever no section before it does."""
    is_general: bool = False

    def holds(self, value: Decimal) -> bool:
        """Whether it is the section for ``value``, if none before it is."""
        return self.condition is None or _HOLDS[self.condition[0]](value, self.condition[1])

    @property
    def literals(self) -> str:
        """What it prints beside digits, blanks aside."""
        return "".join("".join(char for is_slot, char in self.items if not is_slot).split())

    def around(self, number: str) -> str:
        """Put the literals of a section that has General for its number around that."""
        text = "".join(number if is_slot else char for is_slot, char in self.items)
        return text.strip() or number

    def printed(self, value: Decimal) -> str:
        """Lay the digits of ``value`` into the slots from the right."""
        value = value.scaleb(self.scale)
        rounded = value.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP, _WIDE)
        whole, _, fraction = f"{rounded.copy_abs():f}".partition(".")
        slots = [char for is_slot, char in self.items if is_slot]
        before = slots.index(".") if "." in slots else len(slots)
        decimals = _fraction(fraction, slots[before:])
        whole = whole if any(decimals) else whole.lstrip("0")
        digits = [*_whole(whole, slots[:before], self.grouped), *decimals]
        laid = iter(digits)
        text = "".join(next(laid, "") if is_slot else char for is_slot, char in self.items)
        return ("-" if rounded < 0 and digits else "") + text.strip()


def _whole(number: str, slots: list[str], grouped: bool) -> list[str]:
    """A piece of the number for each slot; what is left over stands in the first."""
    if not slots:
        return []
    least = len(slots) - next((i for i, s in enumerate(slots) if s == "0"), len(slots))
    number, spare = number.rjust(least, "0"), max(len(number) - len(slots), 0)
    laid = [number[: spare + 1], *number[spare + 1 :]]
    if grouped and number:
        laid = [f"{int(number):,}".rjust(least, "0")]
    return [*[""] * (len(slots) - len(laid)), *laid]


def _fraction(number: str, slots: list[str]) -> list[str]:
    """The point and its digits; zeros at the end only where the format asks for them."""
    wanted = slots[1:]
    kept = len(wanted)
    while kept and wanted[kept - 1] != "0" and number[kept - 1] == "0":
        kept -= 1
    return [*(["."] if kept else [""] * bool(slots)), *number[:kept], *[""] * (len(wanted) - kept)]


@lru_cache(maxsize=512)
def _sections(form: str) -> tuple[_Section, ...]:
    hidden = re.sub(_QUOTED, lambda m: m.group().replace(";", "\0"), form)
    parts = [part.replace("\0", ";") for part in hidden.split(";")]  # positive, negative, zero
    sections = [_read(part, n, len(parts)) for n, part in enumerate(parts)]
    alike = len(parts) > 1 and sections[0].literals == sections[1].literals
    if alike and _COLOUR.search(parts[1]):  # red ink alone tells numbers below zero from others
        sections[1] = replace(sections[1], unsigned=False)
    return tuple(sections)


def _read(form: str, number: int, count: int) -> _Section:
    """Read a section of ``count``; fractions, exponents and text are not worth imitating."""
    found = _CONDITION.search(form)
    stated = (found.group(1), Decimal(found.group(2))) if found else None
    by_sign = {0: ">=" if count == 2 else ">", 1: "<"} if number + 1 < count else {}
    condition = stated or ((by_sign[number], Decimal(0)) if number in by_sign else None)
    bare = re.sub(_QUOTED + r"|\[[^\]]*\]", "", form)
    if (not form and count == 1) or _UNSUPPORTED.search(bare.replace("G/通用格式", "")):
        return _Section(condition=condition, is_general=True)
    tokens = [m for m in _TOKEN.finditer(form) if m.group()[0] not in "_*"]
    items = tuple(_items(tokens))
    slots = [char for is_slot, char in items if is_slot]
    decimals = len(slots) - slots.index(".") - 1 if "." in slots else 0
    marks = "".join(token["digit"] or token["mark"] or "\0" for token in tokens)
    behind = _BEHIND.search(marks)
    percent = sum(token["plain"] == "%" for token in tokens)
    below = stated is not None and stated[0] in {"<", "<="} and stated[1] <= 0
    return _Section(
        items,
        decimals,
        2 * percent - 3 * len(behind[1] if behind else ""),
        grouped=_GROUPED.search(marks.partition(".")[0]) is not None,
        unsigned=below or (stated is None and number == 1),
        condition=condition,
        is_general=any(token["general"] for token in tokens),
    )


def _items(tokens: list[re.Match[str]]) -> Iterator[tuple[bool, str]]:
    """Slots and literals; a second point is a literal, commas are neither."""
    pointed = False
    for token in tokens:
        if token["digit"] or token["general"]:
            yield True, token["digit"] or "0"
        elif token["mark"] == ".":
            yield (not pointed, ".")
            pointed = True
        elif token["bracket"] is not None:
            currency = _CURRENCY.match(token["bracket"])
            yield from ((False, char) for char in (currency.group(1) if currency else ""))
        elif not token["mark"]:
            literal = token["quoted"] or token["escaped"] or token["bang"] or token["plain"] or ""
            yield False, literal


@lru_cache(maxsize=512)
def is_date(form: str) -> bool:
    """Whether a format shows dates or times rather than numbers."""
    bare = _GENERAL.sub("", _LITERAL.sub("", form.partition(";")[0]))
    return _UNITS.search(bare) is not None and not re.search(r"[#?]", bare)


def of_serial(serial: float, *, from_1904: bool = False) -> datetime.datetime | None:
    """The moment that a spreadsheet counts as ``serial`` days; None where it counts none."""
    if not 0 <= serial < _LAST_DAY:
        return None
    epoch = _EPOCH_OF_1904 if from_1904 else _EPOCH
    return epoch + datetime.timedelta(seconds=round(serial * _DAY))


def moment(value: datetime.datetime, form: str) -> str:
    """Say what a format of dates shows of ``value``: ``2024年5月1日``, ``8:05``.

    Hours in brackets are all that went by: ``30:05``.
    """
    bare = _LITERAL.sub(" ", form.partition(";")[0])
    letters = [found[1][0].lower().replace("e", "y") for found in _DATE_UNIT.finditer(bare)]
    around = zip(["", *letters], letters, [*letters[1:], ""], strict=False)
    asked = {
        "n" if u == "m" and (before == "h" or after == "s") else u for before, u, after in around
    }
    said = {"y": f"{value.year}年", "m": f"{value.month}月", "d": f"{value.day}日"}
    date = "".join(word for unit, word in said.items() if unit in asked)
    hours = int((value - _EPOCH).total_seconds() // 3600) if "[" in bare else value.hour
    parts = {"h": f"{hours}", "n": f"{value.minute:02}", "s": f"{value.second:02}"}
    time = ":".join(word for unit, word in parts.items() if unit in asked)
    return " ".join(filter(None, (date, time))) or f"{value:%Y-%m-%d}"
