"""One thing under the same words twice in a document: in tables, in its text, or in both.

No vocabulary is asked. Two columns under one label are of one thing where what they print of the
same rows agrees in several numbers of several digits; so is running text with a column whose rows
it names, and with itself where it tells all names alike. A name that is made up of the words of
one row and one column, without those that say nothing (共有, 总数), needs no other that agrees.
What differs is worth a look where one slip leads from one print to the other, hardly by chance;
between text and table also where the two are near each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import combinations, islice
from typing import Final, NamedTuple

from gouji.checks.binding.twice.pairs import (
    LEAST_TELLING_VALUE,
    Pair,
    comparable,
    in_one_document,
    is_unit_elsewhere,
)
from gouji.checks.binding.twice.things import core_of, telling_digits
from gouji.checks.material import Check, Material, TableView
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.slip import leading, originals
from gouji.figures.figure import Figure
from gouji.figures.identity.period import WORDS as PERIOD_WORDS
from gouji.rules.labels import normalise
from gouji.rules.rule import Rule

LEAST_AGREEING: Final = 2
"""So many telling numbers of two columns agree before one that does not is held against them."""
LEAST_IN_TEXT: Final = 1
"""So many of the names that running text tells twice."""
CHANCE: Final = 0.01
"""Of unrelated numbers as long as these no more may be one slip apart."""
NEAR: Final = 0.05
"""Printings of one name further apart than this share, and than one slip, may be two things."""
LEAST_NAME: Final = 2
"""Characters of a name that tells something by itself."""
MOST: Final = 400
"""Names of the text of one document that are looked for in its tables."""
_NUMBERED: Final = re.compile(r"^.*[（(][一二三四五六七八九十\d]+[)）]")
"""Forms number what they count within a heading: 二、处理结果（一）答复."""
_ASIDE: Final = re.compile(r"[（(][^（）()]*[)）]")
_TOTAL: Final = re.compile("总计|合计|小计")


class _Column(NamedTuple):
    """The figures of one column of a table, by the words of their rows."""

    table: TableView
    rows: dict[tuple[str, ...], int]

    @property
    def document(self) -> str:
        return self.table[self.table.indices[0]].document


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
    pairs += _in_both(columns, frozenset().union(*known), material)
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
    printed: dict[object, list[int]] = {}
    for at, column in enumerate(columns):
        for row, i in column.rows.items():
            figure = column.table[i]
            if telling_digits(figure):
                heading = tuple(map(core_of, figure.column_path[-1:]))
                key = column.document, heading, row, figure.numeral.value
                printed.setdefault(key, []).append(at)
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


def _believed(
    pairs: Sequence[Pair], material: Material, least: int, *, by_name: bool = False
) -> Iterator[Pair]:
    """Those that agree, if at ``least`` so many tell and all but one do; that one if a slip."""
    ties = [p for p in pairs if material.meet(*p)]
    agreed = [material.figures[i] for i, _ in ties]
    telling = {figure.numeral.value for figure in agreed if by_name or telling_digits(figure)}
    may_be = _is_near if by_name else _is_a_slip
    if len(telling) >= least and len(pairs) - len(ties) <= 1:
        yield from (p for p in pairs if material.meet(*p) or may_be(p, material))


def _in_text(material: Material) -> Iterator[Pair]:
    """Names that running text tells just twice, once in a part of the document that holds both."""
    for span in material.spans:
        told: dict[tuple[object, ...], list[int]] = {}
        for i in span:
            figure = material.figures[i]
            if figure.place.table is not None or figure.period or not figure.column_path:
                continue
            if len(name := core_of(figure.column_path[-1])) >= LEAST_NAME:
                told.setdefault((name, _counted(figure)), []).append(i)
        pairs = [(p[0], p[1]) for p in told.values() if len(p) == 2]
        apart = [p for p in pairs if _are_apart(*(material.figures[i] for i in p))]
        yield from _believed(apart, material, LEAST_IN_TEXT)


def _in_both(columns: Sequence[_Column], known: Set[int], material: Material) -> Iterator[Pair]:
    """Names that the text tells one value of, each with the one cell that bears it."""
    by_document: dict[str, list[_Column]] = {}
    for column in columns:
        by_document.setdefault(column.document, []).append(column)
    for disclosure, span in zip(material.disclosures, material.spans, strict=True):
        own = by_document.get(disclosure.path, [])
        told = _told(material, span, dated=disclosure.period is not None) if own else {}
        told = {name: i for name, i in told.items() if i not in known}
        cells = [i for i in span if _is_cell(material.figures[i])] if told else []
        found = {i: c for i in told.values() if (c := _cell(i, cells, material)) is not None}
        for column in own:
            names = Counter(row[-1] for row in column.rows)
            rows = {
                r[-1]: i
                for r, i in column.rows.items()
                if _is_cell(material.figures[i]) and names[r[-1]] == 1
            }
            shared = [(told[n], i) for n, i in rows.items() if n in told and told[n] not in found]
            fitting = [p for p in shared if _fits(*(material.figures[i] for i in p))]
            found |= dict(_believed(fitting, material, LEAST_AGREEING, by_name=True))
        yield from found.items()


def _told(material: Material, span: range, *, dated: bool) -> dict[str, int]:
    """The names of the text's own period, whichever that is, of which it tells one value."""
    named: dict[tuple[str, str], list[int]] = {}
    for i in span:
        figure = material.figures[i]
        if figure.place.table is None and figure.column_path:
            named.setdefault((core_of(figure.column_path[-1]), figure.unit), []).append(i)
    found: dict[str, int] = {}
    for (name, _), indices in named.items():
        plain = [i for i in indices if not material.figures[i].period]
        told = plain or [i for i in indices if not dated and material.figures[i].period != "prior"]
        if len(name) < LEAST_NAME or not told or not all(material.meet(told[0], i) for i in told):
            continue
        figure = material.figures[told[0]]
        if figure.quantity != "points" and not figure.numeral.hedge:
            found[name] = told[0]
    return dict(islice(found.items(), MOST))


def _is_cell(figure: Figure) -> bool:
    own = figure.place.table is not None and not figure.period and not figure.missing
    return own and figure.row_role != "of-which" and not figure.bracketed


def _cell(one: int, cells: Sequence[int], material: Material) -> int | None:
    """The cell that a figure of the text names, where there is but one value of it."""
    figures, figure = material.figures, material.figures[one]
    fitting = [i for i in cells if _fits(figure, figures[i])]
    named = [i for i in fitting if _names(figure, figures[i], material.table_of(i))]
    tie = next((i for i in named if material.meet(i, one)), None)
    if tie is not None or len({figures[i].numeral.value for i in named}) != 1:
        return tie
    elsewhere = any(figures[i].numeral.value == figure.numeral.value for i in fitting)
    return named[0] if not elsewhere and _is_near((one, named[0]), material) else None


def _fits(figure: Figure, cell: Figure) -> bool:
    """Whether a cell is counted in the same unit; a table may leave it to its title."""
    rates = figure.quantity == "rate", cell.quantity == "rate"
    if is_unit_elsewhere(cell, figure):
        return False
    return rates[0] == rates[1] and (cell.unit == figure.unit or not cell.unit)


def _names(figure: Figure, cell: Figure, table: TableView | None) -> bool:
    """Whether the words of a row and a column make up a name, but for what the unit says.

    收入总计 is not 本年收入合计: where both have a word for a total, it is the same one.
    """
    label = figure.column_path[-1]
    totals = [_TOTAL.search(text) for text in (label, *cell.row_path[-1:])]
    if len({found[0] for found in totals if found}) > 1:
        return False
    own = cell.row_path[:-1] if cell.row_path[-1:] == (figure.unit,) else cell.row_path
    name = core_of(label)
    columns = cell.column_path[table.headings if table else 0 :]
    parts = [_part(text, figure.unit, name) for text in (*own[-1:], *columns)]
    left = name
    for part in sorted(filter(None, parts), key=len, reverse=True):
        if part not in left:
            return False
        left = left.replace(part, "", 1)
    return left == "" and any(parts)


def _part(label: str, unit: str, name: str) -> str:
    """What a label of a table adds to a name; "" for totals, periods and units."""
    aside = _ASIDE.search(label)
    core = core_of(_ASIDE.sub("", _NUMBERED.sub("", label)) or label)
    counted = aside is not None and aside[0].strip("（()）") == unit
    return "" if counted and core not in name else core


def _are_apart(one: Figure, other: Figure) -> bool:
    """In two lines, of which one stands under the headings of the other; not of two sections."""
    apart = one.place.line != other.place.line
    shorter, longer = sorted((one.subject, other.subject), key=len)
    plain = not (one.bracketed or other.bracketed or one.numeral.hedge or other.numeral.hedge)
    return apart and plain and longer[: len(shorter)] == shorter and bool(one.unit)


def _is_a_slip(pair: Pair, material: Material) -> bool:
    """Whether one slip leads from one print to the other, and hardly by chance."""
    one = material.figures[pair[0]]
    printed, digits = Print.of(one), telling_digits(one)
    if printed is None or not digits:
        return False
    by_chance = len(originals(printed, one.quantity == "rate"))
    return by_chance <= CHANCE * 10**digits and _slips(pair, material)


def _is_near(pair: Pair, material: Material) -> bool:
    """Whether two prints of one name are near each other, or one slip apart."""
    one, other = (material.figures[i] for i in pair)
    telling = max(one.numeral.value, other.numeral.value) >= LEAST_TELLING_VALUE
    return comparable(one, other, NEAR) or (telling and _slips(pair, material))


def _slips(pair: Pair, material: Material) -> bool:
    one, other = (material.figures[i] for i in pair)
    printed, of_rate = Print.of(one), one.quantity == "rate"
    return printed is not None and bool(leading(printed, other.interval, of_rate=of_rate))


def _counted(figure: Figure) -> tuple[object, ...]:
    return figure.unit, figure.quantity, figure.scope
