"""What the values of a text are separated by, if they are."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

_COMMAS = ",;|"
_TABS = "\t"
_SAMPLE = 32_768
_MOST_ROWS = 200
_NAMED = (".csv", ".tsv")
_STATED = re.compile(r"\ufeff?sep=([,;|\t])\r?\n", re.IGNORECASE)
_MOSTLY = 0.6
_LEAST_ROWS = 2
_MOST_SENTENCES = 4
"""One row in so many may hold a remark; where more do, it is no table."""
_SENTENCE = re.compile(r"。|\b[a-z]+,? [a-z]+,? [a-z]+\b.*[a-z\d)%][.!?](?:\s|$)")
"""A Chinese full stop, or three plain words in a row and a full stop behind."""
_FORMULA = re.compile(r'(^|[,;|\t])="([^"\n]*)"', re.MULTILINE)


def separator(text: str, suffix: str = "") -> str | None:
    """Name what separates the values of ``text``; None where it is no table of values.

    All rows have to agree; in a file that is called one, most are of several fields, or as wide as
    the row beside them, with prose between. Tabs separate in flattened text as well; quotes around
    what they separate tell.
    """
    if stated := stated_separator(text):
        return stated
    named = suffix.lower() in _NAMED
    sample = text[:_SAMPLE] if len(text) <= _SAMPLE else text[:_SAMPLE].rpartition("\n")[0]
    candidates = _COMMAS if _TABS not in sample else _COMMAS * named + _TABS
    found = {mark: _agreement(sample, mark) for mark in candidates}
    best = max(found, key=lambda mark: found[mark])
    alike, several = found[best]
    if best == _TABS and not (named or re.search(r'(?m)(?:^|\t)"', sample)):
        return None
    if not named and _is_prose(sample):
        return None
    return best if alike == 1 or (named and several >= _MOSTLY) else None


def _is_prose(sample: str) -> bool:
    """Whether the commas are those of sentences; a remark here and there is none."""
    lines = [line for line in sample.split("\n") if line.strip()]
    return sum(_SENTENCE.search(line) is not None for line in lines) * _MOST_SENTENCES > len(lines)


def stated_separator(text: str) -> str | None:
    """What a first line ``sep=;`` states, which Excel writes for itself."""
    found = _STATED.match(text)
    return found.group(1) if found else None


def without_formulas(text: str) -> str:
    """Write ``="0123"`` as ``"0123"``: it says that digits are text."""
    return _FORMULA.sub(r'\1"\2"', text)


def _agreement(sample: str, mark: str) -> tuple[float, float]:
    """The share of rows that have the commonest number of fields, and that of those with several.

    The latter is of all rows, or that of rows as wide as one beside them, if more, of those alone.
    """
    try:
        rows = list(csv.reader(io.StringIO(without_formulas(sample), newline=""), delimiter=mark))
    except csv.Error:
        return 0, 0
    row_by_row = [len(row) for row in rows[:_MOST_ROWS] if any(map(str.strip, row))]
    several = [width for width in row_by_row if width > 1]
    if len(several) < _LEAST_ROWS:
        return 0, 0
    beside = zip([0, *row_by_row], row_by_row, [*row_by_row[1:], 0], strict=False)
    alike = sum(width > 1 and width in (above, below) for above, width, below in beside)
    most = Counter(several).most_common(1)[0][1] / len(row_by_row)
    return most, max(len(several) / len(row_by_row), alike / len(several))
