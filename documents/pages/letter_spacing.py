"""Words printed with room between their letters, closed up again: 2 5 9 6 3 5 is one number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from gouji.documents.pages.printed import Word, joined, lines_of, runs

_MOSTLY = 0.8
_LEAST = 6
"""Letters that stand alone; fewer may be cells of a narrow table."""
_NEAR = 1.0
"""Letters of one word are never parted by more than their height."""
_ALIKE = 0.25


def closed_up(words: Sequence[Word]) -> list[Word]:
    """Join the letters of each line that is spaced evenly, on a page that mostly is."""
    alone = sum(len(word.text) == 1 for word in words)
    if alone < _LEAST or alone < len(words) * _MOSTLY:
        return list(words)
    return [joined(run) for line in lines_of(words, 0) for run in _spelt(line.words)]


def _spelt(words: Sequence[Word]) -> list[list[Word]]:
    room = _room(words)
    return runs(words, lambda last, word: word.left - last.right > room)


def _room(words: Sequence[Word]) -> float:
    """How far letters of one word stand apart on this line; none where they do so unevenly."""
    gaps = [b.left - a.right for a, b in pairwise(words) if b.left - a.right < a.height * _NEAR]
    usual = median(gaps) if gaps else 0.0
    alike = sum(abs(gap - usual) <= usual * _ALIKE for gap in gaps)
    return usual * (1 + _ALIKE) if gaps and alike >= len(gaps) * _MOSTLY else 0.0
