"""On what basis a change is told: 按可比价格计算 is not reckoned from the values beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from gouji.rules import cues

_ENDS: Final = re.compile(r"[。！？!?\n；;]")
_BRACKET: Final = re.compile(r"[\s%％]*[（(\[【][^（）()【】\[\]]{0,60}[)）\]】]")


def told_before(gap: str, so_far: str) -> str:
    """The basis of what follows ``gap``; what its sentence said before goes on."""
    words = _ENDS.split(gap)[-1]
    words = _BRACKET.sub("", words, count=1) if _BRACKET.match(words) else words
    if found := told_in((words,)):
        return found
    return "" if cues.NOMINAL.search(words) else so_far


def told_behind(gap: str) -> str:
    """The basis that a bracket right behind a change, or the end of its sentence, gives it."""
    bracket = _BRACKET.match(gap)
    words = bracket[0] if bracket else _ENDS.split(gap)[0] if _ENDS.search(gap) else ""
    match = cues.BASIS.search(words)
    return match[0] if match else ""


def told_in(labels: Iterable[str]) -> str:
    """The basis that labels tell."""
    real = [label for label in labels if not cues.NOMINAL.search(label)]
    found = (cues.BASIS.search(label) or cues.REAL_BY_CUSTOM.search(label) for label in real)
    return next((match[0] for match in found if match), "")


def of_growth(notes: Iterable[str]) -> str:
    """What notes say of all growth, quoted."""
    return next((m[0] for note in notes if (m := cues.BASIS_OF_GROWTH.search(note))), "")
