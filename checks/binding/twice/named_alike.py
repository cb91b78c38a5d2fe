"""One thing under the same words twice in a document: in tables, in its text, or in both.

No vocabulary is asked. Two columns under one label are of one thing where what they print of the
same rows agrees in several numbers of several digits; so is running text with cells that its
sentences name (``in_sentences``), and with itself where it tells all names alike. What differs is
worth a look where one slip leads from one print to the other, hardly by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from gouji.checks.binding.twice.in_sentences import CHANCE, slips_away, told_of_cells
from gouji.checks.binding.twice.pairs import Pair, in_one_document
from gouji.checks.binding.twice.things import core_of, telling_digits
from gouji.checks.material import Check, Material, TableView
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.figures.identity.period import WORDS as PERIOD_WORDS
from gouji.rules.labels import normalise
from gouji.rules.rule import Rule

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
    for one, other in _agreeing(columns):
        if one.table is not other.table and _dates(one.table) == _dates(other.table):
            shared = [
                (i, k)
                for row, i in one.rows.items()
                if (k := other.rows.get(row)) is not None
                and one.table[i].period == other.table[k].period
                and _counted(one.table[i]) == _counted(other.table[k])
            ]
            yield from _believed(shared, material, LEAST_AGREEING)


def _agreeing(columns: Sequence[_Column]) -> Iterator[tuple[_Column, _Column]]:
    """Every two of one name that print enough telling numbers alike in the same rows."""
    cells = ((at, row, c.table[i]) for at, c in enumerate(columns) for row, i in c.rows.items())
    printed = grouped(
        ((f.document, *map(core_of, f.column_path[-1:]), row, f.numeral.value), at)
        for at, row, f in cells
        if telling_digits(f)
    )
    alike = Counter(pair for found in printed.values() for pair in combinations(found, 2))
    for (one, other), times in alike.items():
        if times >= LEAST_AGREEING:
            yield columns[one], columns[other]


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
            slips = slips_away(material.figures[pair[0]], pair[1:], CHANCE, material)
            if slips or material.meet(*pair):
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
