"""Slips as people make them, one to a disclosure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from benchmarks.slips.draft import Draft, Number, Relation
from benchmarks.slips.layouts import rounded

Replaced: TypeAlias = dict[int, str]
Planter: TypeAlias = Callable[[Draft], Iterator[Replaced]]


@dataclass(frozen=True)
class Planted:
    slip: str
    replaced: Replaced

    def shown(self, draft: Draft) -> str:
        """What was printed and what is now."""
        pairs = (f"{draft.numbers[i].text} → {text}" for i, text in self.replaced.items())
        return ", ".join(pairs)

    def kinds(self, draft: Draft) -> str:
        return draft.numbers[min(self.replaced)].kind


def plant(draft: Draft, slip: str) -> Planted | None:
    """Make one slip of this kind; None where the disclosure gives no occasion."""
    occasions = list(PLANTERS[slip](draft))
    changed = [o for o in occasions if all(draft.numbers[i].text != t for i, t in o.items())]
    return Planted(slip, draft.random.choice(changed)) if changed else None


def digits_of(text: str) -> tuple[str, str, str]:
    start = next(i for i, c in enumerate(text) if c.isdigit())
    end = max(i for i, c in enumerate(text) if c.isdigit()) + 1
    return text[:start], text[start:end], text[end:]


def each(change: Callable[[Draft, str], str | None], shortest: int = 2) -> Planter:
    """Apply a change of digits to any number that is long enough."""

    def planter(draft: Draft) -> Iterator[Replaced]:
        for number in draft.numbers:
            before, digits, behind = digits_of(number.text)
            if len(digits) < shortest or number.text == "100%":
                continue
            new = change(draft, digits)
            if new and new != digits and not (new.startswith("0") and new[1:2].isdigit()):
                yield {number.id: before + new + behind}

    return planter


def _at(draft: Draft, digits: str) -> int:
    return draft.random.choice([i for i, c in enumerate(digits) if c != "."])


def _swapped(draft: Draft, digits: str) -> str | None:
    at = [i for i, c in enumerate(digits) if c != "."]
    i = draft.random.randrange(len(at) - 1)
    listed = list(digits)
    listed[at[i]], listed[at[i + 1]] = digits[at[i + 1]], digits[at[i]]
    return "".join(listed)


def _replaced(draft: Draft, digits: str) -> str:
    i = _at(draft, digits)
    return f"{digits[:i]}{draft.random.choice('0123456789')}{digits[i + 1 :]}"


def _lost(draft: Draft, digits: str) -> str | None:
    i = _at(draft, digits)
    return (digits[:i] + digits[i + 1 :]).strip(".") or None


def _doubled(draft: Draft, digits: str) -> str:
    i = _at(draft, digits)
    return digits[: i + 1] + digits[i] + digits[i + 1 :]


def _pointed(draft: Draft, digits: str) -> str | None:
    whole, point, rest = digits.partition(".")
    if not point:
        return None
    by = draft.random.choice([-1, 1])
    at = len(whole) + by
    joined = whole + rest
    return f"{joined[:at]}.{joined[at:]}".removesuffix(".") if at > 0 else f"0.{joined}"


def _wan(draft: Draft) -> Iterator[Replaced]:
    for number in draft.numbers:
        if number.kind == "count" and len(number.text) > 3:
            yield {number.id: f"{number.text}万"}


def _turned(draft: Draft) -> Iterator[Replaced]:
    for number in draft.numbers:
        if number.kind == "change":
            turned = {"↑": "↓", "↓": "↑"}[number.text[0]]
            yield {number.id: turned + number.text[1:]}


def beside(draft: Draft, number: Number) -> Iterator[Number]:
    """Numbers of the same kind in the cells left, right, above and below."""
    for other in draft.numbers:
        near = abs(other.row - number.row) + abs(other.column - number.column) == 1
        if other.kind == number.kind and other.table == number.table and near:
            yield other


def _copied(draft: Draft) -> Iterator[Replaced]:
    for number in draft.numbers:
        for other in beside(draft, number):
            yield {number.id: other.text}


def _exchanged(draft: Draft) -> Iterator[Replaced]:
    for number in draft.numbers:
        for other in beside(draft, number):
            if other.id > number.id:
                yield {number.id: other.text, other.id: number.text}


def _shifted(draft: Draft, kind: str) -> Iterator[Replaced]:
    rows: dict[tuple[int, int], list[Number]] = {}
    for number in draft.numbers:
        if number.kind == kind:
            rows.setdefault((number.table, number.row), []).append(number)
    for row in rows.values():
        if len(row) > 3:
            yield {a.id: b.text for a, b in pairwise(row)}


def _sums(draft: Draft, name: str = "sum") -> Iterator[Relation]:
    return (r for r in draft.relations if r.name == name)


def _means_added(draft: Draft) -> Iterator[Replaced]:
    for relation in _sums(draft, "mean"):
        (whole,) = relation.terms["whole"]
        places = len(draft.numbers[whole].text.partition(".")[2])
        total = sum(Fraction(draft.numbers[i].text) for i in relation.terms["parts"])
        yield {whole: rounded(Fraction(total), places)}


def _part_missed(draft: Draft, sign: int) -> Iterator[Replaced]:
    for relation in _sums(draft):
        (whole,) = relation.terms["whole"]
        for part in relation.terms["parts"]:
            value = draft.numbers[whole].value + sign * draft.numbers[part].value
            if value > 0:
                yield {whole: str(value)}


def _percent(like: Number, ratio: Fraction) -> str:
    places = len(like.text.rstrip("%").partition(".")[2])
    return f"{rounded(ratio * 100, places)}%"


def _next_share(draft: Draft) -> Iterator[Replaced]:
    shares = [(r.terms["share"][0], r.terms["whole"]) for r in _sums(draft, "share")]
    for (a, base), (b, other) in pairwise(shares):
        if base == other:
            yield {a: draft.numbers[b].text}


def _last_year(draft: Draft) -> Iterator[Replaced]:
    for relation in _sums(draft, "change"):
        (now,), (prior,) = relation.terms["now"], relation.terms["prior"]
        yield {now: draft.numbers[prior].text}


PLANTERS: dict[str, Planter] = {
    "adjacent-digits-swapped": each(_swapped),
    "digit-replaced": each(_replaced),
    "digit-lost": each(_lost),
    "digit-doubled": each(_doubled),
    "point-moved": each(_pointed),
    "unit-misplaced": _wan,
    "arrow-turned": _turned,
    "neighbour-copied": _copied,
    "cells-exchanged": _exchanged,
    "arrows-shifted": lambda draft: _shifted(draft, "change"),
    "values-shifted": lambda draft: _shifted(draft, "count"),
    "averages-added": _means_added,
    "missing-part": lambda draft: _part_missed(draft, -1),
    "double-counted": lambda draft: _part_missed(draft, 1),
    "next-row-share": _next_share,
    "last-year-kept": _last_year,
}
