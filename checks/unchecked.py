"""The figures that no decided check touched, and why: what an audit can say nothing of."""

from __future__ import annotations

from gouji.checks.audit import Audit
from gouji.checks.finding import Words
from gouji.figures.figure import Figure
from gouji.rules.language import terms
from gouji.rules.rule import Rule

NO_LABEL = Words("没有标签，认不出指的是什么", "it has no label, so nothing says what it measures")
NO_RULE = Words("没有规则涉及这个标签", "no rule is about its label")
UNDECIDED = Words("核验了，但无法判定", "it was checked, but nothing could be decided")


def unchecked(audit: Audit, rules: tuple[Rule, ...]) -> list[tuple[Figure, Words]]:
    """List the printed figures without a verdict, in printed order, each with the reason."""
    decided: set[int] = set()
    undecided: dict[int, set[str]] = {}
    for outcome in audit.outcomes:
        if outcome.verdict != "undecidable":
            decided.update(outcome.check.figures)
            continue
        for figure in outcome.check.figures:
            undecided.setdefault(figure, set()).update(outcome.check.missing)
    named = {name for rule in rules for name in _indicators(rule)}
    printed = (i for span in audit.material.spans for i in span)
    return [
        (audit.material.figures[i], _reason(audit.material.figures[i], undecided.get(i), named))
        for i in printed
        if i not in decided
    ]


def _indicators(rule: Rule) -> set[str]:
    return {t.name.partition("·")[0] for e in rule.equations for t in terms(e) if not t.role}


def _reason(figure: Figure, missing: set[str] | None, named: set[str]) -> Words:
    if missing:
        listed = sorted(missing)
        return Words(f"缺少对应的数字：{'、'.join(listed)}", f"no partner: {', '.join(listed)}")
    if missing is not None:
        return UNDECIDED
    if not figure.label and figure.indicator is None:
        return NO_LABEL
    if figure.indicator in named:
        return Words(
            f"“{figure.indicator}”有规则，但同一范围内没有印出与它勾稽的数字",
            f"rules name {figure.indicator}, but nothing that ties to it is printed beside it",
        )
    return NO_RULE
