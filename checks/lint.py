"""What is wrong with rules before any document is read: their equations, names and cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.checks.audit import audit
from gouji.checks.binding.by_name import SCOPE_MARK
from gouji.checks.equations.consistency import Clash, clashes
from gouji.checks.finding import SEVERITIES, Severity, Words
from gouji.checks.telling.told_cases import told_case
from gouji.figures.disclosure import Disclosure
from gouji.figures.meaning import Meaning
from gouji.rules.language import terms
from gouji.rules.problem import unknown
from gouji.rules.rule import Rule
from gouji.rules.vocabulary import Vocabulary

_CLASHES: dict[str, tuple[Severity, Words]] = {
    "contradicts": ("error", Words("与 {others} 矛盾", "contradicts {others}")),
    "repeats": ("warning", Words("与 {others} 重复", "repeats {others}")),
    "implied": ("note", Words("可由 {others} 推出", "follows from {others}")),
    "says-nothing": ("warning", Words("恒成立，什么也没有说", "always holds and says nothing")),
}


@dataclass(frozen=True, slots=True)
class Lint:
    """One remark on a rule, at ``place`` (``file:line``)."""

    place: str
    rule: str
    severity: Severity
    message: Words


def lint(
    rules: Sequence[Rule], vocabulary: Vocabulary, examples: Sequence[Disclosure] = ()
) -> list[Lint]:
    """Look ``rules`` over, worst remarks first; ``examples`` show which of them bind nothing."""
    remarks = [
        *(_clash(clash) for clash in clashes(rules)),
        *(remark for rule in rules for remark in _unknown(rule, vocabulary)),
        *(remark for rule in rules for remark in _cases(rule)),
        *_unbound(rules, vocabulary, examples),
    ]
    return sorted(remarks, key=lambda remark: SEVERITIES.index(remark.severity))


def _clash(clash: Clash) -> Lint:
    severity, said = _CLASHES[clash.kind]
    others = ", ".join(rule.id for rule in clash.others)
    zh, en = said.zh.format(others=others), said.en.format(others=others)
    if clash.terms:
        zh += f"：两式同时成立则 {'、'.join(clash.terms)} 只能为零"
        en += f": both hold only if {', '.join(clash.terms)} is zero"
    return _remark(clash.rule, severity, zh, en)


def _unknown(rule: Rule, vocabulary: Vocabulary) -> Iterator[Lint]:
    """Find scopes that are no known slice: they must be printed just so."""
    names = {indicator.name for indicator in vocabulary.indicators}
    slices = {member.name for member in vocabulary.members}
    for term in (t for equation in rule.equations for t in terms(equation)):
        scope = term.name.partition(SCOPE_MARK)[2]
        if scope and term.name not in names and scope not in slices:
            problem = unknown(rule.place, "范围", "scope", scope, slices)
            yield Lint(rule.place, rule.id, "note", Words(problem.zh, problem.en))


def _cases(rule: Rule) -> Iterator[Lint]:
    verdicts = {case.verdict for case in rule.cases}
    if not any(v.startswith("ties") for v in verdicts) or verdicts <= {"ties", "ties-truncated"}:
        zh, en = (
            "缺少例子；请各给一个相符、一个不符的",
            "lacks cases; give one that ties, one that breaks",
        )
        yield _remark(rule, "warning", zh, en)
    for case in rule.cases:
        outcome = told_case(rule, case)
        if not outcome.ok:
            zh = f"例子应为 {outcome.expected}，得 {outcome.got}：{outcome.working.zh}"
            en = f"case expects {outcome.expected}, gets {outcome.got}: {outcome.working.en}"
            yield Lint(case.place, rule.id, "error", Words(zh, en))


def _unbound(
    rules: Sequence[Rule], vocabulary: Vocabulary, examples: Sequence[Disclosure]
) -> Iterator[Lint]:
    if not examples:
        return
    unbound = audit(examples, rules, Meaning(vocabulary)).result.unbound
    for rule in (r for r in rules if r.id in unbound):
        zh, en = "在所给的例子里没有找到可核的数字", "finds nothing to bind in the examples given"
        yield _remark(rule, "note", zh, en)


def _remark(rule: Rule, severity: Severity, zh: str, en: str) -> Lint:
    return Lint(rule.place, rule.id, severity, Words(zh, en))
