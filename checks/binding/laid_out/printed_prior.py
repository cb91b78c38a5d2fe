"""The value of the period before, where a table prints it in the row or the column of a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from typing import TypeAlias

from gouji.checks.material.material import TableView
from gouji.figures.figure import Figure
from gouji.rules.labels import normalise

_LAST_YEAR = re.compile(r".*(?:上年|去年|同期|同月|同季|20\d\d年)")
_LAST_PERIOD = re.compile(r".*(?:上月|上期|上季|上周|上旬|前期)")

Labels: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""Of a row and of a column, but those that only say which period they are of."""


class PrintedPriors:
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
        said = {"year-on-year": _LAST_YEAR, "month-on-month": _LAST_PERIOD}.get(comparison)
        other = _LAST_PERIOD if said is _LAST_YEAR else _LAST_YEAR
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


def _says(figure: Figure, pattern: re.Pattern[str]) -> bool:
    labels: Sequence[str] = (*figure.row_path, *figure.column_path)
    return any(pattern.match(normalise(label)) for label in labels)
