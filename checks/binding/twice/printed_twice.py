"""One thing printed twice has one value, and one change.

One figure may be told in two documents in different words: what was done, to what, in which unit.
Those are counts of running text of one period that nothing else names, each the other's best match
and no third one as good. As words are weaker than names, values far apart are two things.

Within a document the same words may tell one thing twice, in tables, in its text, or in both; no
vocabulary is asked. Two columns under one label are of one thing where what they print of the
same rows agrees in several numbers of several digits; so is running text with cells that its
sentences name (``in_sentences``), and with itself where it tells all names alike. What differs is
worth a look where one slip leads from one print to the other, hardly by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final, NamedTuple

from gouji.checks.binding.twice.in_sentences import CHANCE, slips_away, told_of_cells
from gouji.checks.binding.twice.pairs import (
    Pair,
    comparable,
    in_one_document,
    of_one_period,
    pairs_for,
    tables_of,
)
from gouji.checks.binding.twice.things import (
    Gist,
    core_of,
    gist_of,
    is_own_platform,
    is_slogan,
    likeness,
    period_meant,
    telling_digits,
)
from gouji.checks.material import Check, Material, TableView, once
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.figures.identity.period import WORDS as PERIOD_WORDS
from gouji.rules.labels import normalise
from gouji.rules.rule import Rule

SAME, RELATIVE, MULTIPLE, OVER_MULTIPLE = range(4)
"""The equations of a rule of changes: what is not said to be in points may be, or relative to the
rate; one that is twice as much grew by once as much."""
_OF_MULTIPLES: Final = {("multiple", "relative"): MULTIPLE, ("relative", "multiple"): OVER_MULTIPLE}


def same_figure(rule: Rule, material: Material) -> Iterator[Check]:
    """Every two printings as far apart as the rule looks.

    Text that tells just what a table prints for a slice (人工接听 without 呼出) was of that slice,
    and the whole says nothing against it.
    """
    pairs, between = pairs_for(rule, material), rule.licence == "between"
    agreeing = {None, *(tables_of(material, pair) for pair in pairs if material.meet(*pair))}
    named = (f for _, f in material.printed() if f.indicator and f.scope)
    sliced = grouped(
        ((f.document, f.indicator), f.interval) for f in named if f.place.table is not None
    )
    for pair in pairs:
        one, other = (material.figures[i] for i in pair)
        alike = tables_of(material, pair) in agreeing
        if between:  # rates of two tables that agree in nothing have different bases
            may = alike or one.quantity != "rate"
        else:
            slices = sliced.get((one.document, one.indicator), ())
            unlike = one.place.table is None and not material.meet(*pair)
            of_slice = unlike and any(interval.meets(one.interval) for interval in slices)
            may = alike and comparable(one, other) and not of_slice
        if may:
            terms_of = {"另一处": pair[:1], "此处": pair[1:]}
            yield Check(rule, terms_of, severity="warning" if _is_slight(one, other) else None)


def _is_slight(one: Figure, other: Figure) -> bool:
    """Off by one in the last printed place: perhaps adjusted so that a sum prints well."""
    apart = abs(one.numeral.value - other.numeral.value)
    return apart < 2 * max(one.numeral.step, other.numeral.step) and not (one.exact and other.exact)


def same_change(rule: Rule, material: Material) -> Iterator[Check]:
    """Changes of values that agree; between documents those that turned as well."""
    between = rule.licence == "between"
    for pair in pairs_for(rule, material):
        if material.meet(*pair) or (between and _turned(*(material.figures[i] for i in pair))):
            yield from _compared(rule, material, pair)
    pairs = () if between else told_of_cells(material)
    for pair in (pair for pair in pairs if material.meet(*pair)):
        for check in _compared(rule, material, pair):
            yield replace(check, severity="warning")


def _turned(one: Figure, other: Figure) -> bool:
    """Whether it grew in one printing and fell in the other."""
    changes = [f.change for f in (one, other) if f.change is not None]
    kinds = {change.kind for change in changes}
    if len(changes) < 2 or len(kinds) > 1 or "multiple" in kinds:
        return False
    return changes[0].numeral.value * changes[1].numeral.value < 0


def _compared(rule: Rule, material: Material, pair: Pair) -> Iterator[Check]:
    changes = [c for i in pair if (c := material.figures[i].change) is not None]
    compared = {c.comparison or "year-on-year" for c in changes}  # what goes without saying
    if len(changes) < 2 or len(compared) > 1:
        return
    if rule.licence == "between" and any(c.numeral.hedge for c in changes):
        return
    one, other = pair
    is_rate = material.figures[other].unit in ("%", "‰")
    kinds = {change.kind for change in changes}
    flat = [change for change in changes if change.is_flat]
    told: dict[str, tuple[int, ...]] = {"另一变化": (one,), "变化": (other,)}
    if len(kinds) == 1 or (is_rate and kinds == {"relative", "unstated"} and not flat):
        yield Check(rule, told)
    elif flat and all(change.is_level for change in flat):
        yield Check(rule, told, severity="warning")
    elif flat:
        return
    elif is_rate and "points" in kinds and kinds <= {"points", "relative", "unstated"}:
        if changes[0].kind != "points":
            told = {"另一变化": (other,), "变化": (one,)}
        group = hash((rule.id, *told.values()))
        yield Check(rule, told, SAME, group=group)
        yield Check(rule, {**told, "比率": told["变化"]}, RELATIVE, group=group)
    elif (alternative := _OF_MULTIPLES.get((changes[0].kind, changes[1].kind))) is not None:
        yield Check(rule, told, alternative)


WITHIN: Final = 1
"""The equation of a rule of figures told alike: what was handled is of what was received."""
CLEARLY: Final = 0.1
"""By so much the best match is better than the next."""
_CONTRADICTED: Final = frozenset({"", "over", "under", "at-least", "at-most"})
"""Hedges that a value can contradict; 约 and 余 leave it open."""


class Told(NamedTuple):
    """A figure of running text with the gist of its label."""

    at: int
    figure: Figure
    gist: Gist
    scope: tuple[str, ...]


def told_alike(rule: Rule, material: Material) -> Iterator[Check]:
    """Every two documents of one issuer and period, but for what both name alike."""
    for pair in of_one_period(material):
        shared = pair[0].printings.keys() & pair[1].printings.keys()
        named = {i for source in pair for thing in shared for i in source.printings[thing]}
        told = (_gists(material, source.span, source.period) for source in pair)
        mine, others = ([t for t in own if t.at not in named] for own in told)
        for two in (*_matches(mine, others), *_in_general(mine, others)):
            yield _check(rule, *two)


@once
def _gists(material: Material, span: range, period: str) -> Iterator[Told]:
    for i in span:
        figure = material.figures[i]
        in_text = figure.place.table is None and figure.column_path and not figure.bracketed
        if in_text and figure.quantity == "count" and period_meant(figure, period) == period:
            scope = (s for s in figure.scope if not (is_slogan(s) or is_own_platform(s)))
            yield Told(i, figure, gist_of(figure.column_path[-1]), tuple(scope))


def _matches(mine: Sequence[Told], others: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Those that are each the other's best match, if they agree or may be one."""
    pairs = ((a, b) for a in mine for b in others if _one_kind(a, b))
    scores = [(a, b, score) for a, b in pairs if (score := likeness(a.gist, b.gist))]
    for one, other, score in scores:
        rivals = (s for a, b, s in scores if (a is one) != (b is other))
        if all(score >= s + CLEARLY for s in rivals) and _may_be_one(one, other):
            yield one, other


def _one_kind(one: Told, other: Told) -> bool:
    return one.figure.unit == other.figure.unit and one.scope == other.scope


def _may_be_one(one: Told, other: Told) -> bool:
    """Nouns alone, 投诉类, may be slices of anything: only where both say what was done."""
    if _meet(one, other):
        return all(telling_digits(told.figure) for told in (one, other))
    hedges = {one.figure.numeral.hedge, other.figure.numeral.hedge}
    done = bool(one.gist.deeds and other.gist.deeds)
    return done and hedges <= _CONTRADICTED and comparable(one.figure, other.figure)


def _in_general(mine: Sequence[Told], others: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """All requests, received or handled: said of the whole and of slices alike.

    So only the one that agrees to several digits is taken for the same.
    """
    for one in mine:
        if not one.gist.is_general or one.scope or not telling_digits(one.figure):
            continue
        same = [o for o in others if o.gist.is_general and _one_kind(one, o) and _meet(one, o)]
        if len(same) == 1 and telling_digits(same[0].figure):
            yield one, same[0]


def _meet(one: Told, other: Told) -> bool:
    return one.figure.interval.meets(other.figure.interval)


def _check(rule: Rule, one: Told, other: Told) -> Check:
    """``one`` is of an audited document, the later where both are."""
    done = {told.gist.deeds: (told.at,) for told in (one, other)}
    if done.keys() == {frozenset(("handled",)), frozenset(("received",))}:
        terms = {"办理": done[frozenset(("handled",))], "受理": done[frozenset(("received",))]}
        return Check(rule, terms, WITHIN)
    return Check(rule, {"另一处": (one.at,), "此处": (other.at,)}, SAME)


LEAST_AGREEING: Final = 2
"""So many telling numbers of two columns agree before one that does not is held against them."""
LEAST_IN_TEXT: Final = 1
"""So many of the names that running text tells twice."""
LEAST_NAME: Final = 2
"""Characters of a name that tells something by itself."""


class _Column(NamedTuple):
    """The figures of one column of a table, by the words of their rows."""

    table: TableView
    rows: dict[tuple[str, ...], int]


def named_alike(rule: Rule, material: Material) -> Iterator[Check]:
    """Every two printings, but for those that a vocabulary knows."""
    known = {frozenset(pair) for pair in in_one_document(material)}
    columns = [
        _Column(table, _by_row(table, list(cells.values())))
        for table in material.tables()
        for cells in table.columns.values()
    ]
    pairs = [*_in_tables(columns, material), *_in_text(material)]
    pairs = [pair for pair in pairs if frozenset(pair) not in known]
    pairs += told_of_cells(material)
    for one, other in pairs:
        yield Check(rule, {"另一处": (one,), "此处": (other,)})


def _in_tables(columns: Sequence[_Column], material: Material) -> Iterator[Pair]:
    """Of every two of one name that print enough telling numbers alike in the same rows."""
    cells = ((at, row, c.table[i]) for at, c in enumerate(columns) for row, i in c.rows.items())
    printed = grouped(
        ((f.document, *map(core_of, f.column_path[-1:]), row, f.numeral.value), at)
        for at, row, f in cells
        if telling_digits(f)
    )
    alike = Counter(pair for found in printed.values() for pair in combinations(found, 2))
    for pair in (pair for pair, times in alike.items() if times >= LEAST_AGREEING):
        one, other = (columns[at] for at in pair)
        if one.table is not other.table and _dates(one.table) == _dates(other.table):
            shared = [
                (i, k)
                for row, i in one.rows.items()
                if (k := other.rows.get(row)) is not None
                and one.table[i].period == other.table[k].period
                and _counted(one.table[i]) == _counted(other.table[k])
            ]
            yield from _believed(shared, material, LEAST_AGREEING)


def _by_row(table: TableView, cells: Sequence[int]) -> dict[tuple[str, ...], int]:
    """The plain cells of a column; a name that several rows have names none."""
    plain = [i for i in cells if not (table[i].bracketed or table[i].missing)]
    names = {i: tuple(core_of(x) or normalise(x) for x in table[i].row_path) for i in plain}
    counted = Counter(names.values())
    return {name: i for i, name in names.items() if any(name) and counted[name] == 1}


def _dates(table: TableView) -> set[str]:
    """The periods that a table's title tells: those of two are of two things."""
    subject = table[table.indices[0]].subject
    return {match[0] for match in PERIOD_WORDS.finditer(subject[-1])} if subject else set()


def _believed(pairs: Sequence[Pair], material: Material, least: int) -> Iterator[Pair]:
    """Those that agree, if at ``least`` so many tell and all but one do; that one if a slip."""
    ties = [p for p in pairs if material.meet(*p)]
    agreed = [material.figures[i] for i, _ in ties]
    telling = {figure.numeral.value for figure in agreed if telling_digits(figure)}
    if len(telling) >= least and len(pairs) - len(ties) <= 1:
        for pair in pairs:
            figure, cells = material.figures[pair[0]], pair[1:]
            if material.meet(*pair) or slips_away(figure, cells, CHANCE, material):
                yield pair


def _in_text(material: Material) -> Iterator[Pair]:
    """Names that running text tells just twice, once in a part of the document that holds both."""
    for span in material.spans:
        figures = ((i, material.figures[i]) for i in span)
        told = grouped(
            ((core_of(f.column_path[-1]), _counted(f)), i)
            for i, f in figures
            if f.place.table is None and f.column_path and not f.period
        )
        twice = (p for (name, _), p in told.items() if len(p) == 2 and len(name) >= LEAST_NAME)
        pairs = [(p[0], p[1]) for p in twice if _are_apart(*map(material.figures.__getitem__, p))]
        yield from _believed(pairs, material, LEAST_IN_TEXT)


def _are_apart(one: Figure, other: Figure) -> bool:
    """In two lines, of which one stands under the headings of the other; not of two sections."""
    apart = one.place.line != other.place.line
    shorter, longer = sorted((one.subject, other.subject), key=len)
    plain = not (one.bracketed or other.bracketed or one.numeral.hedge or other.numeral.hedge)
    return apart and plain and longer[: len(shorter)] == shorter and bool(one.unit)


def _counted(figure: Figure) -> tuple[object, ...]:
    return figure.unit, figure.quantity, figure.scope
