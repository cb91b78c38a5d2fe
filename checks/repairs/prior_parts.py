"""Implied priors that tie once a part is left out: last year's whole did not hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.checks.equations.cells import Trial
from gouji.checks.finding import Words
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material

LEAST_PARTS = 3


def part_words(check: Check, material: Material) -> Iterator[Words]:
    """Name every part without which the priors tie."""
    if not check.ties_priors:
        return
    (whole_term, whole), (part_term, parts) = check.terms.items()
    if len(parts) < LEAST_PARTS:
        return
    for left_out in parts:
        others = tuple(i for i in parts if i != left_out)
        without = replace(check, terms={whole_term: whole, part_term: others})
        if Trial(material.figures).ties(without):
            figure = material.figures[left_out]
            name = figure.column_path[-1] if figure.column_path else figure.label
            yield Words(
                f"不计“{name}”时上年同期数相符：上年的总数可能不含该项",
                f"without {name} last year's figures tie: last year's total may not include it",
            )
