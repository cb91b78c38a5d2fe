"""What is wrong with rules before any document is read: their equations, names and cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.checks.audit import audit
from gouji.checks.binding.by_name import SCOPE_MARK
from gouji.checks.equations.consistency import Clash, clashes
from gouji.checks.finding import SEVERITIES, Words
from gouji.checks.telling.told_cases import told_case
from gouji.figures.disclosure import Disclosure
from gouji.figures.meaning import Meaning
from gouji.rules.language import terms
from gouji.rules.problem import unknown
from gouji.rules.rule import Rule, Severity
from gouji.rules.vocabulary import Vocabulary

_CLASHES: Mapping[str, Severity] = {
    "contradicts": "error",
    "repeats": "warning",
    "implied": "note",
    "says-nothing": "warning",
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
    others = ", ".join(rule.id for rule in clash.others)
    zero = Words("、".join(clash.terms), ", ".join(clash.terms))
    said = Words.told(f"lint-{clash.kind}", others=others, zero=zero)
    return _remark(clash.rule, _CLASHES[clash.kind], said)


def _unknown(rule: Rule, vocabulary: Vocabulary) -> Iterator[Lint]:
    """Find scopes that are no known slice: they must be printed just so."""
    names = {indicator.name for indicator in vocabulary.indicators}
    slices = {member.name for member in vocabulary.members}
    for term in (t for equation in rule.equations for t in terms(equation)):
        scope = term.name.partition(SCOPE_MARK)[2]
        if scope and term.name not in names and scope not in slices:
            problem = unknown(rule.place, "范围", "scope", scope, slices)
            yield _remark(rule, "note", Words(problem.zh, problem.en))


def _cases(rule: Rule) -> Iterator[Lint]:
    verdicts = {case.verdict for case in rule.cases}
    if not any(v.startswith("ties") for v in verdicts) or verdicts <= {"ties", "ties-truncated"}:
        yield _remark(rule, "warning", Words.told("lint-no-cases"))
    for case in rule.cases:
        outcome = told_case(rule, case)
        if not outcome.ok:
            told = {"expected": outcome.expected, "got": outcome.got, "working": outcome.working}
            yield Lint(case.place, rule.id, "error", Words.told("lint-case", **told))


def _unbound(
    rules: Sequence[Rule], vocabulary: Vocabulary, examples: Sequence[Disclosure]
) -> Iterator[Lint]:
    if not examples:
        return
    unbound = audit(examples, rules, Meaning(vocabulary)).result.unbound
    for rule in (r for r in rules if r.id in unbound):
        yield _remark(rule, "note", Words.told("lint-unbound"))


def _remark(rule: Rule, severity: Severity, message: Words) -> Lint:
    return Lint(rule.place, rule.id, severity, message)
