"""From bound checks to verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gouji.checks.equations.cells import Trial
from gouji.checks.equations.rate_changes import in_one_reading
from gouji.checks.equations.verdict import judgement, standing
from gouji.checks.material.check import Check, Outcome
from gouji.checks.material.material import Material
from gouji.documents.files.deadline import NEVER, Deadline


def settle(
    checks: Sequence[Check], material: Material, deadline: Deadline = NEVER
) -> list[Outcome]:
    """Evaluate all checks, and keep of alternatives the one that ties, or else the first.

    What ``deadline`` leaves undone is undecidable, and counted there.
    """
    trial = Trial.of(material)
    outcomes = [
        Outcome(check, "undecidable")
        if deadline.is_over("checks")
        else Outcome(check, *judgement(check, trial.printed(check)))
        for check in checks
    ]
    decided = in_one_reading(outcomes, material)
    return _one_of_each_group(decided)


def _one_of_each_group(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Of alternatives the one that ties speaks for all, else of those that break the nearest."""
    best: dict[int, Outcome] = {}
    for outcome in outcomes:
        group = outcome.check.group
        if group is None:
            continue
        earlier = best.get(group)
        if earlier is None or _rank(outcome) < _rank(earlier):
            best[group] = outcome
    return [o for o in outcomes if o.check.group is None or best[o.check.group] is o]


def _rank(outcome: Outcome) -> tuple[int, Fraction]:
    return standing(outcome.verdict), abs(outcome.difference or Fraction(0))
