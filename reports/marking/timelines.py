"""What small pictures draw of one indicator: over an issuer's years, or a period's issuers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from gouji.checks.finding import DocumentSummary, Tally
from gouji.figures.figure import Figure

LEAST = 3
"""Fewer figures than these need no picture."""
MOST = 24
"""More indicators than these are not drawn of one issuer or period."""

Series: TypeAlias = dict[str, Figure]
"""Figures of one indicator by what they are told apart by, a period or an issuer."""


class Multiples(NamedTuple):
    """The pictures of one issuer over time, or of one period over issuers.

    Each is an indicator, its unit, and its figures in their order.
    """

    name: str
    over_time: bool
    pictures: list[tuple[str, str, Series]]


def multiples(documents: Iterable[DocumentSummary], tallies: Iterable[Tally]) -> list[Multiples]:
    """What several documents print of one indicator, each document's own whole alone."""
    known = {d.path: (d.issuer, d.period) for d in documents if d.issuer and d.period}
    found: dict[tuple[str, bool, str], dict[tuple[str, str], Series]] = {}
    for figure in (tally.figure for tally in tallies):
        of_some = figure.scope or figure.period or figure.missing or not figure.indicator
        if of_some or figure.document not in known:
            continue
        issuer, period = known[figure.document]
        # years, halves, quarters and months are no points of one line
        grain = f"{len(period)}{''.join(filter(str.isalpha, period))}"
        for name, over_time, at in ((issuer, True, period), (period, False, issuer)):
            series = found.setdefault((name, over_time, grain * over_time), {})
            series.setdefault((figure.indicator or "", figure.unit), {}).setdefault(at, figure)
    drawn = []
    for (name, over_time, _), series in sorted(found.items(), key=lambda one: one[0]):
        enough = [(*of, dict(sorted(s.items()))) for of, s in series.items() if len(s) >= LEAST]
        if enough:
            drawn.append(Multiples(name, over_time, enough[:MOST]))
    return drawn
