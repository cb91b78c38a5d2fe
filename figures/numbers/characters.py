"""One way of writing each character, without moving any: offsets stay those of the source.

NFKC would turn ``①`` into a digit and ``…`` into three dots. Here a character becomes another
single character or stays, so that a span found in the plain text slices the printed text.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from gouji.rules.traditional import SIMPLIFIED

THIN: Final = "\u2009"
"""Stands for every space that may group digits: thin, no-break, figure, zero-width."""

MASK: Final = "\ue000"
"""Stands for a digit that is printed but is no figure."""

_GROUPING_SPACES: Final = "\u00a0\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u202f\u2060\ufeff"
_FIXED: Final = {
    **dict.fromkeys(_GROUPING_SPACES, THIN),
    **dict.fromkeys("\u2010\u2011\u2212", "-"),
    **SIMPLIFIED,
    # a full-width comma separates clauses oftener than thousands: the grammar must see which it is
    "，": "，",
}
_NO_DIGIT: Final = frozenset({"No", "Nl"})
"""Circled, bracketed, superscript and Roman numbers: they count clauses, not things."""


class _Plain(dict[int, str]):
    """A translation table that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character)
        if len(folded) != 1 or unicodedata.category(character) in _NO_DIGIT:
            folded = character
        self[code] = _FIXED.get(character) or _FIXED.get(folded, folded)
        return self[code]


_PLAIN: Final = _Plain()


def plain(text: str) -> str:
    """``１２．５％（件）`` as ``12.5%(件)``; always as long as ``text``."""
    return text.translate(_PLAIN)
