"""The words of printed numbers, as ``rules/words/numbers.yaml`` gives them."""

from __future__ import annotations

from collections.abc import Iterable
from re import escape
from typing import Any, Final

from gouji.rules.bundled import bundled

WORDS: Final[dict[str, Any]] = bundled("numbers")


def numbers(key: str) -> dict[str, int]:
    """The words of a class that are worth a number each."""
    return {word: int(worth) for word, worth in WORDS[key].items()}


def by_word(key: str) -> dict[str, str]:
    """Turn ``kind: [word, …]`` round."""
    return {word: kind for kind, words in WORDS[key].items() for word in words}


def one_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(map(escape, sorted(words, key=lambda word: (-len(word), word))))
