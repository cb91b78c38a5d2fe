"""Which other documents, also archived ones, a document was held against, and how it fared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gouji.checks.finding import HeldAgainst
from gouji.checks.material.check import Outcome
from gouji.checks.material.material import Material


def held_against(own: Sequence[Outcome], path: str, material: Material) -> tuple[HeldAgainst, ...]:
    """Count the decided checks between a document and each other one, by name of the other."""
    checks: Counter[str] = Counter()
    ties: Counter[str] = Counter()
    for outcome in own:
        if outcome.check.is_between and outcome.verdict != "undecidable":
            others = {material.figures[i].document for i in outcome.check.figures} - {path}
            checks.update(others)
            ties.update(others if outcome.ties else ())
    past = {d.path for d in material.past} - {d.path for d in material.disclosures}
    return tuple(HeldAgainst(d, d in past, checks[d], ties[d]) for d in sorted(checks))
