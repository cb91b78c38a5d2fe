"""What labels mean: the canonical indicator behind a printed label, and the words of tables.

A label names an indicator by its name or one of its aliases, in full. 诉求总量 is never guessed
from 企业诉求总量, whose basis (口径) is another; labels.py has the little that is taken off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property, reduce
from pathlib import Path
from typing import Any, TypeVar

from gouji.rules.labels import REMEMBERED_LABELS, holds, normalise, normalised
from gouji.rules.problem import Problem, problem, refuse
from gouji.rules.source import Source, as_fields, read_source, read_text
from gouji.rules.validation import schema_problems
from gouji.texts.kept import Store, code

__all__ = ["Indicator", "Member", "Scope", "Vocabulary", "load", "normalise", "read"]

_HERE = Path(__file__).parent
BUNDLED = _HERE / "vocabulary.yaml"
RATE = "rate"
COUNT = "count"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a figure measures, by its canonical name and the other labels for the same thing.

    It is meant only where an ancestor (a label above, a heading) contains one of ``under``, or, for
    tables that lost their title, some label of the same table one of ``beside``; and where none
    contains one of ``not_under`` or ``not_beside``.
    """

    name: str
    en: str = ""
    aliases: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    not_under: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    not_beside: tuple[str, ...] = ()
    unit: str = ""
    quantity: str = "count"
    adds: bool = True
    """Parts of it add up to the whole; false for averages, rates, maxima."""
    specific: bool = False
    """About one thing wherever it stands; of any other each slice has its own."""
    weight: str = ""
    """The indicator by which the mean or rate of a total row is weighted."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The normalised labels that name it."""
        return tuple(dict.fromkeys(normalise(text) for text in (self.name, *self.aliases)))

    def fits(self, ancestors: Sequence[str], beside: Sequence[str], quantity: str) -> bool:
        """Say whether it may be meant there, by a number printed as that quantity."""
        if quantity in (RATE, COUNT) and (quantity == RATE) != (self.quantity == RATE):
            return False
        barred = any(holds(label, self.not_under) for label in ancestors)
        if barred or any(holds(label, self.not_beside) for label in beside):
            return False
        near = self.nearness(ancestors) > 0 or any(holds(label, self.beside) for label in beside)
        return near or not (self.under or self.beside)

    def nearness(self, ancestors: Sequence[str]) -> int:
        """Count the ancestors down to the innermost that it asks for; 0 where it asks for none."""
        return max((n for n, a in enumerate(ancestors, 1) if holds(a, self.under)), default=0)


@dataclass(frozen=True, slots=True)
class Member:
    """A slice of indicators that rows and sentences are about: 群众诉求, 市本级, 咨询类."""

    name: str
    en: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Whatever ``part`` names is part of what ``whole`` names, not beside it."""

    part: tuple[str, ...]
    whole: tuple[str, ...]


Named = TypeVar("Named", Indicator, Member)


@dataclass(frozen=True)
class Vocabulary:
    """The indicators, and the words that tell totals, parts and averages in labels."""

    indicators: tuple[Indicator, ...] = ()
    members: tuple[Member, ...] = ()
    totals: tuple[str, ...] = ()
    subtotals: tuple[str, ...] = ()
    of_which: tuple[str, ...] = ()
    scopes: tuple[Scope, ...] = ()
    parts: tuple[str, ...] = ()
    non_additive: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    """Words that may stand before a name and change nothing (全年, 本年度)."""

    def match(
        self,
        label: str,
        ancestors: Sequence[str] = (),
        beside: Sequence[str] = (),
        quantity: str = "",
    ) -> Indicator | None:
        """Find the indicator that a label names in full.

        ``ancestors`` are the labels and headings above it, outermost first (what the label itself
        says counts as well: 民生接听员答复 is below 答复); ``beside`` the other
        labels of its table; ``quantity`` what its number is printed as. A printed rate is never
        taken for a count; of several indicators the one of that quantity, then the one whose
        condition the innermost ancestor meets, then the one that asks for a label beside is meant.
        """
        for named in self._candidates(normalise(label)):
            if meant := [i for i in named if i.fits((*ancestors, label), beside, quantity)]:
                return max(
                    meant,
                    key=lambda i: (i.quantity == quantity, i.nearness(ancestors), bool(i.beside)),
                )
        return None

    def member(self, label: str) -> str:
        """Give the canonical name of the slice a label stands for; other labels as they are."""
        return self.slices.get(normalise(label), label)

    def is_member(self, label: str) -> bool:
        """Say whether a label stands for a slice of an indicator."""
        return normalise(label) in self.slices

    def named(self, name: str) -> Indicator | None:
        """Find an indicator by its canonical name."""
        return self._by_name.get(name)

    def is_total(self, label: str) -> bool:
        """Say whether a label stands for all parts together."""
        return normalise(label) in normalised(self.totals)

    def is_subtotal(self, label: str) -> bool:
        return normalise(label) in normalised(self.subtotals)

    def is_of_which(self, label: str) -> bool:
        """Say whether a label announces some of the parts (其中：…)."""
        return normalise(label).startswith(normalised(self.of_which))

    def is_non_additive(self, label: str) -> bool:
        """Say whether a header tells that what stands under it does not add up."""
        return holds(label, self.non_additive)

    def contains(self, whole: str, part: str) -> bool:
        """Say whether ``part`` names a scope within the one that ``whole`` names."""
        inner, outer = normalise(self.member(part)), normalise(self.member(whole))
        return any(
            inner in normalised(scope.part) and outer in normalised(scope.whole)
            for scope in self.scopes
        )

    def is_container(self, label: str) -> bool:
        """Say whether ``label`` names a scope that others are within."""
        outer = normalise(self.member(label))
        return any(outer in normalised(scope.whole) for scope in self.scopes)

    def extended(self, other: Vocabulary) -> Vocabulary:
        """Add another vocabulary; its indicators and members extend those of the same name."""
        merged: dict[str, Any] = {
            f.name: _union(getattr(self, f.name), getattr(other, f.name)) for f in fields(self)
        }
        merged["indicators"] = _merged(self.indicators, other.indicators)
        merged["members"] = _merged(self.members, other.members)
        return Vocabulary(**merged)

    @cached_property
    def _by_label(self) -> dict[str, tuple[Indicator, ...]]:
        found: dict[str, tuple[Indicator, ...]] = {}
        for indicator in self.indicators:
            for label in indicator.labels:
                found[label] = (*found.get(label, ()), indicator)
        return found

    @cached_property
    def _by_name(self) -> dict[str, Indicator]:
        return {indicator.name: indicator for indicator in self.indicators}

    @cached_property
    def slices(self) -> dict[str, str]:
        """The canonical names of members by the labels that stand for them, the longest first."""
        names = {
            normalise(label): member.name
            for member in self.members
            for label in (member.name, *member.aliases)
        }
        return dict(sorted(names.items(), key=lambda item: -len(item[0])))

    @cached_property
    def _known(self) -> dict[str, list[tuple[Indicator, ...]]]:
        """What ``_candidates`` found; a plain dict, as vocabularies go to other processes."""
        return {}

    def _candidates(self, text: str) -> list[tuple[Indicator, ...]]:
        """The indicators that go by a label, and by what is left of it without neutral words."""
        if text not in self._known:
            if len(self._known) >= REMEMBERED_LABELS:
                self._known.clear()
            names = (text, *self._without_neutral(text))
            self._known[text] = [self._by_label[n] for n in names if n in self._by_label]
        return self._known[text]

    def _without_neutral(self, text: str) -> list[str]:
        """Take off neutral words before a label, one or more; the longest rest goes first."""
        words = sorted(normalised(self.neutral), key=len)
        shorter = [text.removeprefix(w) for w in words if text.startswith(w) and text != w]
        return [*shorter, *(rest for text in shorter for rest in self._without_neutral(text))]


_KEPT = Store("vocabulary", code(), (Vocabulary, Indicator, Member, Scope))


def load(added: Iterable[Path] = ()) -> Vocabulary:
    """Load all bundled vocabularies, extended by the files ``added``.

    RuleError lists what is wrong with a file.
    """
    return _extended(_bundled(), added)


@cache
def _bundled() -> Vocabulary:
    """The vocabulary of hotlines, and those that the packs bring."""
    files = sorted(_HERE.glob("*.yaml"), key=lambda path: (path != BUNDLED, path))
    texts = "\0".join(read_text(path) for path in files)
    kept: Vocabulary = _KEPT.get(texts, lambda: _extended(Vocabulary(), files))
    return kept


def _extended(vocabulary: Vocabulary, files: Iterable[Path]) -> Vocabulary:
    return reduce(Vocabulary.extended, map(read, files), vocabulary)


def read(path: Path) -> Vocabulary:
    """Read one vocabulary file by itself, or the vocabulary that a pack brings."""
    # the bundled ones are held against the schema by the tests, to start fast here
    bundled = path.parent == _HERE
    source = read_source(path)
    if isinstance(source.value, dict) and "pack" in source.value:
        source = source.under("vocabulary")
    refuse([] if bundled else schema_problems(source, "vocabulary-schema.json"))
    refuse(_ambiguities(source))
    kinds = {"indicators": Indicator, "members": Member, "scopes": Scope}
    written = as_fields(source.value)
    for key in written.keys() & kinds.keys():
        written[key] = tuple(kinds[key](**as_fields(raw)) for raw in written[key])
    return Vocabulary(**written)


def _ambiguities(source: Source) -> Iterator[Problem]:
    """List names declared twice, labels that mean two things alike, and labels that are empty."""
    names: dict[str, str] = {}
    meanings: dict[tuple[object, ...], str] = {}
    for at, raw in enumerate(source.value.get("indicators", ())):
        indicator, place = Indicator(**as_fields(raw)), source.place(("indicators", at))
        if names.setdefault(indicator.name, place) != place:
            earlier = names[indicator.name]
            yield problem(place, "indicator-twice", name=indicator.name, earlier=earlier)
        conditions = (indicator.under, indicator.not_under, indicator.beside, indicator.not_beside)
        for label in indicator.labels:
            meaning = (label, indicator.quantity, *map(frozenset, conditions))
            if meanings.setdefault(meaning, indicator.name) != indicator.name:
                meant = {"one": meanings[meaning], "other": indicator.name}
                yield problem(place, "ambiguous", label=label, **meant)
        if "" in indicator.labels:
            yield problem(place, "empty-alias")


def _union(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _merged(ours: tuple[Named, ...], theirs: tuple[Named, ...]) -> tuple[Named, ...]:
    """Add aliases to those of the same name, and take whatever else ``theirs`` say."""
    merged = {value.name: value for value in ours}
    for other in theirs:
        one = merged.setdefault(other.name, other)
        written = ((f.name, getattr(other, f.name), f.default) for f in fields(other))
        said = {name: value for name, value, default in written if value != default}
        both = {**said, "aliases": _union(one.aliases, other.aliases)}
        merged[other.name] = replace(one, **both)
    return tuple(merged.values())
