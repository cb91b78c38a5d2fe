"""The data that stands in ``rules/words/``, each file read once, with the words that packs add.

What users write goes through ``rules.source``, which bounds it and knows its lines; the tests hold
the bundled files against that as well, so that they may be read fast here.

Patterns are made of words as soon as they are imported, in each process of an audit. So the packs
that add words are named before gouji starts, in the environment: ``GOUJI_WORDS``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from gouji.rules.source import read_source
from gouji.texts.bilingual import loaded

WORDS: Final = Path(__file__).with_name("words")
ADDED: Final = "GOUJI_WORDS"


@cache
def bundled(name: str) -> Any:
    """What ``rules/words/NAME.yaml`` says, and the packs that add to it; RuleError of a pack."""
    value = loaded(WORDS / f"{name}.yaml")
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
