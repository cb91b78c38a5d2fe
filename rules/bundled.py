"""The files that ship with gouji, each read once: words, with those that packs add, and rules.

What users write is held against its schema each time; the tests hold these, so that they may be
read fast here.

Patterns are made of words as soon as they are imported, in each process of an audit. So the packs
that add words are named before gouji starts, in the environment: ``GOUJI_WORDS``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from gouji.rules.kept import Store
from gouji.rules.source import LOADER, Mark, Source, name_of, read_source

_HERE: Final = Path(__file__).parent
WORDS: Final = _HERE / "words"
ADDED: Final = "GOUJI_WORDS"
_VALUES: Final = Store("words")
_MAKERS: Final = ("bundled.py", "source.py")
_CODE: Final = [f.read_text("utf-8") for f in sorted(_HERE.glob("*.py")) if f.name in _MAKERS]
_SOURCES: Final = Store("packs", "".join(_CODE))


def value_of(path: Path) -> Any:
    """What a YAML file that ships says."""
    text = path.read_text("utf-8")
    return _VALUES.get(text, lambda: yaml.load(text, LOADER))


@cache
def source_of(path: Path) -> Source:
    """What a pack or vocabulary that ships says, and in which lines the elements of lists begin."""

    def read() -> tuple[Any, list[Any]]:
        source = read_source(path)
        begun = [
            (at, mark) for at, mark in source.marks.items() if not (at and isinstance(at[-1], str))
        ]
        return source.value, [(mark.key_line, *at) for at, mark in begun]

    value, lines = _SOURCES.get(path.read_text("utf-8"), read)
    marks = {tuple(at): Mark(line, line, 1, inline=False) for line, *at in lines}
    return Source(name_of(path), value, marks)


@cache
def bundled(name: str) -> Any:
    """What ``rules/words/NAME.yaml`` says, and the packs that add to it; RuleError of a pack."""
    value = value_of(WORDS / f"{name}.yaml")
    for path in added_files():
        value = _merged(value, read_source(path).under("words", name).value)
    return value


@cache
def weights(kind: str) -> Mapping[str, float]:
    """The priors and constants of one part of weighing, as ``words/weights.yaml`` lists them."""
    return {name: float(value) for name, value in bundled("weights")[kind].items()}


def added_files() -> tuple[Path, ...]:
    """The packs whose words are in force, as the environment names them."""
    return tuple(map(Path, filter(None, os.environ.get(ADDED, "").split(os.pathsep))))


def _merged(ours: Any, theirs: Any) -> Any:
    """Add entries to entries, words to lists, and letters to what must not follow a word."""
    if isinstance(ours, dict):
        both = {key: _merged(ours[key], value) for key, value in theirs.items() if key in ours}
        return {**ours, **theirs, **both}
    if isinstance(ours, list):
        return [*ours, *(one for one in theirs if one not in ours)]
    return ours if ours == theirs else ours + theirs
