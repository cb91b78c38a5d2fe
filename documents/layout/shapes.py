"""What a piece of text looks like: a number, a change, a caption, a note. Never its value."""

from __future__ import annotations

import re

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


def is_number(text: str) -> bool:
    """Digits with at most a sign, a unit and a bracket: ``1,204件 (↓8.77%)``."""
    return len(text) <= _LABEL_LENGTH and bool(_NUMBER.fullmatch(text.strip()))


def kind(text: str) -> str:
    """``blank``, ``dash``, ``number`` or ``label``."""
    text = text.strip()
    if not text:
        return "blank"
    if len(text) <= _LABEL_LENGTH and _DASH.fullmatch(text):
        return "dash"
    return "number" if is_number(text) else "label"


def is_change(text: str) -> bool:
    """``(↑3%)``, ``↓8``, ``（同比持平）``: it belongs to the number before it."""
    return len(text) <= _LABEL_LENGTH and bool(_CHANGE.fullmatch(text.strip()))


def is_terminated(text: str) -> bool:
    """Tell whether the sentence has ended, be it within a bracket or a quotation."""
    return bool(_TERMINATED.search(text.rstrip()[-8:]))


def is_sentence(text: str) -> bool:
    """Tell running text from a label."""
    return bool(_SENTENCE.search(text)) or width(text) > _LONGEST_NAME


def is_table_caption(text: str) -> bool:
    return _captions(_TABLE_CAPTION, text)


def is_figure_caption(text: str) -> bool:
    return _captions(_FIGURE_CAPTION, text)


def _captions(pattern: re.Pattern[str], text: str) -> bool:
    return not is_sentence(text) and "，" not in text[:8] and bool(pattern.match(text))


def is_unit_line(text: str) -> bool:
    return len(text) <= _LABEL_LENGTH and bool(_UNIT_LINE.fullmatch(text.strip()))


def is_note(text: str) -> bool:
    return bool(_NOTE.match(text.strip()[:_MARK_LENGTH]))


def is_label(text: str) -> bool:
    """A caption of a table or a figure, a note, a unit: it says something of what is beside it."""
    return is_table_caption(text) or is_figure_caption(text) or is_note(text) or is_unit_line(text)


def is_date(text: str) -> bool:
    return len(text) <= _LABEL_LENGTH and bool(_DATE.fullmatch(text.strip()))


def is_signed(text: str) -> bool:
    """Tell an issuer with the date behind it: ``某市热线中心 2021年1月8日``."""
    return len(text) <= _LABEL_LENGTH and bool(_SIGNED.fullmatch(text.strip()))


def is_contents_line(text: str) -> bool:
    """Tell a line of a table of contents, ``一、总体情况……3``."""
    return len(text) <= _LABEL_LENGTH * 2 and bool(_LEADERS.fullmatch(text.strip()))


def bullet(text: str) -> int:
    """Length of a list item's bullet, 0 without one."""
    found = _BULLET.match(text)
    return found.end() if found else 0


def is_open(text: str) -> bool:
    """Tell whether a bracket or a quotation is opened and not closed."""
    return sum(text.count(c) for c in _OPENING) > sum(text.count(c) for c in _CLOSING)
