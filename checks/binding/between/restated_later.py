"""Last year's value, as this year's disclosure prints it, against last year's disclosure."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.binding.between.across_documents import printed_again
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Columns of the year before, and values that the text quotes from it."""
    for later, earlier in printed_again(material, restated=True):
        yield Check(rule, {"另一处": (later,), "此处": (earlier,)})
