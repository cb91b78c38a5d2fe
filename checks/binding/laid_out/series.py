"""Periods that follow each other in a table: years down a column, months, quarters across a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gouji.checks.material.material import TableView
from gouji.figures.figure import Figure
from gouji.figures.numbers.values import read_value
from gouji.rules.labels import normalise

_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年?(?:度|全年)?")
_PART = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年)?(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月份?"
    r"|第?(?P<quarter>[一二三四1-4])季度?|第(?P<week>\d{1,2}|[一二三四五六七八九十]{1,3})周)"
)
_IN_A_YEAR = {"year": 1, "month": 12, "quarter": 4, "week": 0}
"""The week of a year before is another one."""


class Moment(NamedTuple):
    """A period of a series; ``at`` counts years, months or quarters, from no year where unsaid."""

    kind: str
    at: int
    dated: bool

    def before(self, comparison: str) -> Moment | None:
        """The period that a change compares with; None where it does not say which."""
        if self.kind == "year":
            return self._replace(at=self.at - 1) if comparison != "month-on-month" else None
        if comparison == "month-on-month":
            return self._replace(at=self.at - 1)
        if comparison == "year-on-year" and self.dated:
            return self._replace(at=self.at - _IN_A_YEAR[self.kind])
        return None


class Series:
    """The figures of one table by what they are of and when; what is printed twice is left out."""

    def __init__(self, table: TableView, unfinished: str | None = None) -> None:
        """Look a table through; ``unfinished`` is a year that its document is only part of."""
        self._table, self._unfinished = table, unfinished
        self._found: dict[tuple[object, Moment], list[int]] = {}
        for i in table.indices:
            moment = moment_of(table[i])
            if moment is not None:
                self._found.setdefault((_what(table[i]), moment), []).append(i)

    def prior(self, i: int, comparison: str) -> int | None:
        """The figure of the period before that a change of figure i compares with."""
        figure, moment = self._table[i], moment_of(self._table[i])
        before = moment.before(comparison) if moment else None
        if before is None or (moment and moment.kind == "year" and self._is_unfinished(moment)):
            return None
        listed = self._found.get((_what(figure), before), [])
        return listed[0] if len(listed) == 1 else None

    def line(self, i: int) -> object:
        """What makes the figures of one series one: all that their labels say but when."""
        return _what(self._table[i])

    def _is_unfinished(self, moment: Moment) -> bool:
        return str(moment.at) == self._unfinished


def moment_of(figure: Figure) -> Moment | None:
    """When a figure is of, by the labels of its row and column; None where they don't say."""
    told = [m for label in _labels(figure) if (m := _read(label)) is not None]
    years = [m for m in told if m.kind == "year"]
    parts = [m for m in told if m.kind != "year"]
    if len(years) > 1 or len(parts) > 1:
        return None
    if not parts:
        return years[0] if years else None
    if not years or parts[0].dated:
        return parts[0] if not years else None
    kind, at, _ = parts[0]
    return Moment(kind, years[0].at * _IN_A_YEAR[kind] + at, dated=True)


def _read(label: str) -> Moment | None:
    text = normalise(label)
    if match := _YEAR.fullmatch(text):
        return Moment("year", int(match["year"]), dated=True)
    match = _PART.fullmatch(text)
    kind = match.lastgroup if match else None
    if match is None or kind is None:
        return None
    year, number = match["year"], _number(match[kind])
    if number is None or (kind == "week" and year):
        return None
    return Moment(kind, int(year or 0) * _IN_A_YEAR[kind] + number, dated=year is not None)


def _number(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    spoken = read_value(text)
    return int(spoken.value) if spoken else None


def _what(figure: Figure) -> object:
    """What is left of a figure's labels without its period."""
    place = figure.place
    by_row = _undated(figure.row_path) != figure.row_path
    line = ("column", place.column) if by_row else ("row", place.row)
    labels = _undated(figure.row_path), _undated(figure.column_path)
    return (*line, *labels, figure.in_cell, figure.unit, figure.bracketed)


def _undated(labels: Sequence[str]) -> tuple[str, ...]:
    return tuple(label for label in labels if _read(label) is None)


def _labels(figure: Figure) -> Iterable[str]:
    return (*figure.row_path, *figure.column_path)
