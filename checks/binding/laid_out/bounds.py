"""What is bounded: a part by its whole, a share or rate of a whole by 0 and 100 %."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import Final

from gouji.checks.equations.settling import ways_of
from gouji.checks.material import Check, Material, in_each_way
from gouji.figures.figure import Figure
from gouji.figures.tables.change_lines import is_change_of_kind_unknown
from gouji.rules import cues
from gouji.rules.rule import Rule

_HUNDRED = 100
NONE: Final = Decimal("-Infinity")
LOOSE: Final = 3
"""Last places that rounding may leave between a total and the parts below it."""


def of_which(rule: Rule, material: Material) -> Iterator[Check]:
    """Columns 其中… against the column before them in their row, rows likewise.

    Below another heading than the row before, it is of neither that row nor any other one.
    """
    for table in material.tables():
        rows = ((told, "column_role") for told in table.rows.values())
        columns = ((list(column.values()), "row_role") for column in table.columns.values())
        for indices, role in (*rows, *columns):
            lane = [(i, table[i]) for i in indices]
            # what rises in part may fall as a whole: among amounts of change nothing is bounded
            falling = {f.unit for _, f in lane if f.adds and f.numeral.value < 0}
            for part, whole in _announced(lane, role):
                own, of = table[part], table[whole]
                alike = (own.unit, own.row_path[:-1]) == (of.unit, of.row_path[:-1])
                if own.adds and alike and not (own.unit in falling or _is_change(own)):
                    yield Check(rule, {"其中": (part,), "总体": (whole,)})


def _is_change(figure: Figure) -> bool:
    """Whether it counts what there is more, or less: 增减额."""
    return any(map(is_change_of_kind_unknown, (*figure.column_path[-1:], *figure.row_path[-1:])))


def _announced(lane: Sequence[tuple[int, Figure]], role: str) -> Iterator[tuple[int, int]]:
    """What is called 其中 with what stands before it, or with the whole of that.

    What has room behind 其中：城镇 may be the next part (乡村), and 其中：男性 is of the whole;
    behind all parts of a total it is of the total.
    """
    whole, total, room, left = None, None, NONE, NONE
    for i, figure in lane:
        value, step = figure.numeral.value, figure.numeral.step
        if getattr(figure, role) != "of-which":
            room, left = room - value, left - value
            if getattr(figure, role) == "total":
                total, left = (i, figure), value
            if room < -step:
                whole, room = (i, figure) if figure.adds else None, NONE
        elif of := total if abs(left) <= step * LOOSE else whole:
            yield i, of[0]
            room = of[1].numeral.value - value


def scope_part(rule: Rule, material: Material) -> Iterator[Check]:
    """Rows of which one scope holds the other (市本级 of 全市), down every column that adds."""
    meaning = material.meaning
    for table in material.tables():
        leads = {row: table[indices[0]] for row, indices in table.rows.items()}
        wholes = {row for row, figure in leads.items() if meaning.holds_others(figure)}
        for column in table.columns.values() if wholes else ():
            of = [column[row] for row in sorted(wholes & column.keys())]
            for part, whole in product(column.values(), of):
                own = table[part]
                if own.adds and not _is_change(own) and meaning.is_within(own, table[whole]):
                    yield Check(rule, {"其中": (part,), "总体": (whole,)})


def rate_bounds(rule: Rule, material: Material) -> Iterator[Check]:
    """Every rate that is one of a whole by its name, or a share.

    One print beyond 100 % is a slip; two under one name are what the name means here, and such a
    name accuses nobody.
    """
    rates = _of_a_whole(material)
    beyond = Counter(_named(f) for _, f in rates if f.numeral.value > _HUNDRED)
    for i, figure in rates:
        if beyond[_named(figure)] <= 1:
            yield Check(rule, {"比率": (i,)})


def prior_rate(rule: Rule, material: Material) -> Iterator[Check]:
    """Such a rate before its change."""
    for i, change in ((i, f.change) for i, f in _of_a_whole(material) if f.change is not None):
        # a bare whole number behind a rate may be places in a ranking
        places = change.kind == "unstated" and change.numeral.step >= 1
        if not (places or change.kind == "difference" or change.numeral.hedge):
            ways = ways_of(rule, change.kind, is_rate=True)
            yield from in_each_way(rule, {"比率": (i,), "变化": (i,)}, ways)


def _of_a_whole(material: Material) -> list[tuple[int, Figure]]:
    return [(i, f) for i, f in material.printed() if f.unit == "%" and _is_of_a_whole(f)]


def _is_of_a_whole(figure: Figure) -> bool:
    """Whether a percentage can't exceed 100: growth can, a satisfaction rate can't."""
    labels = [x for x in (*figure.column_path[-1:], figure.in_cell, figure.indicator or "") if x]
    if any(cues.BEYOND_THE_WHOLE.search(x) for x in labels):
        return False
    if figure.column_role == "share" and figure.numeral.value >= 0:
        return True  # a change is printed with its sign, a share never
    return any(cues.RATE_OF_A_WHOLE.fullmatch(x) for x in labels)


def _named(figure: Figure) -> tuple[str, tuple[str, ...], str]:
    """The name that a rate goes by: its document, its column or what it is called."""
    return figure.document, figure.column_path, figure.indicator or figure.in_cell or ""
