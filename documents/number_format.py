"""A spreadsheet's stored value as its number format shows it: 0.4917 is printed as 49.17%."""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

Value: TypeAlias = (
    str
    | int
    | float
    | bool
    | datetime.datetime
    | datetime.date
    | datetime.time
    | datetime.timedelta
    | Decimal
    | None
)

_GENERAL_DIGITS = 11
_EXACT_DIGITS = 15
_TOKEN = re.compile(
    r"\"(?P<quoted>[^\"]*)\"|\\(?P<escaped>.)|!(?P<bang>.)|_.|\*.|\[[^\]]*\]|(?P<digits>[0#?][0#?,.]*|\.[0#?]+)"
    r"|(?P<general>General)|(?P<plain>.)",
    re.DOTALL,
)
_UNSUPPORTED = re.compile(r"[eE][+-]|/|@")
_LONGEST_FORMAT = 255
_LARGEST = 1e16


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format: literals around at most one number."""

    before: str
    digits: str
    after: str

    @property
    def percent(self) -> bool:
        return "%" in self.before + self.after


def shown(value: Value, form: str = "General") -> str:
    """Print ``value`` in the number format ``form``."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return _number(value, form[:_LONGEST_FORMAT])
    return _moment(value, form)


def _number(value: float | Decimal, form: str) -> str:
    if not math.isfinite(value) or abs(float(value)) > _LARGEST:
        return str(value)
    exact = _exact(value)
    sections = _split(form)
    bare = exact < 0 and len(sections) > 1
    form = sections[_section_of(exact, len(sections))]
    section = _read(form)
    if section is None:
        return _general(exact)
    text = _printed(abs(exact) if bare else exact, section)
    sign = "-" if text.startswith("-") else ""
    return sign + section.before + text.removeprefix("-") + section.after


def _exact(value: float | Decimal) -> Decimal:
    """Take the decimal that was typed: fifteen digits are all that a spreadsheet keeps."""
    return value if isinstance(value, Decimal) else Decimal(f"{value:.{_EXACT_DIGITS}g}")


def _general(value: Decimal) -> str:
    text = f"{float(value):.{_GENERAL_DIGITS}g}"
    plain = format(Decimal(text), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _split(form: str) -> list[str]:
    """Part the sections for positive, negative and zero at semicolons outside quotes."""
    return re.sub(r"\"[^\"]*\"|\\.", lambda m: m.group().replace(";", "\0"), form).split(";")


def _section_of(value: Decimal, sections: int) -> int:
    if value < 0 and sections > 1:
        return 1
    return 2 if value == 0 and sections > 2 else 0


def _read(form: str) -> _Section | None:
    """Read a section; None for General and what is not worth imitating (fractions, exponents)."""
    before, digits, after = "", "", ""
    bare = re.sub(r"\"[^\"]*\"|\\.|\[[^\]]*\]", "", form)
    if _UNSUPPORTED.search(bare):
        return None
    for token in _TOKEN.finditer(form):
        if token["digits"] and not digits:
            digits = token["digits"]
            continue
        if token["digits"] or token["general"]:
            return None
        literal = token["quoted"] or token["escaped"] or token["bang"] or token["plain"] or ""
        literal = literal.replace("\0", ";")
        before, after = (before, after + literal) if digits else (before + literal, after)
    return _Section(before.lstrip(), digits, after.rstrip()) if digits else None


def _printed(value: Decimal, section: _Section) -> str:
    whole, _, fraction = section.digits.partition(".")
    trailing = len(section.digits) - len(section.digits.rstrip(","))
    value = value * 100 if section.percent else value
    value = value.scaleb(-3 * trailing)
    fraction = fraction.rstrip(",")
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    optional = len(fraction) - len(fraction.rstrip("#"))
    for _ in range(optional):
        text = text.removesuffix("0") if "." in text else text
    text = text.removesuffix(".")
    return text.removeprefix("-") if not rounded else text


def _moment(
    value: datetime.datetime | datetime.date | datetime.time | datetime.timedelta, form: str
) -> str:
    if isinstance(value, datetime.timedelta | datetime.time):
        return str(value)
    if "年" in form:
        day = f"{value.day}日" if "d" in form.lower() else ""
        return f"{value.year}年{value.month}月{day}"
    return f"{value:%Y-%m-%d}"
