"""The figures that no equation decided on, and why: what an audit can say nothing of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.checks.audit import Audit
from gouji.checks.finding import Tally, Unchecked, Words
from gouji.rules.language import terms
from gouji.rules.rule import Rule


def unchecked(audit: Audit) -> tuple[Unchecked, ...]:
    """List the printed figures that no equation decided on, in printed order, with the reason.

    Those that were only held within bounds are among them; each is told with what is missing.
    """
    seen = _Seen(audit.rules)
    for outcome in audit.outcomes:
        if outcome.verdict == "undecidable":
            for i in outcome.check.figures:
                seen.undecided.setdefault(i, set()).update(outcome.check.missing)
    material = audit.material
    named = {d.path: {f.indicator for f in d.figures} for d in material.disclosures}
    told = zip((i for i, _ in material.printed()), audit.tallies(), strict=True)
    return tuple(seen.why(i, t, named[t.figure.document]) for i, t in told if not t.is_tied)


@dataclass
class _Seen:
    """What could not be decided on, and which indicators each equation ties together."""

    rules: tuple[Rule, ...]
    undecided: dict[int, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tied = [names for rule in self.rules for names in _indicators(rule)]

    def why(self, i: int, tally: Tally, printed: set[str | None]) -> Unchecked:
        figure = tally.figure
        if missing := tuple(sorted(self.undecided.get(i, ()))):
            return Unchecked(figure, _without(missing), missing)
        if i in self.undecided:
            return Unchecked(figure, Words.told("unchecked-undecided"))
        partner = self._nearest(figure.indicator, printed)
        if tally.bounds:
            return Unchecked(figure, Words.told("unchecked-bounded"), partner)
        if not figure.label and figure.indicator is None:
            return Unchecked(figure, Words.told("unchecked-nameless"))
        if partner:
            return Unchecked(figure, _without(partner), partner)
        return Unchecked(figure, Words.told("unchecked-unruled"))

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
    return Words.told("unchecked-lacks", some="、".join(missing))
