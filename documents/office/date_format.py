"""Dates and times as a spreadsheet's format shows them; ``m`` is a month or a minute."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import lru_cache

_TOKEN = re.compile(
    r"\"(?P<quoted>[^\"]*)\"|[\\!](?P<escaped>.)|_.|\*.|\[(?P<lapse>h+|m+|s+)\]|\[[^\]]*\]"
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<unit>y+|m+|d+|h+|s+|e+|a{3,4})|(?P<plain>.)",
    re.DOTALL | re.IGNORECASE,
)
_LITERAL = re.compile(r"\"[^\"]*\"|[\\!_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_UNITS = re.compile(r"[ymdhs]|上午|aaa|e(?![+-])", re.IGNORECASE)
_GENERAL = re.compile("general|standard|G/通用格式", re.IGNORECASE)
_WEEKDAYS = "一二三四五六日"
_EPOCH = datetime.datetime(1899, 12, 30)
_EPOCH_OF_1904 = datetime.datetime(1904, 1, 1)
_LAST_DAY = 2_958_466
_DAY = 86_400


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
    """Print ``value`` in a format of dates."""
    tokens = list(_TOKEN.finditer(form.partition(";")[0]))
    units = [(t["unit"] or t["lapse"] or "")[:1].lower() for t in tokens]
    halved = any(token["half"] for token in tokens)
    text = ""
    for n, token in enumerate(tokens):
        if token["unit"] or token["lapse"]:
            minutes = units[n] == "m" and _is_minute(units, n)
            text += _part(value, token, minutes=minutes, halved=halved)
        elif token["half"]:
            text += "上午" if value.hour < 12 else "下午"
        else:
            text += token["quoted"] or token["escaped"] or token["plain"] or ""
    return text.strip()


def _is_minute(units: list[str], at: int) -> bool:
    """``m`` is a minute right behind an hour, or right before a second."""
    before = next((u for u in reversed(units[:at]) if u), "")
    after = next((u for u in units[at + 1 :] if u), "")
    return before == "h" or after == "s"


def _part(value: datetime.datetime, token: re.Match[str], *, minutes: bool, halved: bool) -> str:
    unit, lapse = token["unit"] or "", token["lapse"] or ""
    letters = (unit or lapse).lower()
    if lapse:
        seconds = (value - _EPOCH).total_seconds()
        return str(int(seconds // {"h": 3600, "m": 60, "s": 1}[letters[0]]))
    wide = len(letters) > 1
    parts: dict[str, Callable[[], str]] = {
        "y": lambda: f"{value.year}" if len(letters) > 2 else f"{value.year % 100:02}",
        "e": lambda: f"{value.year}",
        "a": lambda: ("周" if len(letters) == 3 else "星期") + _WEEKDAYS[value.weekday()],
        "m": lambda: _padded(value.minute if minutes else value.month, wide and len(letters) == 2),
        "d": lambda: _padded(value.day, wide) if len(letters) < 3 else value.strftime("%a"),
        "h": lambda: _padded((value.hour - 1) % 12 + 1 if halved else value.hour, wide),
        "s": lambda: _padded(value.second, wide),
    }
    return parts[letters[0]]()


def _padded(number: int, wide: bool) -> str:
    return f"{number:02}" if wide else f"{number}"
