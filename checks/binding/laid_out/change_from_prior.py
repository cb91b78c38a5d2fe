"""A printed change against the value of the period before, printed in its row or column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple, TypeAlias

from gouji.checks.binding.laid_out.table_ratio import on_priors, table_ratio
from gouji.checks.equations.facets import KINDS
from gouji.checks.equations.settling import ways_of
from gouji.checks.material.check import Check, in_each_way
from gouji.checks.material.material import Material, TableView
from gouji.figures.figure import ChangeKind, Figure
from gouji.figures.numbers.changes import comparison
from gouji.figures.tables.change_lines import is_change_column
from gouji.rules import cues
from gouji.rules.labels import normalise
from gouji.rules.rule import Rule
from gouji.rules.words import Cue

Labels: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""Of a row and of a column, but those that only say which period they are of."""


class _Told(NamedTuple):
    """A change that a table prints: where, of which figure, and against what."""

    change: int
    now: int
    comparison: str
    kind: ChangeKind


def change_from_prior(rule: Rule, material: Material) -> Iterator[Check]:
    """Changes whose prior stands in their row or in their column, by the words of both.

    Those of whole columns, and along series, are known without words.
    """
    held = set()
    for table in material.tables():
        printed = _PrintedPriors(table)
        for told in _all_told(table):
            prior = printed.of(told.now, told.comparison)
            relative = told.kind in ("relative", "unstated")
            # no convention says what the relative change from a negative number is
            if prior is not None and not (relative and table[prior].numeral.value < 0):
                held.add(told.change)
                terms = {"变化": (told.change,), "本期": (told.now,), "上期": (prior,)}
                ways = ways_of(rule, told.kind, is_rate=table[told.now].quantity == "rate")
                yield from in_each_way(rule, terms, ways)
    yield from (c for c in table_ratio(rule, material) if c.terms["变化"][0] not in held)


def _all_told(table: TableView) -> Iterator[_Told]:
    """Changes that belong to their figure, and second ones in a row or column of their own."""
    of_others = on_priors(table.material)
    for i in table.indices:
        change = None if i in of_others else table[i].change
        if change is None or change.is_flat:
            continue
        if change.kind != "unstated" or table[i].quantity == "rate":
            yield _Told(i, i, change.comparison, change.kind)
    for indices in table.rows.values():
        yield from _standing_alone(table, indices, along="column_path")
    for column in table.columns.values():
        yield from _standing_alone(table, list(column.values()), along="row_path")


def _standing_alone(table: TableView, indices: Sequence[int], along: str) -> Iterator[_Told]:
    """A second change of one figure: ``… | 环比 | 上年同月 | 同比``, ``增减 | 增幅``."""
    now: int | None = None
    for i in indices:
        now = i if table[i].change is not None else now
        label = (getattr(table[i], along) or ("",))[-1]
        if now is None or now == i or not is_change_column(label):
            continue
        if kind := KINDS.get(table[i].unit):
            yield _Told(i, now, comparison(normalise(label)), kind)


class _PrintedPriors:
    """The figures of the period before in one table, by line and by what they are of."""

    def __init__(self, table: TableView) -> None:
        self._table = table
        self._undated: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._found: dict[tuple[str, int | None, Labels], list[int]] = {}
        for i in table.indices:
            figure = table[i]
            if figure.period == "prior" and figure.change is None and not figure.bracketed:
                for line, at in _lines(figure):
                    self._found.setdefault((line, at, self._labels(figure)), []).append(i)

    def of(self, now: int, comparison: str) -> int | None:
        """The figure that a change compares with; None where several may be meant."""
        figure = self._table[now]
        for line, at in _lines(figure):
            found = self._in_line(line, at, figure, comparison)
            if len(found) == 1:
                return found[0]
        return None

    def _in_line(self, line: str, at: int | None, figure: Figure, comparison: str) -> list[int]:
        """Those of the same; else those that don't say again what they are of (``上年同期``)."""
        own = self._labels(figure)
        ways: dict[Labels, None] = dict.fromkeys(product((own[0], ()), (own[1], ())))
        listed = [self._found.get((line, at, way), []) for way in ways]
        fitting = [[i for i in found if self._fits(i, figure, comparison)] for found in listed]
        return fitting[0] or [i for found in fitting[1:] for i in found]

    def _fits(self, i: int, figure: Figure, comparison: str) -> bool:
        prior = self._table[i]
        last_year, last_period = cues.OF_LAST_YEAR, cues.OF_LAST_PERIOD
        said = {"year-on-year": last_year, "month-on-month": last_period}.get(comparison)
        other = last_period if said is last_year else last_year
        if prior.unit != figure.unit:
            return False
        return said is None or not _says(prior, other) or _says(prior, said)

    def _labels(self, figure: Figure) -> Labels:
        return self._others(figure.row_path), self._others(figure.column_path)

    def _others(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        if labels not in self._undated:
            self._undated[labels] = tuple(x for x in labels if not self._only_dates(x))
        return self._undated[labels]

    def _only_dates(self, label: str) -> bool:
        meaning = self._table.material.meaning
        return bool(meaning.period((label,))) or meaning.column_role(label) == "current"


def _lines(figure: Figure) -> Iterable[tuple[str, int | None]]:
    return ("row", figure.place.row), ("column", figure.place.column)


def _says(figure: Figure, said: Cue) -> bool:
    labels: Sequence[str] = (*figure.row_path, *figure.column_path)
    return any(said.search(normalise(label)) for label in labels)
