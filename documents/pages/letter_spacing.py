"""Words printed with room between their letters, closed up again: 2 5 9 6 3 5 is one number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, TypeAlias

from gouji.documents.pages.printed import Word, joined, lines_of

Spelt: TypeAlias = tuple[Word, list[dict[str, Any]]]
"""A word, and its characters as pdfplumber knows them."""

_MOSTLY = 0.8
_LEAST = 6
"""Letters that stand alone; fewer may be cells of a narrow table."""
_NEAR = 1.0
"""Letters of one word are never parted by more than their height."""
_ALIKE = 0.25


def closed_up(spelt: Sequence[Spelt]) -> list[Spelt]:
    """Join the letters of each line that is spaced evenly, on a page that mostly is."""
    alone = sum(len(word.text) == 1 for word, _ in spelt)
    if alone < _LEAST or alone < len(spelt) * _MOSTLY:
        return list(spelt)
    chars = {id(word): own for word, own in spelt}
    lines = lines_of([word for word, _ in spelt], 0)
    groups = [group for line in lines for group in _groups(line.words)]
    return [(joined(group), [c for w in group for c in chars[id(w)]]) for group in groups]


def _groups(words: Sequence[Word]) -> Iterator[list[Word]]:
    room = _room(words)
    group = [words[0]]
    for word in words[1:]:
        if word.left - group[-1].right <= room:
            group.append(word)
        else:
            yield group
            group = [word]
    yield group


def _room(words: Sequence[Word]) -> float:
    """How far letters of one word stand apart on this line; none where they do so unevenly."""
    gaps = [b.left - a.right for a, b in pairwise(words) if b.left - a.right < a.height * _NEAR]
    usual = median(gaps) if gaps else 0.0
    alike = sum(abs(gap - usual) <= usual * _ALIKE for gap in gaps)
    return usual * (1 + _ALIKE) if gaps and alike >= len(gaps) * _MOSTLY else 0.0
