"""The figures that no equation decided on, and why: what an audit can say nothing of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.checks.audit import Audit
from gouji.checks.finding import Unchecked, Words
from gouji.figures.figure import Figure
from gouji.rules.language import terms
from gouji.rules.rule import Rule

BOUNDED = Words(
    "只核对过不超出应有的范围，没有方程算出过它",
    "it was only held within bounds; no equation computes it",
)
NO_LABEL = Words("没有标签，认不出指的是什么", "it has no label, so nothing says what it measures")
NO_RULE = Words(
    "没有规则涉及这个标签，也没有别的数字与它加得起来",
    "no rule is about its label, and no figures beside it add up to it",
)
UNDECIDED = Words("核验了，但无法判定", "it was checked, but nothing could be decided")


def unchecked(audit: Audit) -> tuple[Unchecked, ...]:
    """List the printed figures that no equation decided on, in printed order, with the reason.

    Those that were only held within bounds are among them; each is told with what is missing.
    """
    seen = _Seen(audit.rules)
    for outcome in audit.outcomes:
        if outcome.only_bounds:
            seen.bounded.update(outcome.check.figures)
        elif outcome.verdict != "undecidable":
            seen.decided.update(outcome.check.figures)
        else:
            for i in outcome.check.figures:
                seen.undecided.setdefault(i, set()).update(outcome.check.missing)
    figures = audit.material.figures
    return tuple(
        seen.why(i, figures[i], printed)
        for span in audit.material.spans
        for printed in [{figures[i].indicator for i in span}]
        for i in span
        if i not in seen.decided
    )


@dataclass
class _Seen:
    """What became of each figure, and which indicators each equation ties together."""

    rules: tuple[Rule, ...]
    decided: set[int] = field(default_factory=set)
    bounded: set[int] = field(default_factory=set)
    undecided: dict[int, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tied = [names for rule in self.rules for names in _indicators(rule)]

    def why(self, i: int, figure: Figure, printed: set[str | None]) -> Unchecked:
        if missing := tuple(sorted(self.undecided.get(i, ()))):
            return Unchecked(figure, _without(missing), missing)
        if i in self.undecided:
            return Unchecked(figure, UNDECIDED)
        partner = self._nearest(figure.indicator, printed)
        if i in self.bounded:
            return Unchecked(figure, BOUNDED, partner)
        if not figure.label and figure.indicator is None:
            return Unchecked(figure, NO_LABEL)
        if partner:
            return Unchecked(figure, _without(partner), partner)
        return Unchecked(figure, NO_RULE)

    def _nearest(self, indicator: str | None, printed: set[str | None]) -> tuple[str, ...]:
        """What the equation that lacks least would need beside this indicator."""
        best: list[str] = []
        for names in self.tied:
            if indicator in names:
                others = [name for name in names if name != indicator]
                lacking = [name for name in others if name not in printed] or others
                best = lacking if not best or len(lacking) < len(best) else best
        return tuple(best)


def _indicators(rule: Rule) -> Iterator[list[str]]:
    """The indicators that each equation of a rule ties; a bound ties none."""
    for equation in rule.equations:
        names = [t.name.partition("·")[0] for t in terms(equation) if not t.role]
        if equation.op == "=" and len(set(names)) > 1:
            yield list(dict.fromkeys(names))


def _without(missing: tuple[str, ...]) -> Words:
    return Words(
        f"同一范围内没有印出与它勾稽的数字：{'、'.join(missing)}",
        f"nothing that ties to it is printed beside it: {', '.join(missing)}",
    )
