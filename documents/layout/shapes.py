"""What a piece of text looks like: a number, a change, a caption, a note. Never its value."""

from __future__ import annotations

import re
from collections.abc import Callable

from gouji.documents.layout.lines import width
from gouji.documents.words import cue

_DIGITS = r"[0-9０-９](?:[0-9０-９,，.．]|[\u2009\u202f](?=[0-9]{3}))*"
_UNIT = cue("unit").pattern
_BRACKETED = r"(?:\s*[(（][^()（）]{0,24}[)）])?"
_MARKS = "[↑↓↗↘→▲▼△▽⬆⬇+＋\\-－—–±<>＜＞≥≤≈]?"
_NUMBER = re.compile(rf"[约近超逾]?\s*{_MARKS}\s*{_DIGITS}\s*{_UNIT}{_BRACKETED}")
_DASH = cue("no-number", re.IGNORECASE)
"""What stands for no number at all."""
_CHANGE = cue("change")
_TERMINATED = re.compile(
    r"(?:[。！？；：!?;:…]|(?<=[a-z%)])\.|(?<=\d\d)\.)(?:[”’\"'」』）)\]】》]|\[\d+\])*$"
)
_SENTENCE = re.compile(r"[。！？；]|(?<=[a-z%)])\.(?=\s|$)|(?<=\d\d)\.(?=\s+[A-Z])")
_TABLE_CAPTION = cue("table-caption")
_FIGURE_CAPTION = cue("figure-caption")
_UNIT_LINE = cue("unit-line")
_NOTE = cue("note")
_DATE = cue("date")
_SIGNED = cue("signed")
_LEADERS = re.compile(r"\S.*?[.．…·•_—-]{4,}\s*[0-9]{1,4}$")
_BULLET = re.compile(r"[-*+•●○◆■□▪◇–]\s+(?=\S)|[•●◆■▪◇]\s*")
_OPENING, _CLOSING = "([{（［【《〈「『“", ")]}）］】》〉」』”"
_LONGEST_NAME = 120
"""In columns; what is longer is running text."""
_LABEL_LENGTH = 80
_MARK_LENGTH = 24


def _fitting(pattern: re.Pattern[str], longest: int = _LABEL_LENGTH) -> Callable[[str], bool]:
    """Tell texts no longer than ``longest`` that are all of a pattern, blanks around it aside."""
    return lambda text: len(text) <= longest and pattern.fullmatch(text.strip()) is not None


def _captioning(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    """Tell texts that begin with a pattern and are no sentences."""
    return lambda text: (
        not is_sentence(text) and "，" not in text[:8] and pattern.match(text) is not None
    )


is_number = _fitting(_NUMBER)
"""Digits with at most a sign, a unit and a bracket: ``1,204件 (↓8.77%)``."""
is_change = _fitting(_CHANGE)
"""``(↑3%)``, ``↓8``, ``（同比持平）``: it belongs to the number before it."""
is_unit_line = _fitting(_UNIT_LINE)
is_date = _fitting(_DATE)
is_signed = _fitting(_SIGNED)
"""An issuer with the date behind it: ``某市热线中心 2021年1月8日``."""
is_contents_line = _fitting(_LEADERS, _LABEL_LENGTH * 2)
"""A line of a table of contents, ``一、总体情况……3``."""
is_table_caption = _captioning(_TABLE_CAPTION)
is_figure_caption = _captioning(_FIGURE_CAPTION)
_is_dash = _fitting(_DASH)


def kind(text: str) -> str:
    """``blank``, ``dash``, ``number`` or ``label``."""
    if not text.strip():
        return "blank"
    return "dash" if _is_dash(text) else "number" if is_number(text) else "label"


def is_terminated(text: str) -> bool:
    """Tell whether the sentence has ended, be it within a bracket or a quotation."""
    return bool(_TERMINATED.search(text.rstrip()[-8:]))


def is_sentence(text: str) -> bool:
    """Tell running text from a label."""
    return bool(_SENTENCE.search(text)) or width(text) > _LONGEST_NAME


def is_note(text: str) -> bool:
    return bool(_NOTE.match(text.strip()[:_MARK_LENGTH]))


def is_label(text: str) -> bool:
    """A caption of a table or a figure, a note, a unit: it says something of what is beside it."""
    return is_table_caption(text) or is_figure_caption(text) or is_note(text) or is_unit_line(text)


def bullet(text: str) -> int:
    """Length of a list item's bullet, 0 without one."""
    found = _BULLET.match(text)
    return found.end() if found else 0


def is_open(text: str) -> bool:
    """Tell whether a bracket or a quotation is opened and not closed."""
    return sum(text.count(c) for c in _OPENING) > sum(text.count(c) for c in _CLOSING)
