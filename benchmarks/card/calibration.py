"""Calibration: of what was told with a certainty, how much was true; as a table and a curve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log10, sqrt

from benchmarks.card.tally import Told

BINS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99, 0.999, 1.0)
"""Edges; each bin holds its lower one, the last its upper one as well."""
SURE_ENOUGH = 1.96
"""Standard deviations of the interval that is drawn: 95 in 100."""
SIDE, MARGIN = 320, 46


@dataclass(frozen=True, slots=True)
class Bin:
    """What was told with a certainty from ``low`` on, and how much of it was true."""

    low: float
    high: float
    told: tuple[Told, ...]

    @property
    def mean(self) -> float:
        return sum(t.certainty for t in self.told) / len(self.told)

    @property
    def true(self) -> int:
        return _true(self.told)

    def range(self) -> tuple[float, float]:
        """Wilson's interval of the share that is true (JASA 22, 1927)."""
        n, z = len(self.told), SURE_ENOUGH
        share = self.true / n
        middle, half = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / 4 / n**2)
        return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def binned(told: Sequence[Told]) -> list[Bin]:
    found = []
    for low, high in pairwise(BINS):
        last = high == BINS[-1]
        own = tuple(t for t in told if low <= t.certainty and (t.certainty < high or last))
        if own:
            found.append(Bin(low, high, own))
    return found


def table(told: Sequence[Told]) -> Iterator[str]:
    """The curve as rows of Markdown."""
    yield "| told with | findings | mean certainty | true | 95 % interval |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for each in binned(told):
        low, high = each.range()
        share = f"{100 * each.true / len(each.told):.1f} %"
        yield (
            f"| {each.low:g} – {each.high:g} | {len(each.told)} | {each.mean:.3f} | {share} "
            f"| {100 * low:.0f} – {100 * high:.0f} % |"
        )


def by_rule(told: Sequence[Told]) -> Iterator[str]:
    """What each rule told, with a family and without; those told most often first."""
    rules: dict[tuple[str, bool], list[Told]] = {}
    for each in told:
        rules.setdefault((each.rule, each.family), []).append(each)
    yield "| rule | of a family | findings | mean certainty | true |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for (rule, family), own in sorted(rules.items(), key=lambda item: (-len(item[1]), item[0])):
        mean = sum(t.certainty for t in own) / len(own)
        yield f"| `{rule}` | {'✓' if family else ''} | {len(own)} | {mean:.3f} | {_true(own)} |"


def _true(told: Sequence[Told]) -> int:
    return sum(t.true for t in told)


def curve(told: Sequence[Told]) -> str:
    """The curve as SVG, both axes in decimal odds: 0.9, 0.99 and 0.999 are as far apart."""
    size = SIDE + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        'font-family="sans-serif" font-size="11" role="img">',
        "<title>certainty told against the share that was true</title>",
        f'<rect width="{size}" height="{size}" fill="white"/>',
        *_axes(),
        f'<path d="M{_x(0.5)} {_y(0.5)}L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="4"/>',
    ]
    for each in binned(told):
        x, (low, high) = _x(each.mean), each.range()
        parts.append(f'<path d="M{x} {_y(low)}V{_y(high)}" stroke="#36c"/>')
        parts.append(f'<circle cx="{x}" cy="{_y(each.true / len(each.told))}" r="4" fill="#36c"/>')
    return "\n".join([*parts, "</svg>", ""])


def _axes() -> Iterator[str]:
    for at in (0.5, 0.7, 0.9, 0.97, 0.99, 0.999):
        x, y = _x(at), _y(at)
        yield f'<path d="M{x} {MARGIN}V{_y(0.5)}M{_x(0.5)} {y}H{_x(1)}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{_y(0.5) + 16}" text-anchor="middle">{at:g}</text>'
        yield f'<text x="{MARGIN - 6}" y="{y + 4}" text-anchor="end">{at:g}</text>'
    yield f'<text x="{_x(0.9)}" y="{_y(0.5) + 34}" text-anchor="middle">told 把握</text>'
    yield f'<text x="{MARGIN}" y="{MARGIN - 14}" text-anchor="middle">true 属实</text>'


def _x(share: float) -> float:
    return round(MARGIN + SIDE * _along(share), 1)


def _y(share: float) -> float:
    return round(MARGIN + SIDE * (1 - _along(share)), 1)


def _along(share: float) -> float:
    """Where a share lies between 1:2 and 1 : 2000 odds of being false."""
    worst = min(max(1 - share, 0.0005), 0.5)
    return log10(0.5 / worst) / 3
