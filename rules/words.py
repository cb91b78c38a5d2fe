"""The words of languages as data: each word stands once, in ``rules/words/LANGUAGE.yaml``.

The grammar of sentences knows classes of words and asks for them by name; which words they are,
and in which languages, is said here alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from gouji.rules.labels import normalise
from gouji.rules.source import read_source

FOLDER = Path(__file__).with_name("words")


@dataclass(frozen=True, slots=True)
class Split:
    """Kinds that exclude each other and leave nothing out; each is a tuple of its words."""

    means: str
    kinds: tuple[tuple[str, ...], ...]
    optional: frozenset[int]
    cases: tuple[tuple[str, ...], ...] = ()

    def holds(self, labels: Sequence[str]) -> bool:
        """Whether ``labels`` are its kinds, each of them once and none left out."""
        found = [self._kind_of(label) for label in labels]
        needed = set(range(len(self.kinds))) - self.optional
        distinct = None not in found and len(set(found)) == len(found) > 1
        return distinct and needed <= set(found)

    def _kind_of(self, label: str) -> int | None:
        """The kind whose word is the longest in a label: 未办结 is not 办结."""
        best = max(
            ((len(w), n) for n, words in enumerate(self.kinds) for w in words if w in label),
            default=None,
        )
        return best[1] if best else None


@dataclass(frozen=True, slots=True)
class Words:
    """All words of all languages."""

    splits: tuple[Split, ...]
    dull: tuple[str, ...]
    """Words that do not say what is counted, the longest first."""
    alike: tuple[tuple[str, ...], ...]
    """Cases of ``dull``: labels that are one without them."""

    def core(self, label: str) -> str:
        """What a label says of what is counted: 集团共有员工 and 员工总数 are both 员工."""
        text = normalise(label)
        for word in self.dull:
            text = text.replace(word, "")
        return text

    def is_split(self, labels: Sequence[str]) -> bool:
        return any(split.holds(labels) for split in self.splits)


@lru_cache(maxsize=1)
def words() -> Words:
    """Read the bundled languages, each a file of two letters, in the order of their names."""
    found = [read_source(p, f"rules/words/{p.name}").value for p in sorted(FOLDER.glob("??.yaml"))]
    dull = {w for value in found for w in value.get("dull", {}).get("words", ())}
    return Words(
        tuple(s for value in found for s in _splits(value)),
        tuple(sorted(dull, key=lambda w: (-len(w), w))),
        tuple(tuple(c) for value in found for c in value.get("dull", {}).get("cases", ())),
    )


def _splits(value: dict[str, Any]) -> Iterator[Split]:
    for raw in value.get("splits", ()):
        kinds = [k if isinstance(k, dict) else {"words": k} for k in raw["kinds"]]
        yield Split(
            raw["means"],
            tuple(tuple(k["words"]) for k in kinds),
            frozenset(n for n, k in enumerate(kinds) if k.get("optional")),
            tuple(tuple(case) for case in raw.get("cases", ())),
        )
