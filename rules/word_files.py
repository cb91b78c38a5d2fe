"""The files that words stand in: what a pack may add to them, and the line of each entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gouji.rules.bundled import WORDS, bundled
from gouji.rules.problem import Problem, problem, unknown
from gouji.rules.source import Source, read_source
from gouji.rules.validation import schema_problems

LANGUAGES: Final = tuple(sorted(path.stem for path in WORDS.glob("??.yaml")))
NUMBERS: Final = "numbers"
SCHEMA: Final = "words-schema.json"
_CLASSES: Final = ("cues", "lists")
_PATTERNS: Final = "changes"
"""What is made of patterns rather than of words, in the file of numbers."""


@dataclass(frozen=True, slots=True)
class WordEntry:
    """One entry of a file of words: ``zh`` ``cues`` ``staff`` and what it says."""

    language: str
    kind: str
    name: str
    value: Any
    place: str


def entries(added: Sequence[Path] = ()) -> Iterator[WordEntry]:
    """All entries of the files that ship, each file with what packs add to it.

    Of a list each element is an entry, named by its place.
    """
    here = Path.cwd()
    own = [read_source(p, str(p.relative_to(here) if p.is_relative_to(here) else p)) for p in added]
    for language in (*LANGUAGES, NUMBERS):
        ours = read_source(WORDS / f"{language}.yaml")
        for source in (ours, *(pack.under("words", language) for pack in own)):
            for kind, value in source.value.items():
                named = value.items() if isinstance(value, dict) else ()
                listed = enumerate(value) if isinstance(value, list) else ()
                for name, one in (*named, *listed):
                    yield WordEntry(language, kind, str(name), one, source.place((kind, name)))


def misfits(pack: Source) -> Iterator[Problem]:
    """List what is wrong with the words that a pack adds."""
    for name, value in pack.under("words").value.items():
        place, source = pack.place(("words", name)), pack.under("words", name)
        if name not in (*LANGUAGES, NUMBERS):
            yield unknown(place, "words", name, (*LANGUAGES, NUMBERS))
        elif name == NUMBERS:
            yield from _unlike(source, value, bundled(NUMBERS), ())
        elif problems := schema_problems(source, SCHEMA):
            yield from problems
        else:
            yield from _classless(source)


def _classless(source: Source) -> Iterator[Problem]:
    """Find classes that no grammar asks for, and patterns that are none."""
    for kind in _CLASSES:
        known = {name for language in LANGUAGES for name in bundled(language).get(kind, ())}
        for name, entry in source.value.get(kind, {}).items():
            place = source.place((kind, name))
            if name not in known:
                yield unknown(place, "class", name, known)
            for pattern in entry.get("patterns", ()):
                try:
                    re.compile(pattern)
                except re.error as error:
                    yield problem(place, "pattern", pattern=pattern, error=error)


def _unlike(source: Source, value: Any, ours: Any, at: tuple[str, ...]) -> Iterator[Problem]:
    """Find keys that are not asked for, and what is written otherwise than ours is."""
    place = source.place(at)
    if type(value) is not type(ours) or (at[:1] == (_PATTERNS,) and isinstance(ours, str)):
        yield problem(place, "unlike-numbers")
    elif isinstance(ours, dict):
        for key, inner in value.items():
            if key in ours:
                yield from _unlike(source, inner, ours[key], (*at, key))
            # kinds of words are asked for by name; words themselves are open
            elif not at or all(isinstance(inner, dict | list) for inner in ours.values()):
                yield unknown(source.place((*at, key)), "key", key, ours)
