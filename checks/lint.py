"""What is wrong with rules before any document is read: their equations, names and cases.

Of some the engine has no use at all, and no audit begins with them; of others there is a remark.

Of two equations under common headings that are sums of one whole, one may repeat the other, or hold
all of its parts and more, which could only be zero. An equation that holds of any numbers says
nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Final

from gouji.checks.audit import audit
from gouji.checks.binding.by_name import SCOPE_MARK
from gouji.checks.equations.equation import apart, compiled, holds
from gouji.checks.equations.forms import sum_side
from gouji.checks.finding import SEVERITIES
from gouji.checks.references import REFERENCES
from gouji.checks.telling.told_cases import told_case
from gouji.figures.disclosure import Disclosure
from gouji.figures.meaning import Meaning
from gouji.rules.bundled import bundled
from gouji.rules.form import worded
from gouji.rules.language import Binary, Comparison, EquationError, Expression, render, terms
from gouji.rules.problem import Problem, RuleError, problem, unknown
from gouji.rules.rule import Rule, Severity
from gouji.rules.vocabulary import Vocabulary, normalise
from gouji.texts.bilingual import Words

TRIES: Final = 64
"""Sets of numbers that an equation is tried with."""


@dataclass(frozen=True, slots=True)
class Lint:
    """One remark on a rule, at ``place`` (``file:line``)."""

    place: str
    rule: str
    severity: Severity
    message: Words


def ensure_sound(rules: Sequence[Rule], vocabulary: Vocabulary) -> None:
    """RuleError lists the rules that the engine has no use for, and names that mean nothing."""
    if problems := [*unsound(rules), *unnamed(rules, vocabulary)]:
        raise RuleError(problems)


def unnamed(rules: Iterable[Rule], vocabulary: Vocabulary) -> Iterator[Problem]:
    """List the names that no indicator has: their figures would never be found."""
    names = {indicator.name for indicator in vocabulary.indicators} | set(REFERENCES)
    for rule in rules:
        for term in (t for equation in rule.equations for t in terms(equation) if not t.role):
            name = term.name.partition(SCOPE_MARK)[0]
            if term.name not in names and name not in names:
                yield _unnamed(rule, name, vocabulary, names)


def _unnamed(rule: Rule, name: str, vocabulary: Vocabulary, names: Set[str]) -> Problem:
    """An alias is a label, and no name: what it is an alias of is meant."""
    label = normalise(name)
    own = next((i.name for i in vocabulary.indicators if label in i.labels), None)
    if own is None:
        return unknown(rule.place, "indicator", name, names)
    return problem(rule.place, "an-alias", name=name, own=own)


def unsound(rules: Iterable[Rule]) -> Iterator[Problem]:
    """List what is wrong with rules, a problem at a time."""
    for rule in rules:
        if rule.shape is not None and rule.shape not in bundled("shapes"):
            yield unknown(rule.place, "shape", rule.shape, bundled("shapes"))
        for comparison in rule.equations:
            try:
                list(_tried(comparison, Random(0)))
            except (EquationError, ZeroDivisionError) as error:
                yield problem(rule.place, "of-no-number", error=error)


def _tried(comparison: Comparison, random: Random, *, signed: bool = False) -> Iterator[bool]:
    """Whether each link of an equation holds at some numbers, from small ones to large ones."""
    template = compiled(comparison)
    numbers = {
        key: (Fraction(10) ** random.randint(-4, 6) * random.randint(1, 10**7),)
        for key in template.slots
    }
    if signed:
        numbers = {key: (value * random.choice((1, -1)),) for key, (value,) in numbers.items()}
    for relation in template.relations:
        yield holds(relation.link.op, apart(relation.link, numbers, Fraction))


def lint(
    rules: Sequence[Rule], vocabulary: Vocabulary, examples: Sequence[Disclosure] = ()
) -> list[Lint]:
    """Look ``rules`` over, worst remarks first; ``examples`` show which of them bind nothing."""
    unbound = audit(examples, rules, Meaning(vocabulary)).result.unbound if examples else ()
    idle = (rule for rule in rules if rule.id in unbound)
    remarks = [
        *clashes(rules),
        *(remark for rule in rules for remark in _unknown(rule, vocabulary)),
        *(remark for rule in rules for remark in _cases(rule)),
        *(_remark(rule, "note", worded("lint-unbound")) for rule in idle),
    ]
    return sorted(remarks, key=lambda remark: SEVERITIES.index(remark.severity))


def _unknown(rule: Rule, vocabulary: Vocabulary) -> Iterator[Lint]:
    """Find scopes that are no known slice: they must be printed just so."""
    names = {indicator.name for indicator in vocabulary.indicators}
    slices = {member.name for member in vocabulary.members}
    for term in (t for equation in rule.equations for t in terms(equation)):
        scope = term.name.partition(SCOPE_MARK)[2]
        if scope and term.name not in names and scope not in slices:
            found = unknown(rule.place, "scope", scope, slices)
            yield _remark(rule, "note", found.said)


def _cases(rule: Rule) -> Iterator[Lint]:
    verdicts = {case.verdict for case in rule.cases}
    if not any(v.startswith("ties") for v in verdicts) or verdicts <= {"ties", "ties-truncated"}:
        yield _remark(rule, "warning", worded("lint-no-cases"))
    for case in rule.cases:
        outcome = told_case(rule, case)
        if not outcome.ok:
            told = {"expected": outcome.expected, "got": outcome.got, "working": outcome.working}
            yield Lint(case.place, rule.id, "error", worded("lint-case", **told))


def _remark(rule: Rule, severity: Severity, message: Words) -> Lint:
    return Lint(rule.place, rule.id, severity, message)


def clashes(rules: Sequence[Rule]) -> Iterator[Lint]:
    """Compare the equations of rules that may meet, under common headings.

    A shape fills its roles anew for each rule, so that nothing is said of two of them.
    """
    for rule in rules:
        if any(_is_void(comparison, rule) for comparison in rule.equations):
            yield _remark(rule, "warning", worded("lint-says-nothing"))
        elif len(set(map(_said, rule.equations))) < len(rule.equations):
            yield _remark(rule, "warning", worded("lint-repeats", others=rule.id))
    for earlier, later in combinations((r for r in rules if r.shape is None), 2):
        headings = earlier.within, later.within
        if all(headings) and set(headings[0]).isdisjoint(headings[1]):
            continue
        if set(map(_said, earlier.equations)) == set(map(_said, later.equations)):
            yield _remark(later, "warning", worded("lint-repeats", others=earlier.id))
        elif more := _more(earlier, later):
            zero = Words("、".join(sorted(more)), ", ".join(sorted(more)))
            told = worded("lint-contradicts", others=earlier.id, zero=zero)
            yield _remark(later, "error", told)


def _said(comparison: Comparison) -> Hashable:
    """What an equation says, in whatever order its addends stand, and on whichever side."""
    if comparison.also is not None:
        return render(comparison)
    both = tuple(tuple(sorted(_addends(side))) for side in (comparison.left, comparison.right))
    return frozenset(both) if comparison.op == "=" else both[:: 1 if comparison.op == "<=" else -1]


def _addends(expression: Expression) -> list[str]:
    if isinstance(expression, Binary) and expression.op == "+":
        return _addends(expression.left) + _addends(expression.right)
    return [render(expression)]


def _more(one: Rule, other: Rule) -> frozenset[str]:
    """The parts that one of two rules adds to all parts of the other, for the same whole."""
    sums = [next(_sums(rule), None) for rule in (one, other)]
    for less, more in (sums, sums[::-1]):
        if less and more and less[0] == more[0] and less[2] <= more[2] and more[2] - less[1]:
            return more[1] - less[1]
    return frozenset()


def _sums(rule: Rule) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """The whole of a sum, its parts, and those of them that must be printed."""
    comparison, *others = rule.equations
    turned = replace(comparison, left=comparison.right, right=comparison.left)
    for way in (comparison, turned) if not others else ():
        if (whole := sum_side(way)) is not None:
            (relation,) = compiled(way).relations
            yield whole, relation.right, relation.right & relation.required


def _is_void(comparison: Comparison, rule: Rule) -> bool:
    """Say whether it holds whatever is printed: ``A = A``, ``A <= A + B``; roles may be changes."""
    random, signed = Random(0), rule.shape is not None
    return all(all(_tried(comparison, random, signed=signed)) for _ in range(TRIES))
