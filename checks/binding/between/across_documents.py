"""One figure printed in several disclosures of one issuer must agree within both precisions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from gouji.checks.binding.between.printings import Issued, Source, Thing, by_issuer
from gouji.checks.binding.between.recasting import may_be_all
from gouji.checks.binding.laid_out.same_figure import NEAR, Known, comparable, tables_of
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, vagueness
from gouji.figures.figure import Figure
from gouji.rules.rule import Rule

NEAR_BY_LABEL = 1 / 3
"""Two counts under one long label, word for word, may lie further apart."""


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Disclosures of one period."""
    pairs = list(printed_again(material, restated=False))
    agreeing = {tables_of(material, *p) for p in pairs if material.meet(*p)}
    for later, earlier in pairs:
        tables = tables_of(material, later, earlier)
        if material.figures[later].quantity == "rate" and tables not in {None, *agreeing}:
            continue  # rates of two tables that agree in nothing have different bases
        yield Check(rule, {"另一处": (later,), "此处": (earlier,)})


def printed_again(material: Material, *, restated: bool) -> Iterator[tuple[int, int]]:
    """Printings of one figure, the later disclosure's first.

    ``restated``: those of disclosures of two periods, of which the later looks back.
    """
    for issued in by_issuer(material):
        for at, later in enumerate(issued.sources):
            pairs: list[tuple[int, int]] = []
            for thing in later.printings:
                earlier = _original(issued, at, thing, restated)
                if earlier is not None and (pair := _pair(thing, later, earlier)):
                    pairs.append(pair)
            yield from _meant(dict.fromkeys(pairs), material)


def _meant(pairs: Iterable[tuple[int, int]], material: Material) -> Iterator[tuple[int, int]]:
    """Where one figure may be of two things, it is the one that it agrees with, if any."""
    listed = list(pairs)
    figures = material.figures
    agreed = {
        i
        for pair in listed
        if figures[pair[0]].interval.meets(figures[pair[1]].interval)
        for i in pair
        if may_be_all(figures[i])
    }
    for one, other in listed:
        if agreed.isdisjoint((one, other)) or figures[one].interval.meets(figures[other].interval):
            yield one, other


def _original(issued: Issued, at: int, thing: Thing, restated: bool) -> Source | None:
    """The last disclosure before to hold this one against, of its period or of the figure's own."""
    later = issued.sources[at]
    if restated and thing.period == later.period:
        return None
    period = thing.period if restated else later.period
    listed = issued.printing.get((thing, period), [])
    before = (issued.sources[k] for k in reversed(listed[: bisect_left(listed, at)]))
    return next((s for s in before if s.is_audited or later.is_audited), None)


def _pair(thing: Thing, later: Source, earlier: Source) -> tuple[int, int] | None:
    """The two printings that agree if any do, else the sharpest of both, where they may be one.

    What may be of another thing as well speaks only where nothing else does.
    """
    figures = later.material.figures
    pairs = [(i, k) for i in later.printings[thing] for k in earlier.printings[thing]]
    sure = [p for p in pairs if not any(may_be_all(figures[i]) for i in p)]
    pair = next((p for p in pairs if figures[p[0]].interval.meets(figures[p[1]].interval)), None)
    pair = pair or _contradicted(sure, thing, figures) or _contradicted(pairs, thing, figures)
    return pair if pair is None or later.is_audited else (pair[1], pair[0])


def _contradicted(
    pairs: Sequence[tuple[int, int]], thing: Thing, figures: Sequence[Figure]
) -> tuple[int, int] | None:
    """A sentence is better held against a sentence, and a table against a table."""
    doubtful = [p for p in pairs if any(may_be_all(figures[i]) for i in p)] or pairs
    if not doubtful:
        return None
    pair = min(doubtful, key=lambda p: _unfit(figures[p[0]], figures[p[1]]))
    return pair if _may_conflict(figures[pair[0]], figures[pair[1]], thing) else None


def _unfit(one: Figure, other: Figure) -> tuple[object, ...]:
    unlike = (one.place.table is None) != (other.place.table is None)
    return unlike, vagueness(one), vagueness(other)


def _may_conflict(one: Figure, other: Figure, thing: Thing) -> bool:
    """A hedged value, one in another unit or one far off says that two things were counted."""
    if one.numeral.hedge or other.numeral.hedge or len({one.unit, other.unit} - {""}) > 1:
        return False
    return comparable(one, other, NEAR if isinstance(thing.what, Known) else NEAR_BY_LABEL)
