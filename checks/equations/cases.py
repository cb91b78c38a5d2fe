"""Runs the cases that stand beside a rule: the printed figures in, the verdict they get out.

A case reads its figures with the same grammar as a document and decides with the same equations,
so that a rule's examples are the first tests of both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

from gouji.checks.equations.case_figures import CaseFigure, read_figure
from gouji.checks.equations.equation import Slot, Template, compiled
from gouji.checks.equations.verdict import judge, standing
from gouji.checks.equations.written import shown, written
from gouji.checks.finding import Verdict, Words
from gouji.checks.material.check import Check
from gouji.rules.language import Comparison
from gouji.rules.rule import Case, Rule

Read: TypeAlias = Mapping[str, tuple[CaseFigure, ...]]
"""By the key of its slot."""


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """What became of a case; ``working`` writes it out as one would by hand."""

    expected: Verdict
    got: Verdict
    working: Words
    ok: bool
    message: Words | None = None
    """What a finding would say of it, where it does not tie."""


@dataclass(frozen=True, slots=True)
class _Trial:
    """One alternative of a rule, tried on the figures of a case.

    A prior is what its change implies as it is printed; ``verdict`` knows it for a whole number.
    """

    comparison: Comparison
    figures: Read
    verdict: Verdict


def run_case(rule: Rule, case: Case) -> CaseOutcome:
    """Decide a case as an audit would: the rule ties when one of its equations does."""
    trials = [_trial(rule, comparison, case) for comparison in _meant(rule, case)]
    best = min(trials, key=lambda trial: standing(trial.verdict))
    expected = cast(Verdict, case.verdict)
    # what is impossible, and a conflict, are breaks
    got = expected if best.verdict == rule.kind and expected == "breaks" else best.verdict
    priors = rule.whole and any(slot.prior for slot in compiled(best.comparison).slots.values())
    working = _whole_working(best) if priors else _working(best)
    return CaseOutcome(expected, got, working, got == expected)


def _meant(rule: Rule, case: Case) -> tuple[Comparison, ...]:
    """Choose the alternatives that have a place for every figure of the case, if any has."""
    given = set(_by_slot(case))
    fitting = tuple(c for c in rule.equations if given <= set(map(_bare, compiled(c).slots)))
    return fitting or rule.equations


def _trial(rule: Rule, comparison: Comparison, case: Case) -> _Trial:
    template, given = compiled(comparison), _by_slot(case)
    means = _means(template)

    def read(*, whole: bool) -> Read:
        return {
            key: _read(given.get(_bare(key), ()), slot, is_mean=key in means, whole=whole)
            for key, slot in template.slots.items()
        }

    figures = read(whole=False)
    terms = {key: tuple(range(len(listed))) for key, listed in figures.items() if listed}
    missing = tuple(k for k, slot in template.slots.items() if not (slot.optional or figures[k]))
    check = Check(rule, terms, rule.equations.index(comparison), missing)
    uneven = _is_uneven(template, figures)
    verdict = "undecidable" if uneven else judge(check, read(whole=True))
    return _Trial(comparison, figures, verdict)


def _by_slot(case: Case) -> dict[str, str | tuple[str, ...]]:
    return {_bare(name): printed for name, printed in case.figures.items()}


def _bare(name: str) -> str:
    """Name a slot without the mark of roles: ``prior(@合计)`` and ``prior(合计)`` are one."""
    return name.replace("@", "")


def _means(template: Template) -> set[str]:
    """Find the slots of a mean's equation that hold means: all but its weights."""
    weights = {f.slots[1] for f in template.factors.values() if f.kind == "dot"}
    is_mean = any(f.kind in ("dot", "count") for f in template.factors.values())
    return set(template.slots) - weights if is_mean else set()


def _read(
    printed: str | tuple[str, ...], slot: Slot, *, is_mean: bool, whole: bool
) -> tuple[CaseFigure, ...]:
    texts = (printed,) if isinstance(printed, str) else printed
    figures = [read_figure(text, slot, is_mean=is_mean, whole=whole) for text in texts]
    return tuple(figure for figure in figures if figure is not None)


def _is_uneven(template: Template, figures: Read) -> bool:
    """Say whether a mean has more or fewer values than weights."""
    dots = [f.slots for f in template.factors.values() if f.kind == "dot"]
    return any(len(figures[values]) != len(figures[weights]) for values, weights in dots)


def _working(trial: _Trial) -> Words:
    if trial.verdict != "undecidable":
        ties = trial.verdict.startswith("ties")
        return written(trial.comparison, trial.figures, ties=ties)
    slots = compiled(trial.comparison).slots.values()
    missing = [s.key for s in slots if not s.optional and not trial.figures[s.key]]
    if not missing:
        return Words(
            "除数可能为零，或数值与权重个数不同", "a divisor may be zero, or a weight is missing"
        )
    return Words(f"未列出：{'、'.join(missing)}", f"not printed: {', '.join(missing)}")


def _whole_working(trial: _Trial) -> Words:
    """Say between what bounds a prior lies, and whether there is a whole number there."""
    figure = next((f for listed in trial.figures.values() for f in listed), None)
    if figure is None or figure.rounded.low is None or figure.rounded.high is None:
        return _working(trial)
    bounds = " … ".join(shown(end, figure) for end in (figure.rounded.low, figure.rounded.high))
    has, han = ("a", "有") if trial.verdict == "ties" else ("no", "没有")
    return Words(
        f"推算上年同期数 {bounds}，其间{han}整数",
        f"implied prior {bounds}, {has} whole number there",
    )
