"""The words of printed numbers, as ``rules/words/numbers.yaml`` gives them, and their grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from gouji.figures.numbers.characters import MASK, THIN
from gouji.rules.bundled import bundled

WORDS: Final[dict[str, Any]] = bundled("numbers")
_PIECE: Final = re.compile(r"\{([A-Z_]+)\}")


def numbers(key: str) -> dict[str, int]:
    """The words of a class that are worth a number each."""
    return {word: int(worth) for word, worth in WORDS[key].items()}


def by_word(key: str) -> dict[str, str]:
    """Turn ``kind: [word, …]`` round."""
    return {word: kind for kind, words in WORDS[key].items() for word in words}


def one_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def filled(pattern: str, pieces: Mapping[str, str]) -> str:
    """A pattern with the pieces that ``{NAME}`` stands for in it; pieces may hold others."""
    while (more := _PIECE.sub(lambda name: pieces[name[1]], pattern)) != pattern:
        pattern = more
    return pattern


def grammar(name: str, **pieces: str) -> re.Pattern[str]:
    """A pattern of ``number-grammar.yaml``, with ``pieces`` beside those of the file."""
    return re.compile(filled(bundled("number-grammar")[name], {**_pieces(), **pieces}))


@cache
def _pieces() -> dict[str, str]:
    """Those of the file, and the words of numbers and of changes by their names."""
    said = {**WORDS, **WORDS["changes"]}
    words = {key: one if isinstance(one, str) else one_of(one) for key, one in said.items()}
    named = {key.upper().replace("-", "_"): pattern for key, pattern in words.items()}
    return {"MASK": MASK, "THIN": THIN, **named, **bundled("number-grammar")["pieces"]}
