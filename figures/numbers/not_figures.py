"""Digits that count nothing: dates, clause numbers, telephone numbers, names with numbers in them.

What they look like, and what they are, stands in ``rules/words/not-figures.yaml``; ``mask`` blanks
the digits it finds and leaves all else standing, so that a unit or an arrow around
them can still be read. Every pattern begins where no digit stands before and is bounded: the work
is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from gouji.figures.numbers.characters import MASK
from gouji.figures.numbers.units import SCALE, UNIT
from gouji.figures.numbers.values import CHARACTERS
from gouji.figures.numbers.words import filled, grammar
from gouji.rules.bundled import bundled

_FILE: Final[dict[str, Any]] = bundled("not-figures")
_GRAMMAR: Final = {"CHARACTERS": CHARACTERS, "MASK": MASK, "SCALE": SCALE, "UNCOUNTED": "()"}
_COUNTED: Final = re.compile(rf"(?:(?<=[0-9])[余多])?\s{{0,3}}{UNIT}")
"""What makes a figure of the digits before it; asked where a way left an empty group, as a pattern
of all measure words in each such way takes long to compile."""
_OPEN: Final = "{OPEN}"
_EVERYWHERE: Final = ("addresses", "dates", "numberings", "names")


def _compiled(*groups: str) -> tuple[re.Pattern[str], ...]:
    """One pattern a group: what begins with a free digit is looked for together."""
    return tuple(_together(_FILE[group].values()) for group in groups)


def _together(entries: Iterable[list[str]]) -> re.Pattern[str]:
    ways = [way for entry in entries for way in entry]
    free = [way.removeprefix(_OPEN) for way in ways if way.startswith(_OPEN)]
    rest = [way for way in ways if not way.startswith(_OPEN)]
    listed = [f"{_OPEN}(?=[0-9])(?:{'|'.join(free)})", *rest] if free else rest
    return re.compile(filled("|".join(listed), {**_FILE["pieces"], **_GRAMMAR}))


_CELL: Final = _compiled(*_EVERYWHERE, "in-cells", "alarm-rows", "alarms")
_TEXT: Final = _compiled(*_EVERYWHERE, "hotlines", "in-text", "alarm-rows", "alarms")
_YEARS: Final = _compiled("in-text-with-grouped-thousands")
_BLANKED: Final = str.maketrans(dict.fromkeys("0123456789" + CHARACTERS, MASK))
_NUMBER: Final = re.compile(f"[0-9{CHARACTERS}]")
_BARE: Final = grammar("bare")


def _blank(match: re.Match[str]) -> str:
    asked = match.lastindex if match.lastgroup is None else None
    if asked and _COUNTED.match(match.string, match.end(asked)):
        return match[0]
    return match[0].translate(_BLANKED)


def _masked(plain: str, patterns: Iterable[re.Pattern[str]]) -> str:
    for pattern in patterns if _NUMBER.search(plain) else ():
        plain = pattern.sub(_blank, plain)
    return plain


def mask_cell(plain: str) -> str:
    """Blank what is no figure in a cell; a cell of a bare number always is one, 12345 as well."""
    return plain if _BARE.fullmatch(plain) else _masked(plain, _CELL)


def mask_text(plain: str, *, grouped: bool = False) -> str:
    """Blank what is no figure in running text; ``grouped`` is what ``scan_text`` knows of it."""
    return _masked(plain, (*_TEXT, *_YEARS) if grouped else _TEXT)
