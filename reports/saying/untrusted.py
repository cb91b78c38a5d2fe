"""Text from a document, made safe to show: nothing is left that a terminal would obey."""

from __future__ import annotations

import unicodedata

_OBEYED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """Return ``text`` on one line, its escape sequences and bidi marks disarmed."""
    return "".join(map(_shown, text))


def _shown(char: str) -> str:
    if unicodedata.category(char) not in _OBEYED:
        return char
    return " " if char.isspace() else _REPLACEMENT
