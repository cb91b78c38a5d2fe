"""The signs that accounts print around a number: brackets, a dash, △. Each is a reading.

``(600)``, ``[600]``, ``600-``, ``—600`` and ``△600`` are −600 in accounts and something else
elsewhere: an aside, a range, an arrow. A cell says both; its column shows which is meant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from gouji.figures.numbers.printed import Printed

_MARKS: Final = r"[\s$€£¥]*"
_BEFORE_AND_BEHIND: Final = re.compile(
    rf"{_MARKS}(?:\({_MARKS}\|{_MARKS}\)|\[{_MARKS}\|{_MARKS}\]|[—–―]{_MARKS}\|{_MARKS}|\|{_MARKS}[-—–―])"
    r"[\s*†※^①-⑳¹²³]*"
)
"""What stands before a number and what behind it, with a bar for the number."""
_PERCENT_OUTSIDE: Final = re.compile(r"\((\s*[$€£¥]?[\d.,]+\s*)\)(\s*)([%‰])(\s*)\Z")
_TRIANGLES: Final = ("△", "▲")


def with_signs(text: str, shown: str, found: tuple[Printed, ...]) -> tuple[Printed, ...]:
    """Add to the only number of a cell that it may be negative, where a sign stands around it."""
    if len(found) != 1:
        return found
    (printed,) = found
    if printed.numeral.value <= 0 or printed.change is not None:
        return found
    if printed.alone is not None:
        told = printed.alone.text.startswith(_TRIANGLES) and printed.unit not in ("%", "‰")
        return (replace(printed, readings=(_negative(text, printed),)),) if told else found
    around = f"{shown[: printed.start]}|{shown[printed.end :]}"
    if _BEFORE_AND_BEHIND.fullmatch(around) is None:
        return found
    return (replace(printed, readings=(_negative(text, printed),)),)


def percent_inside(shown: str) -> str:
    """``(88)%`` as ``(88%)``, of the same length: the sign stands around the number alone."""
    return _PERCENT_OUTSIDE.sub(r"(\1\3\2)\4", shown)


def negative(text: str, found: tuple[Printed, ...]) -> tuple[Printed, ...]:
    """Brackets that close before the % are no aside: the number is below zero."""
    return tuple(_negative(text, replace(p, readings=())) if p.readings else p for p in found)


def _negative(text: str, printed: Printed) -> Printed:
    """Take the whole cell for a number below zero; the sign is part of its print."""
    numeral = replace(printed.numeral, text=text.strip(), value=-printed.numeral.value)
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return replace(printed, start=start, end=end, numeral=numeral, label="", alone=None)
