"""What is wrong with rules before any document is read: their equations, names and cases.

Of some the engine has no use at all, and no audit begins with them; of others there is a remark.

Equations are compared over their polynomials, which of them contradict or repeat each other. Every
sole equation of a rule is a statement: a residual that is zero, or not above zero. Printed counts,
rates and measures are not negative; that is what makes ``A = B + C`` and ``A = B + C + D`` a
contradiction (D would be zero). What is found holds; what follows from several is not looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from typing import Final, Literal, TypeAlias

from gouji.checks.audit import audit
from gouji.checks.binding.by_name import SCOPE_MARK
from gouji.checks.equations.arithmetic import over_slots
from gouji.checks.equations.equation import Template, compiled
from gouji.checks.equations.polynomial import Monomial, Polynomial
from gouji.checks.finding import SEVERITIES, Words
from gouji.checks.references import REFERENCES
from gouji.checks.telling.told_cases import told_case
from gouji.figures.disclosure import Disclosure
from gouji.figures.meaning import Meaning
from gouji.rules.bundled import bundled
from gouji.rules.language import Comparison, EquationError, terms
from gouji.rules.problem import Problem, RuleError, unknown
from gouji.rules.rule import Rule, Severity
from gouji.rules.vocabulary import Vocabulary, normalise

Kind: TypeAlias = Literal["contradicts", "repeats", "says-nothing"]
_CLASHES: Final[Mapping[Kind, Severity]] = {
    "contradicts": "error",
    "repeats": "warning",
    "says-nothing": "warning",
}
MOST: Final = 500
"""Statements compared with each other; a pack of more is no work of people."""


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
        return unknown(rule.place, "指标", "indicator", name, names)
    zh, en = f"“{name}”是“{own}”的别名", f"'{name}' is another label of '{own}'"
    return Problem(rule.place, f"{zh}；请写“{own}”", f"{en}; write '{own}'")


def unsound(rules: Iterable[Rule]) -> Iterator[Problem]:
    """List what is wrong with rules, a problem at a time."""
    for rule in rules:
        if rule.shape is not None and rule.shape not in bundled("shapes"):
            yield unknown(rule.place, "版面关系 shape", "shape", rule.shape, bundled("shapes"))
        yield from _entangled(rule)


def _entangled(rule: Rule) -> Iterator[Problem]:
    for comparison in rule.equations:
        try:
            for relation in compiled(comparison).relations:
                over_slots(relation.link)
        except EquationError as error:
            yield Problem(rule.place, f"方程无法计算：{error}", f"can't be evaluated: {error}")


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


@dataclass(frozen=True, slots=True)
class Clash:
    """``rule`` is the later one; ``others`` are those that it contradicts or repeats.

    ``terms`` are the terms that could only be zero.
    """

    kind: Kind
    rule: Rule
    others: tuple[Rule, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Statement:
    """``residual = 0``, or ``residual <= 0``; the first coefficient has size 1."""

    rule: Rule
    is_equation: bool
    residual: Polynomial
    template: Template

    def optional(self, monomials: Iterable[Monomial]) -> bool:
        """Say whether those of these that it has stand for terms that are only where printed."""
        slots, own = self.template.slots, self.residual.terms
        symbols = (symbol for monomial in monomials if monomial in own for symbol in monomial)
        return all(symbol in slots and slots[symbol].optional for symbol in symbols)

    def bounds(self, *, bare: bool = False) -> list[Polynomial]:
        """What is not above zero where it holds; ``bare`` where no optional term is printed."""
        terms = self.residual.terms
        kept = {m: c for m, c in terms.items() if not (bare and m and self.optional([m]))}
        return [Polynomial(kept), -Polynomial(kept)][: 2 if self.is_equation else 1]


def clashes(rules: Sequence[Rule]) -> Iterator[Clash]:
    """Compare the equations of rules that may meet, under common headings.

    A shape fills its roles anew for each rule, so that nothing is said of two of them.
    """
    yield from _same_alternatives(rules)
    statements = [
        _Statement(rule, is_equation, residual, compiled(rule.equations[0]))
        for rule in rules
        if len(rule.equations) == 1
        for is_equation, residual in _residuals(rule.equations[0])
    ][:MOST]
    sound = [statement for statement in statements if not _is_void(statement)]
    yield from (Clash("says-nothing", s.rule) for s in statements if _is_void(s))
    named = [statement for statement in sound if statement.rule.shape is None]
    for earlier, later in combinations(named, 2):
        if _may_meet(earlier, later) and (clash := _compared(earlier, later)):
            yield clash


def _residuals(comparison: Comparison) -> Iterator[tuple[bool, Polynomial]]:
    """What is zero, or not above it, by each link of an equation; the first coefficient is 1."""
    for relation in compiled(comparison).relations:
        gap = over_slots(relation.link).numerator
        residual = -gap if relation.op == ">=" else gap
        first = residual.terms[max(residual.terms)] if residual.terms else Fraction(1)
        is_equation = relation.op == "="
        yield is_equation, residual.scaled(1 / (first if is_equation else abs(first)))


def _same_alternatives(rules: Sequence[Rule]) -> Iterator[Clash]:
    """Find rules that give the same alternatives as another, or one of them twice."""
    seen: dict[object, Rule] = {}
    for rule in rules:
        if len(rule.equations) == 1:
            continue
        listed = [tuple(_residuals(comparison)) for comparison in rule.equations]
        if len(set(listed)) < len(listed):
            yield Clash("repeats", rule, (rule,))
        key = (rule.within, frozenset(listed))
        if rule.shape is None and seen.setdefault(key, rule) is not rule:
            yield Clash("repeats", rule, (seen[key],))


def _is_void(statement: _Statement) -> bool:
    """Say whether it holds whatever is printed: ``A = A``, ``A <= A + B``."""
    terms = statement.residual.terms
    if statement.is_equation or statement.rule.shape is not None:  # roles may be changes
        return not terms
    return all(c <= 0 for c in terms.values())


def _may_meet(one: _Statement, other: _Statement) -> bool:
    if one.rule is other.rule or one.residual.symbols.isdisjoint(other.residual.symbols):
        return False
    within = one.rule.within, other.rule.within
    return not all(within) or not set(within[0]).isdisjoint(within[1])


def _compared(earlier: _Statement, later: _Statement) -> Clash | None:
    equations = earlier.is_equation and later.is_equation
    if earlier.residual == later.residual and earlier.is_equation == later.is_equation:
        return Clash("repeats", later.rule, (earlier.rule,))
    for rest in _together(earlier.bounds(), later.bounds()):
        if all(c >= 0 for c in rest.terms.values()):
            free = [m for m in rest.terms if m]
            if () in rest.terms or not all(s.optional(free) for s in (earlier, later)):
                return _contradiction(earlier, later, free)
    bare = _together(earlier.bounds(bare=True), later.bounds(bare=True)) if equations else ()
    for rest in bare:
        if rest.terms and all(c > 0 for c in rest.terms.values()):
            return _contradiction(earlier, later, [m for m in rest.terms if m])
    return None


def _together(one: Sequence[Polynomial], other: Sequence[Polynomial]) -> Iterator[Polynomial]:
    """Sums of what is not above zero, in multiples such that a monomial falls away."""
    for theirs, mine in product(other, one):
        shared = [m for m in theirs.terms if m and m in mine.terms]
        for factor in sorted({-theirs.terms[m] / mine.terms[m] for m in shared}):
            if factor > 0:
                yield theirs + mine.scaled(factor)


def _contradiction(earlier: _Statement, later: _Statement, monomials: Sequence[Monomial]) -> Clash:
    known = {*earlier.residual.terms, *later.residual.terms}
    keys = {symbol for monomial in monomials if monomial in known for symbol in monomial}
    return Clash("contradicts", later.rule, (earlier.rule,), tuple(sorted(keys)))
