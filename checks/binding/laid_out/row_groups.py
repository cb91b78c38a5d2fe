"""Which rows a total row totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from gouji.checks.binding.laid_out.nested_rows import overlap, top_rows
from gouji.checks.material.material import TableView
from gouji.figures.figure import Figure
from gouji.rules.vocabulary import normalise

_TERRITORY = re.compile(r"全[市省县区州国]")
LEAST_DISTRICTS = 3
LEAST_SUBTOTALS = 2
_MEAN = re.compile(r"(?:[年季月周旬日]均|.{0,4}平均)(?:值|数|量|水平)?")
"""``年均`` above 合计: a mean of the rows is none of them."""


@dataclass(frozen=True, slots=True)
class Total:
    """A total row and the rows that make it up."""

    row: int
    parts: tuple[int, ...]

    def columns(self, table: TableView) -> Iterator[tuple[int, dict[int, int]]]:
        """Each figure of the total row with the parts' figures, row → figure.

        They stand in the same column; where the rows bring their own headers (TOP lists), under
        the same label.
        """
        rows = table.rows()
        own: dict[int | None, Mapping[int, int]] = {}
        for column in reversed(list(table.columns().values())):
            own[column.get(self.row)] = column
        others = [(r, k) for r in self.parts for k in rows[r]]
        blocks = {table[k].block for _, k in others}
        by_label: dict[object, dict[int, int]] = {}
        for r, k in others:
            by_label.setdefault(_label(table[k]), {})[r] = k
        for i in rows[self.row]:
            if blocks <= {table[i].block}:
                yield i, {r: own[i][r] for r in self.parts if r in own[i]}
            else:
                yield i, dict(by_label.get(_label(table[i]), {}))

    def name(self, table: TableView, row: int) -> str:
        """The label of a row, for a message."""
        path = table[table.rows()[row][0]].row_path
        return path[-1] if path else str(row)


def _label(figure: Figure) -> tuple[object, ...]:
    """What figures of one column have in common where the rows bring their own headers."""
    return figure.bracketed, *map(normalise, figure.column_path)


def totals_of(table: TableView) -> list[Total]:
    """Find every total and subtotal row of a table and the rows it sums."""
    rows = table.rows()
    roles = {r: table[rows[r][0]].row_role for r in rows}
    paths = {r: table[rows[r][0]].row_path for r in rows}
    order = list(rows)
    below = _on_top(table, order, roles, paths)
    found: dict[int, Total] = {}
    for row in sorted(order, key=lambda r: roles[r] != "subtotal"):  # each in printed order
        if roles[row] not in ("total", "subtotal"):
            continue
        if below and roles[row] == "subtotal":
            parts = _until_next(order, roles, row)
        else:
            parts = _rows_of(order, roles, paths, row)
        parts = [r for r in parts if roles[r] != "of-which" and not _is_mean(paths[r])]
        whole = [r for r in parts if _is_whole(table, paths, parts, r)]
        parts = [r for r in parts if r not in whole]
        if len(parts) > 1:
            own = _own_level(parts, roles, paths)
            counted = {r for s in own if s in found for r in found[s].parts}
            found[row] = Total(row, tuple(r for r in own if r not in counted))
    nested = (_told_apart(table, found[r]) for r in order if r in found)
    return [t for t in nested if t] if found else _whole_territory(table, roles, paths)


def _told_apart(table: TableView, total: Total) -> Total | None:
    """Drop rows that another row holds; None where the rows overlap in a way unknown."""
    columns = list(_counts(table, total))
    if all(sum(column[r] for r in total.parts) == column[total.row] for column in columns):
        return total
    parts = top_rows(total.parts, columns)
    if overlap(total.row, parts, columns):
        return None
    return Total(total.row, tuple(parts)) if len(parts) > 1 else total


def _counts(table: TableView, total: Total) -> Iterator[dict[int, int]]:
    """Columns in which the total and all its rows print counts."""
    for i, parts in total.columns(table):
        figures = {total.row: table[i]} | {r: table[k] for r, k in parts.items()}
        if len(parts) == len(total.parts) and all(f.adds and f.exact for f in figures.values()):
            yield {r: int(f.numeral.value) for r, f in figures.items()}


def _rows_of(
    order: list[int], roles: Mapping[int, str], paths: Mapping[int, tuple[str, ...]], row: int
) -> list[int]:
    """The rows below one label with a total, or else those beside it."""
    prefix = _prefix(row, roles, paths)
    below_label = [r for r in order if r != row and paths[r][: len(prefix)] == prefix]
    parts = below_label if prefix and below_label else _neighbours(order, roles, row)
    return [r for r in parts if roles[row] != "subtotal" or roles[r] != "total"]


def _prefix(
    row: int, roles: Mapping[int, str], paths: Mapping[int, tuple[str, ...]]
) -> tuple[str, ...]:
    """The label that a total is of; a total after the subtotal of the last section is of all."""
    prefix = paths[row][:-1]
    beside = [r for r in paths if roles[r] == "subtotal" and paths[r][:-1] == prefix]
    return () if roles[row] == "total" and beside else prefix


def _on_top(
    table: TableView,
    order: list[int],
    roles: Mapping[int, str],
    paths: Mapping[int, tuple[str, ...]],
) -> bool:
    """Whether subtotals stand above their rows: none stands below any, and one of them adds up."""
    flat = [r for r in order if roles[r] == "subtotal" and not paths[r][:-1]]
    leads = next((r for r in order if roles[r] != "total"), None)
    if leads not in flat or len(flat) < LEAST_SUBTOTALS:
        return False
    totals = (Total(r, tuple(_until_next(order, roles, r))) for r in flat)
    return any(len(t.parts) > 1 and _adds_up(table, t) for t in totals)


def _until_next(order: list[int], roles: Mapping[int, str], row: int) -> list[int]:
    below = order[order.index(row) + 1 :]
    return list(takewhile(lambda r: roles[r] not in ("total", "subtotal"), below))


def _is_mean(path: tuple[str, ...]) -> bool:
    return bool(path) and _MEAN.fullmatch(normalise(path[-1])) is not None


def _whole_territory(
    table: TableView, roles: Mapping[int, str], paths: Mapping[int, tuple[str, ...]]
) -> list[Total]:
    """``全市`` above or below its districts, where some column shows that they are all of it."""
    order = list(roles)
    for row in {order[0], order[-1]}:
        parts = tuple(r for r in order if r != row and roles[r] != "of-which")
        named = bool(paths[row]) and _TERRITORY.fullmatch(normalise(paths[row][-1]))
        total = Total(row, parts)
        if named and len(parts) >= LEAST_DISTRICTS and _adds_up(table, total):
            return [total]
    return []


def _adds_up(table: TableView, total: Total) -> bool:
    """Whether a column of counts makes up the whole to the last unit; chance does not do that."""
    for i, parts in total.columns(table):
        figures = [table[k] for k in parts.values()]
        counted = len(parts) == len(total.parts) and all(f.exact and f.adds for f in figures)
        if counted and 0 < table[i].numeral.value == sum(f.numeral.value for f in figures):
            return True
    return False


def _neighbours(order: list[int], roles: Mapping[int, str], row: int) -> list[int]:
    """The rows above up to the last total of the same rank; the rows below for a total on top."""
    at = order.index(row)
    stop = ("total", "subtotal") if roles[row] == "subtotal" else ("total",)
    above: list[int] = []
    for r in reversed(order[:at]):
        if roles[r] in stop:
            break
        above.insert(0, r)
    others = any(roles[r] == "subtotal" for r in order[1:])
    if above or at or (roles[row] == "subtotal" and others):
        return above
    return list(takewhile(lambda r: roles[r] not in stop, order[at + 1 :]))


def _own_level(
    parts: list[int], roles: Mapping[int, str], paths: dict[int, tuple[str, ...]]
) -> list[int]:
    """With subtotals among the parts, they stand for their rows."""
    subtotals = [r for r in parts if roles[r] in ("subtotal", "total")]
    if not subtotals:
        return parts
    if any(roles[r] == "subtotal" and not paths[r][:-1] for r in (parts[0], parts[-1])):
        return subtotals
    grouped = {paths[r][:-1] for r in subtotals}
    return [r for r in parts if r in subtotals or paths[r][:1] not in {g[:1] for g in grouped if g}]


def _is_whole(
    table: TableView, paths: dict[int, tuple[str, ...]], parts: list[int], row: int
) -> bool:
    """全市 beside 市本级: it holds the others, so it is no part."""
    meaning = table.material.meaning
    return bool(paths[row]) and meaning.is_whole(paths[row][-1]) and len(parts) > 1
