"""From an audit with everything behind it: how often each printed figure tied and broke."""

from __future__ import annotations

from collections import Counter

from gouji.checks.audit import Audit
from gouji.checks.finding import Tally


def tallies_of(audit: Audit) -> tuple[Tally, ...]:
    """Count for every figure of the documents the checks that tie and those that do not."""
    tied = Counter(i for o in audit.outcomes if o.ties for i in o.check.figures)
    broken = Counter(i for o in audit.outcomes if o.failed for i in o.check.figures)
    material = audit.material
    return tuple(
        Tally(material.figures[i], tied[i], broken[i]) for span in material.spans for i in span
    )
