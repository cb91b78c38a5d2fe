"""What equations may name: indicators, the slices of them, and figures that no document prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.checks.finding import Lang
from gouji.checks.material.references import REFERENCES
from gouji.reports.saying.lines import block
from gouji.reports.saying.phrases import say
from gouji.rules.vocabulary import Indicator, Member, Vocabulary


def listing(vocabulary: Vocabulary, words: Sequence[str], lang: Lang) -> str:
    """List all names, or those of which a name or an alias holds one of ``words``."""
    indicators = [_indicator(i, lang) for i in vocabulary.indicators if _holds(i, words)]
    slices = [_named(member, lang) for member in vocabulary.members if _holds(member, words)]
    references = [r for r in REFERENCES if not words or any(word in r for word in words)]
    sections = {"indicators": indicators, "slices": slices, "references": references}
    lines = [
        line
        for head, rows in sections.items()
        if rows
        for line in (say(f"terms-{head}", lang), *(f"  {row}" for row in rows))
    ]
    return block(lines)


def _holds(one: Indicator | Member, words: Sequence[str]) -> bool:
    names = [text.casefold() for text in (one.name, one.en, *one.aliases)]
    return not words or any(word.casefold() in name for word in words for name in names)


def _named(one: Indicator | Member, lang: Lang) -> str:
    said = f"{one.name} ({one.en})" if one.en and lang == "en" else one.name
    return " = ".join((said, "、".join(one.aliases))) if one.aliases else said


def _indicator(one: Indicator, lang: Lang) -> str:
    return "; ".join((_named(one, lang), *_conditions(one)))


def _conditions(one: Indicator) -> Iterator[str]:
    """Where it is meant, in the keys of the vocabulary."""
    told = {
        "unit": (one.unit,) if one.unit else (),
        "under": one.under,
        "not-under": one.not_under,
        "beside": one.beside,
        "not-beside": one.not_beside,
    }
    yield from (f"{key} {'、'.join(words)}" for key, words in told.items() if words)
