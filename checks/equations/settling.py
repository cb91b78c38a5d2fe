"""From bound checks to verdicts: of alternatives one is kept, as the document means them.

``满意率 97.73%（↑2.58%）`` does not say whether it is meant in percentage points or relative to the
rate. Where last year's rate is known (printed, or implied by the arrows of its counts) a change
often ties in one of the two only. Where several do so in one and none in the other, that is how
the document means them all; ``rate_changes`` of its summary.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from gouji.checks.equations.cells import Trial
from gouji.checks.equations.verdict import judgement, standing
from gouji.checks.material import Check, Material, Outcome
from gouji.figures.figure import ChangeKind
from gouji.figures.grouping import grouped
from gouji.rules.rule import RateChange, Rule

Group: TypeAlias = dict[RateChange, Outcome]
"""What becomes of a change read in either way."""
SEVERAL: Final = 2
MANY: Final = 3
"""So many changes that tie in one reading only show it in spite of a single one that does not."""


def settle(checks: Sequence[Check], material: Material) -> list[Outcome]:
    """Evaluate all checks, and keep of alternatives the one that ties, or else the first.

    Those for which there is no time are undecidable, and counted.
    """
    trial = Trial(material.figures)
    outcomes = [
        Outcome(check, "undecidable")
        if material.deadline.is_over("checks")
        else Outcome(check, *judgement(check, trial.printed(check)))
        for check in checks
    ]
    decided = in_one_reading(outcomes, material)
    alternatives = grouped((o.check.group, o) for o in decided if o.check.group is not None)
    best = {group: min(listed, key=_rank) for group, listed in alternatives.items()}
    return [o for o in decided if o.check.group is None or best[o.check.group] is o]


def _rank(outcome: Outcome) -> tuple[int, Fraction]:
    """Of alternatives the one that ties speaks for all, else of those that break the nearest."""
    return standing(outcome.verdict), abs(outcome.difference or Fraction(0))


def ways_of(rule: Rule, kind: ChangeKind, *, is_rate: bool) -> list[int]:
    """The equations of a rule that a change may be meant by, in the readings that it gives them.

    The change of a rate printed with % is in points or relative, and documents rarely say which; a
    difference in the figure's own unit is one in points.
    """
    meant: tuple[RateChange, ...] = ("points",)
    if is_rate and kind in ("relative", "unstated"):
        meant = ("points", "relative")
    elif kind in ("relative", "multiple"):
        meant = (kind,)
    return [rule.readings.index(reading) for reading in meant if reading in rule.readings]


def reading_of(check: Check, material: Material) -> RateChange | None:
    """How a check reads the change of a rate; None where its unit is printed, or it has none."""
    readings = check.rule.readings
    changed = check.terms.get("变化", ())
    if check.group is None or not changed or check.alternative >= len(readings):
        return None
    figure = material.figures[changed[0]]
    is_rate = material.figures[check.terms.get("本期", changed)[0]].unit in ("%", "‰")
    told = figure.change is None or figure.change.kind in ("relative", "unstated")
    return readings[check.alternative] if is_rate and told else None


def in_one_reading(outcomes: Sequence[Outcome], material: Material) -> list[Outcome]:
    """Keep, in documents that show how they mean changes of rates, the checks that read them so."""
    groups: defaultdict[int | None, Group] = defaultdict(dict)
    for outcome in outcomes:
        if (reading := reading_of(outcome.check, material)) is not None:
            groups[outcome.check.group][reading] = outcome
    shown = _shown(groups.values(), material)
    kept = []
    for outcome in outcomes:
        group = groups.get(outcome.check.group, {})
        meant = shown.get(_document(group, material)) if group else None
        if meant not in group:
            kept.append(outcome)
        elif group[meant] is outcome:
            severity = "warning" if _ties(group) - {meant} else outcome.check.severity
            check = replace(outcome.check, meant=meant, severity=severity)
            kept.append(replace(outcome, check=check))
    return kept


def shown_by(outcomes: Iterable[Outcome]) -> Literal["points", "relative", "unknown"]:
    """How a document means changes of rates, from its settled outcomes."""
    meant = (o.check.meant for o in outcomes)
    return next((m for m in meant if m is not None and m != "multiple"), "unknown")


def _change(group: Group) -> int:
    return next(outcome.check.terms["变化"][0] for outcome in group.values())


def _document(group: Group, material: Material) -> str:
    return material.figures[_change(group)].document


def _ties(group: Group) -> set[RateChange]:
    return {reading for reading, outcome in group.items() if outcome.ties}


def _shown(groups: Iterable[Group], material: Material) -> dict[str, RateChange]:
    """How each document means its changes: by those that tie in one of their readings only."""
    votes: dict[tuple[str, RateChange, int], None] = {}
    for group in groups:
        ties = _ties(group)
        decided = all(outcome.verdict != "undecidable" for outcome in group.values())
        if decided and len(ties) == 1 < len(group):
            votes[_document(group, material), ties.pop(), _change(group)] = None
    shown = {}
    for document, cast in grouped((document, meant) for document, meant, _ in votes).items():
        (most, told), *others = Counter(cast).most_common()
        against = sum(n for _, n in others)
        if against <= 1 and told >= (MANY if against else SEVERAL):
            shown[document] = most
    return shown
