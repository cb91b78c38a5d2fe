"""A figure of the text that misses its own row and column of the table and fits another exactly.

Then its label is likelier wrong than its number. Nothing is said where its words are only half
understood, where they name the other figure themselves, or where more than one would fit.
"""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.binding.laid_out.mislabelling import fitting
from gouji.checks.binding.laid_out.same_figure import printed_twice
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Each printing in the text against its table, where another figure of the table fits."""
    for pairs in printed_twice(material):
        for one, own in pairs:
            if fitting(material, one, own) is not None:
                yield Check(rule, {"此处": (one,), "同名": (own,)})
