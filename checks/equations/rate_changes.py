"""Whether a document means the changes of its rates in percentage points or relative to the rate.

``满意率 97.73%（↑2.58%）`` says neither. Where last year's rate is known (printed, or implied by
the arrows of its counts) a change often ties in one of the two only. Where several do so in one
and none in the other, that is how the document means them all; ``rate_changes`` of its summary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from gouji.checks.material.check import Check, Outcome
from gouji.checks.material.material import Material
from gouji.figures.figure import ChangeKind
from gouji.rules.rule import RateChange, Rule

SEVERAL: Final = 2
MANY: Final = 3
"""So many changes that tie in one reading only show it in spite of a single one that does not."""


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
    groups = _grouped(outcomes, material)
    shown = _shown(groups.values())
    kept = []
    for outcome in outcomes:
        group = groups.get(outcome.check.group)
        meant = shown.get(group.document) if group else None
        if group is None or meant is None or meant not in group.by_reading:
            kept.append(outcome)
        elif any(outcome is o for o in group.by_reading[meant]):
            kept.append(_read_as(outcome, meant, unsure=bool(group.ties - {meant})))
    return kept


def shown_by(outcomes: Iterable[Outcome]) -> Literal["points", "relative", "unknown"]:
    """How a document means changes of rates, from its settled outcomes."""
    meant = (o.check.meant for o in outcomes)
    return next((m for m in meant if m is not None and m != "multiple"), "unknown")


def _read_as(outcome: Outcome, meant: RateChange, *, unsure: bool) -> Outcome:
    check = replace(outcome.check, meant=meant)
    return replace(outcome, check=replace(check, severity="warning") if unsure else check)


@dataclass
class _Group:
    """Checks that read one change in either way."""

    document: str
    change: int
    by_reading: dict[RateChange, list[Outcome]] = field(default_factory=dict)

    @property
    def ties(self) -> set[RateChange]:
        return {r for r, listed in self.by_reading.items() if any(o.ties for o in listed)}

    @property
    def tells(self) -> RateChange | None:
        """The only reading in which the change ties; None where both do, or none, or none can."""
        decided = all(o.verdict != "undecidable" for os in self.by_reading.values() for o in os)
        ties = self.ties
        return next(iter(ties)) if decided and len(ties) == 1 < len(self.by_reading) else None


def _grouped(outcomes: Sequence[Outcome], material: Material) -> dict[int | None, _Group]:
    groups: dict[int | None, _Group] = {}
    for outcome in outcomes:
        check = outcome.check
        reading = reading_of(check, material)
        if reading is not None:
            change = check.terms["变化"][0]
            document = material.figures[change].document
            group = groups.setdefault(check.group, _Group(document, change))
            group.by_reading.setdefault(reading, []).append(outcome)
    return groups


def _shown(groups: Iterable[_Group]) -> dict[str, RateChange]:
    votes: dict[str, dict[RateChange, set[int]]] = {}
    for group in groups:
        if (told := group.tells) is not None:
            votes.setdefault(group.document, {}).setdefault(told, set()).add(group.change)
    found = ((document, _decided(by_reading)) for document, by_reading in votes.items())
    return {document: reading for document, reading in found if reading is not None}


def _decided(votes: Mapping[RateChange, set[int]]) -> RateChange | None:
    (most, told), *rest = sorted(votes.items(), key=lambda item: -len(item[1]))
    against = sum(len(figures) for _, figures in rest)
    enough = len(told) >= SEVERAL if not against else len(told) >= MANY and against == 1
    return most if enough else None
