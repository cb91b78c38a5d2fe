"""What became of a check."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from gouji.checks.finding import Kin, Step
from gouji.checks.material.check import Check
from gouji.rules.rule import Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a check. ``difference`` is left − right as printed, a rate's as a fraction."""

    check: Check
    verdict: Verdict
    difference: Fraction | None = None
    certainty: float | None = None
    """How probable it is that something in a check that breaks is printed wrongly."""
    kin: Kin | None = None
    weight: tuple[Step, ...] = ()
    """How its certainty came about."""

    @property
    def ties(self) -> bool:
        return self.verdict in ("ties", "ties-truncated")

    @property
    def only_bounds(self) -> bool:
        """Whether it ties, but would with many other numbers: a part below its whole, 0 … 100 %."""
        return self.ties and self.check.is_bound

    @property
    def failed(self) -> bool:
        return self.verdict in ("breaks", "impossible", "conflict", "unexplained-remainder")
