"""The words of languages as data: each word stands once, in ``rules/words/LANGUAGE.yaml``.

The grammar of sentences knows classes of words and asks for them by name; which words they are,
and in which languages, is said there alone. A class is told by ``words``, or by ``patterns`` where
what stands around a word matters; ``cases`` beside it are wordings that it knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import inf
from typing import Any, Final, TypeAlias

from gouji.rules.bundled import WORDS, bundled
from gouji.rules.labels import normalise
from gouji.rules.problem import wrong

_GROUP: Final = re.compile(r"\(\?P<([a-z]+)>")
_REFERENCE: Final = re.compile(r"\(\?&([a-z-]+)\)")
_FROM_TO: Final = re.compile("[至到—~-]")
NEVER: Final = re.compile(r"(?!)")

Matcher: TypeAlias = Callable[[str], "re.Match[str] | None"]


class Cue:
    """One class of words in all languages; asked like a compiled pattern."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self.patterns = tuple(patterns) or (NEVER,)
        self.search: Matcher = _first([p.search for p in self.patterns])
        self.match: Matcher = _first([p.match for p in self.patterns])
        self.fullmatch: Matcher = _first([p.fullmatch for p in self.patterns])

    @property
    def pattern(self) -> str:
        """Its source, for patterns that contain it."""
        return "|".join(p.pattern for p in self.patterns)

    def sub(self, by: str, text: str, count: int = 0) -> str:
        for pattern in self.patterns:
            text = pattern.sub(by, text, count=count)
        return text

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        """Split at the words of the first language that the text has any of."""
        found = (p for p in self.patterns if p.search(text))
        return next(found, self.patterns[0]).split(text, maxsplit=maxsplit)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        for pattern in self.patterns:
            yield from pattern.finditer(text)

    def findall(self, text: str) -> list[str]:
        return [match[0] for match in self.finditer(text)]


def _first(ways: Sequence[Matcher]) -> Matcher:
    if len(ways) == 1:
        return ways[0]

    def first(text: str) -> re.Match[str] | None:
        for way in ways:
            if found := way(text):
                return found
        return None

    return first


@dataclass(frozen=True, slots=True)
class Split:
    """Kinds that exclude each other and leave nothing out; each is a tuple of its words."""

    kinds: tuple[tuple[str, ...], ...]
    """Words of letters begin with a blank: late is none of related."""
    optional: frozenset[int]

    def holds(self, labels: Sequence[str]) -> bool:
        """Whether ``labels`` are its kinds, each of them once and none left out."""
        return self.is_filled([self.kind_of(label) for label in labels])

    def is_filled(self, kinds: Sequence[int | None]) -> bool:
        """Whether ``kinds`` are each of its own once, and none is left out."""
        found = set(kinds)
        told = None not in found and 1 < len(found) == len(kinds)
        return told and found.issuperset({*range(len(self.kinds))} - self.optional)

    def kind_of(self, label: str) -> int | None:
        """The kind whose word is the longest in a label: 未办结 is not 办结."""
        text = f" {label.lower()}"
        held = ((len(w), n) for n, words in enumerate(self.kinds) for w in words if w in text)
        return max(held, default=(0, None))[1]


@dataclass(frozen=True, slots=True)
class Balance:
    """An account: the figures of the groups that come add up to those that go."""

    comes: tuple[tuple[str, ...], ...]
    goes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """All words of all languages, each language as its file has it."""

    languages: tuple[Mapping[str, Any], ...]
    splits: tuple[Split, ...]
    balances: tuple[Balance, ...]
    differences: tuple[tuple[str, ...], ...]
    """Minuend, subtrahend and what their difference is called."""
    dull: tuple[str, ...]
    """Words that do not say what is counted, the longest first."""

    def core(self, label: str) -> str:
        """What a label says of what is counted: 集团共有员工 and 员工总数 are both 员工."""
        text = normalise(label)
        for word in self.dull:
            text = text.replace(word, "")
        return text

    def is_split(self, labels: Sequence[str]) -> bool:
        """Whether they are all kinds of a thing, all bands of a number, or one and its negation."""
        named = [_kinds_of(label) for label in labels]
        first = named[0] if named else {}
        known = any(self.splits[n].is_filled([kinds.get(n) for kinds in named]) for n in first)
        return known or adjoin(labels) or _exclude(labels)

    def in_turn(self, text: str, many: int) -> Sequence[str]:
        """``一至四季度``, ``从周一到周日``: the kinds from first to last, if they are so many."""
        for split in self.splits if _FROM_TO.search(text) else ():
            named = [kind[0] for kind in split.kinds]
            for start in range(len(named) - many + 1 if many > 2 else 0):
                first, last = named[start], named[start + many - 1]
                if re.search(rf"(?<!\d){first[0]}.{{0,3}}{_FROM_TO.pattern}{{1,2}}第?{last}", text):
                    return named[start : start + many]
        return ()

    def entries(self, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The entries of ``cues`` or ``lists``, language by language."""
        for language in self.languages:
            yield from language.get(kind, {}).items()


@lru_cache(maxsize=1)
def words() -> Words:
    """Read the bundled languages, each a file of two letters, in the order of their names."""
    # the bundled files are held against their schema by the tests, to start fast here
    files = sorted(WORDS.glob("??.yaml"))
    found = [bundled(file.stem) for file in files]
    dull = {w for value in found for w in value.get("dull", {}).get("words", ())}
    return Words(
        tuple(found),
        tuple(read_split(raw) for value in found for raw in value.get("splits", ())),
        tuple(
            Balance(tuple(map(tuple, raw["in"])), tuple(map(tuple, raw["out"])))
            for value in found
            for raw in value.get("balances", ())
        ),
        tuple(tuple(names) for value in found for names in value.get("differences", ())),
        tuple(sorted(dull, key=lambda w: (-len(w), w))),
    )


@lru_cache(maxsize=1 << 12)
def _kinds_of(label: str) -> Mapping[int, int]:
    """The kinds that a label names, by the numbers of their splits: lists share most labels."""
    named = ((n, split.kind_of(label)) for n, split in enumerate(words().splits))
    return {n: kind for n, kind in named if kind is not None}


def _exclude(labels: Sequence[str]) -> bool:
    """Whether one of two is called what the other is not: 电话诉求 and 非电话诉求."""
    if len(labels) != 2:
        return False
    kinds = [cue("done-already").sub("", label.strip().lower()) for label in labels]
    return any(
        len(kind) > 1 and f"{no}{kind}" in other
        for kind, other in (kinds, kinds[::-1])
        for no in listed("none-of")
    )


def adjoin(labels: Sequence[str]) -> bool:
    """Whether labels are bands from nought to no end: ``0-17岁``, ``18-59岁``, ``60岁及以上``."""
    bands = [_band(label) for label in labels]
    if len(bands) < 2 or None in bands:
        return False
    ends = sorted(band for band in bands if band)
    meet = all(high in (low, low - 1) for (_, high), (low, _) in pairwise(ends))
    return meet and ends[0][0] == 0 and ends[-1][1] == inf


@lru_cache(maxsize=1 << 12)
def _band(label: str) -> tuple[float, float] | None:
    """From where to where a label says that its numbers lie, if it does."""
    for name in ("band", "band-below", "band-above"):
        if found := cue(name).search(label):
            ends = found.groupdict()
            return float(ends.get("low", 0)), float(ends.get("high", inf))
    return None


@lru_cache
def cue(name: str) -> Cue:
    """The class of words called ``name``; RuleError where no language has it."""
    return cue_of(_entries("cues", name))


def _entries(kind: str, name: str) -> list[Mapping[str, Any]]:
    found = [entry for key, entry in words().entries(kind) if key == name]
    if not found:
        raise wrong("rules/words", "no-class", name=name)
    return found


def cue_of(entries: Sequence[Mapping[str, Any]]) -> Cue:
    """The class of all words of some entries."""
    return Cue([pattern for entry in entries for pattern in _patterns(entry)])


def _patterns(entry: Mapping[str, Any]) -> list[re.Pattern[str]]:
    """One pattern of all, or one each where several name the same group."""
    plain = sorted(map(re.escape, entry.get("words", ())), key=len, reverse=True)
    written = [
        # ``(?&name)`` stands for the class of that name
        _REFERENCE.sub(lambda reference: f"(?:{cue(reference[1]).pattern})", text)
        for text in (*entry.get("patterns", ()), *plain)
    ]
    groups = [group for text in written for group in _GROUP.findall(text)]
    joined = written if len(set(groups)) < len(groups) else ["|".join(written)]
    return list(map(re.compile, joined))


@lru_cache
def listed(name: str) -> frozenset[str]:
    """The words of a list, where whole labels are asked for."""
    return frozenset(word for entry in _entries("lists", name) for word in entry["words"])


def table(name: str) -> dict[str, tuple[str, ...]]:
    """Words by a word: what a rate of 办结 may be over."""
    found = [language[name] for language in words().languages if name in language]
    return {key: tuple(values) for each in found for key, values in each.items()}


def read_split(raw: Mapping[str, Any]) -> Split:
    """Read one entry of ``splits``."""
    kinds = [k if isinstance(k, dict) else {"words": k} for k in raw["kinds"]]
    return Split(
        tuple(tuple(f" {w}" if w.isascii() else w for w in k["words"]) for k in kinds),
        frozenset(n for n, k in enumerate(kinds) if k.get("optional")),
    )
