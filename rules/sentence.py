"""The sentences of rules: text with named values in it, one a language. Nothing is ever evaluated.

[{label}：]{right} {equals} {made}，比{left} {more:少|多} {gap}
{本期.name} 印为 {本期.print}                 a figure by its role in the equation
{turned:，升降相反}                            a choice: what stands before | where it holds
[（见 {places}）]                              [ ] = where all its values are there
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple, TypeAlias

from gouji.rules.bundled import bundled
from gouji.rules.problem import told
from gouji.texts.bilingual import Lang, Words

_ASKED = bundled("sentences")["asked"]
VALUES: frozenset[str] = frozenset(_ASKED["values"])
"""What may be asked of a check, or of several with one cause."""
Give: TypeAlias = Callable[[str, str], str | bool]
"""What gives the value of a name and its facet."""
_TOKEN = re.compile(r"\{([^{}.:]+)(?:\.([^{}:]+))?(?::([^{}]*))?\}|[\[\]{}]|[^\[\]{}]+")


class SentenceError(ValueError):
    """A sentence that can't be read: what was ``found``."""

    def __init__(self, text: str, **values: str) -> None:
        self.found = told(text, **values)
        super().__init__(f"{self.found}")


class Value(NamedTuple):
    """A named value; ``choice`` is what to say where it holds, and where it does not."""

    name: str
    facet: str
    choice: tuple[str, str] | None

    def say(self, give: Give) -> str:
        given = give(self.name, self.facet)
        return self.choice[not given] if self.choice else str(given)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Text and values in turn; a sentence within another one is left out where a value lacks."""

    parts: tuple[Part, ...]

    def say(self, give: Give) -> str:
        return "".join(
            part if isinstance(part, str) else part.say(give)
            for part in self.parts
            if not isinstance(part, Sentence)
            or all(value.choice or give(value.name, value.facet) for value in part.values())
        )

    def values(self) -> Iterator[Value]:
        for part in self.parts:
            if isinstance(part, Value):
                yield part
            elif isinstance(part, Sentence):
                yield from part.values()


Part: TypeAlias = str | Value | Sentence


@dataclass(frozen=True, slots=True)
class Says:
    """One sentence in both languages, as written."""

    zh: str
    en: str

    def words(self, give: Callable[[Lang], Give]) -> Words:
        """Fill in what ``give`` gives, in a language, for a name and its facet."""
        return Words(_read(self.zh).say(give("zh")), _read(self.en).say(give("en")))

    def filled(self, **values: object) -> Words:
        """Fill in ``values``; those that are Words are said in its own language."""

        def given(lang: Lang, name: str, _: str) -> str | bool:
            value = values[name]
            told = value.say(lang) if isinstance(value, Words) else value
            return told if isinstance(told, bool) else str(told)

        return self.words(lambda lang: partial(given, lang))

    def values(self) -> Iterator[Value]:
        for text in (self.zh, self.en):
            yield from _read(text).values()


def read_says(written: Mapping[str, str]) -> Says:
    """Read a sentence by its languages; SentenceError says what can't be read."""
    says = Says(written["zh"], written["en"])
    list(says.values())
    return says


def unknown_values(says: Says, roles: Collection[str]) -> Iterator[tuple[str, Collection[str]]]:
    """Find what a sentence asks for and nobody gives, each with what may be asked for."""
    for value in says.values():
        known = {*roles, *_ASKED["figures"], *(() if value.facet else VALUES)}
        if value.name not in known:
            yield value.name, known
        elif value.facet and value.facet not in _ASKED["facets"]:
            yield value.facet, _ASKED["facets"]


@cache
def _read(text: str) -> Sentence:
    """Read brackets as sentences within the sentence."""
    open_parts: list[list[Part]] = [[]]
    for match in _TOKEN.finditer(text):
        token, (name, facet, choice) = match[0], match.groups()
        if name is not None:
            yes, _, no = (choice or "").partition("|")
            told = None if choice is None else (yes, no)
            open_parts[-1].append(Value(name, facet or "", told))
        elif token == "[":
            open_parts.append([])
        elif token == "]" and len(open_parts) > 1:
            *open_parts, inner = open_parts
            open_parts[-1].append(Sentence(tuple(inner)))
        elif token in "]{}":
            raise SentenceError("stray", token=token)
        else:
            open_parts[-1].append(token)
    if len(open_parts) > 1:
        raise SentenceError("unclosed")
    return Sentence(tuple(open_parts[0]))
