"""Raised characters: a note's mark behind a figure is no digit of it, an exponent is none either.

One character stays one character, so that places hold; the mark of a note is left out as a whole.
"""

from __future__ import annotations

import re

_MARK = re.compile(
    r"\s*[\[［(（〔【]?\s*(?:注?\s*[0-9０-９]{1,2}|注|[①-⑳*※†‡]{1,3}|[a-z])"
    r"(?:\s*[,，、-]\s*[0-9]{1,2})*\s*[\]］)）〕】]?\s*|[\[［(（〔【\]］)）〕】,，、\s]+"
)
_POWER = re.compile(r"(?:[×xX*·]\s?10|[A-Za-z)])$")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def as_printed(text: str, before: str) -> str:
    """Write raised ``text``, which stands behind ``before``; the mark of a note becomes ""."""
    if _POWER.search(before):
        return text.translate(_RAISED)
    if _MARK.fullmatch(text):
        return ""
    return text.translate(_RAISED) if text[:1].isdecimal() else text
