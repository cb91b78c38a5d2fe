"""Small pictures of one indicator: over the years of an issuer, or over the issuers of a period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gouji.checks.finding import DocumentSummary, Tally
from gouji.figures.figure import Figure
from gouji.reports.marking.marks import Key, Mark, key

LEAST = 3
"""Fewer figures than these need no picture."""
MOST = 24
"""More indicators than these are not drawn of one issuer or period."""
WIDE, TALL, EDGE = 160.0, 48.0, 6.0

Series: TypeAlias = dict[str, Figure]
"""Figures of one indicator by what they are told apart by, a period or an issuer."""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a picture; ``mark`` is known where it stands in a finding."""

    name: str
    figure: Figure
    x: float
    y: float
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Picture:
    """One indicator; over time its points are joined, else they are bars on ``ground``."""

    indicator: str
    unit: str
    points: tuple[Point, ...]
    ground: float


@dataclass(frozen=True, slots=True)
class Multiples:
    """The pictures of one issuer over time, or of one period over issuers."""

    name: str
    over_time: bool
    pictures: tuple[Picture, ...]


def multiples(
    documents: Iterable[DocumentSummary], tallies: Iterable[Tally], marks: Mapping[Key, Mark]
) -> list[Multiples]:
    """Draw what several documents print of one indicator, each document's own whole alone."""
    known = {d.path: (d.issuer, d.period) for d in documents if d.issuer and d.period}
    found: dict[tuple[str, bool, str], dict[tuple[str, str], Series]] = {}
    for figure in (tally.figure for tally in tallies):
        if not _is_whole(figure) or figure.document not in known:
            continue
        issuer, period = known[figure.document]
        for name, over_time, at in ((issuer, True, period), (period, False, issuer)):
            series = found.setdefault((name, over_time, _grain(period) * over_time), {})
            series.setdefault((figure.indicator or "", figure.unit), {}).setdefault(at, figure)
    drawn = (
        Multiples(name, over_time, tuple(_pictures(series, marks)))
        for (name, over_time, _), series in sorted(found.items(), key=lambda one: one[0])
    )
    return [one for one in drawn if one.pictures]


def _grain(period: str) -> str:
    """Years, halves, quarters and months are no points of one line."""
    return f"{len(period)}{''.join(c for c in period if c.isalpha())}"


def _is_whole(figure: Figure) -> bool:
    """Whether a figure is its document's own, of all that its indicator counts."""
    return bool(figure.indicator) and not (figure.scope or figure.period or figure.missing)


def _pictures(
    found: Mapping[tuple[str, str], Series], marks: Mapping[Key, Mark]
) -> Iterator[Picture]:
    enough = [(of, series) for of, series in found.items() if len(series) >= LEAST]
    for (indicator, unit), series in enough[:MOST]:
        values = [float(figure.numeral.value) for figure in series.values()]
        least, most = min(0.0, *values), max(0.0, *values)
        scale = (TALL - 2 * EDGE) / ((most - least) or 1.0)
        step = (WIDE - 2 * EDGE) / (len(series) - 1)
        points = (
            Point(
                name,
                figure,
                round(EDGE + step * at, 1),
                round(TALL - EDGE - (float(figure.numeral.value) - least) * scale, 1),
                _suspect(marks.get(key(figure))),
            )
            for at, (name, figure) in enumerate(sorted(series.items()))
        )
        yield Picture(indicator, unit, tuple(points), round(TALL - EDGE + least * scale, 1))


def _suspect(mark: Mark | None) -> Mark | None:
    return mark if mark and mark.state == "suspect" else None
