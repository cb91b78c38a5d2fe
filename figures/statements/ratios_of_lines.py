"""Lines of a table that are the quotient of two others, or the relative change between them.

Shares, rates and growths, shown by all lanes at once. Candidates are found in floats and decided
in whole numbers: ``rate * whole`` against ``part`` within one step of the rate, rounded or cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log10
from typing import Final, Literal, TypeAlias

import numpy as np

from gouji.figures.statements.matrix import Bools, Floats, Ints, Matrix
from gouji.rules.weights import weights

Form: TypeAlias = Literal["share", "change"]

MOST_LINES: Final = 40
"""Of a longer table only the first lines are tried, so that the work is bounded."""
LEAST_LANES: Final = 2
SCALES: Final = (1, 100)
"""A quotient is printed as it is, or in per cent."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """``line`` is ``part / whole``, or ``part / whole - 1``, times ``scale``, in most lanes."""

    form: Form
    line: int
    part: int
    whole: int
    scale: int
    weight: float
    ties: tuple[int, ...]
    breaks: tuple[int, ...]


def quotients(matrix: Matrix) -> list[Quotient]:
    """The likeliest quotient that each line shows, weightiest first."""
    found = []
    values = matrix.values[:MOST_LINES].astype(np.float64) / matrix.scale
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = values[:, None, :] / values[None, :, :]
    there = matrix.there[:MOST_LINES]
    told = there[:, None, :] & there[None, :, :] & (values != 0)[None, :, :] & np.isfinite(ratio)
    for line in range(len(values)):
        best = max(
            _of_line(matrix, line, values, ratio, told), key=lambda q: q.weight, default=None
        )
        if best is not None and best.weight >= weights("ratios")["believed"]:
            found.append(best)
    return sorted(found, key=lambda q: (-q.weight, q.line))


def _of_line(
    matrix: Matrix, line: int, values: Floats, ratio: Floats, told: Bools
) -> Iterator[Quotient]:
    step = matrix.step[line] / matrix.scale
    speaking = told & matrix.there[line] & (values[line] != 0)
    speaking[line, :, :] = speaking[:, line, :] = False
    speaking[np.arange(len(values)), np.arange(len(values)), :] = False
    forms: tuple[tuple[Form, int], ...] = (("share", 0), ("change", 1))
    for form, less in forms:
        for scale in SCALES:
            near = np.abs((ratio - less) * scale - values[line]) <= step
            yield from _likeliest(matrix, line, form, scale, speaking & near, speaking)


def _likeliest(
    matrix: Matrix, line: int, form: Form, scale: int, ties: Bools, speaking: Bools
) -> Iterator[Quotient]:
    known = weights("ratios")
    value = np.abs(matrix.values[line]).astype(np.float64)
    width = np.maximum(matrix.step[line] * 2.0, np.gcd.reduce(matrix.values[line]))
    width = np.maximum(width, 1.0)
    shown = np.log10(np.maximum(value, width) / width) * _first_of_each(matrix.values[line])
    breaks = speaking & ~ties
    score = (ties * shown).sum(axis=2) + known["break"] * breaks.sum(axis=2)
    score[ties.sum(axis=2) < LEAST_LANES] = -np.inf
    part, whole = np.unravel_index(int(np.argmax(score)), score.shape)
    weight = float(score[part, whole]) - log10(max(score.size, 1))
    if np.isfinite(weight):
        lanes = (tuple(map(int, np.flatnonzero(x[part, whole]))) for x in (ties, breaks))
        yield Quotient(form, line, int(part), int(whole), scale, weight, *lanes)


def _first_of_each(values: Ints) -> Floats:
    """1 where a value stands for the first time: what repeats it shows nothing more."""
    _, first = np.unique(values, return_index=True)
    fresh = np.zeros(len(values))
    fresh[first] = 1.0
    return fresh
