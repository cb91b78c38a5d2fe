"""Which equations contradict, repeat or imply each other, decided over their polynomials.

Every sole equation of a rule is a statement: a residual that is zero, or not above zero. Printed
counts, rates and measures are not negative; that is what makes ``A = B + C`` and ``A = B + C + D``
a contradiction (D would be zero) and ``B <= A`` a consequence of the first. What is found holds;
what needs products of statements is not looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal, TypeAlias

from gouji.checks.equations.arithmetic import over_slots
from gouji.checks.equations.equation import Template, compiled
from gouji.checks.equations.polynomial import Monomial, Polynomial, Symbol
from gouji.rules.rule import Rule

Kind: TypeAlias = Literal["contradicts", "repeats", "implied", "says-nothing"]

MOST = 500
"""Statements compared with each other; a pack of more is no work of people."""


@dataclass(frozen=True, slots=True)
class Clash:
    """``rule`` is the later one; ``others`` are those that it contradicts, repeats or follows from.

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
        """Say whether all these stand for terms that this equation has only where printed."""
        slots = self.template.slots
        return all(s in slots and slots[s].optional for monomial in monomials for s in monomial)

    @cached_property
    def symbols(self) -> frozenset[Symbol]:
        return self.residual.symbols

    @cached_property
    def bare(self) -> Polynomial:
        """The residual where no optional term is printed."""
        terms = self.residual.terms
        return Polynomial({m: c for m, c in terms.items() if not m or not self.optional([m])})


def clashes(rules: Sequence[Rule]) -> Iterator[Clash]:
    """Compare the equations of rules that may meet, under common headings.

    A shape fills its roles anew for each rule, so that nothing is said of two of them.
    """
    yield from _same_alternatives(rules)
    statements = [s for rule in rules if len(rule.equations) == 1 for s in _statements(rule)]
    statements = statements[:MOST]
    sound = []
    for statement in statements:
        if _is_void(statement):
            yield Clash("says-nothing", statement.rule)
        else:
            sound.append(statement)
    told: set[str] = set()
    named = [statement for statement in sound if statement.rule.shape is None]
    for earlier, later in combinations(named, 2):
        if _may_meet(earlier, later) and (clash := _compared(earlier, later)):
            told.add(clash.rule.id)
            yield clash
    yield from (c for c in _derived(named) if c.rule.id not in told)


def _statements(rule: Rule) -> Iterator[_Statement]:
    template = compiled(rule.equations[0])
    for relation in template.relations:
        gap = over_slots(relation.link).numerator
        residual = -gap if relation.op == ">=" else gap
        is_equation = relation.op == "="
        yield _Statement(rule, is_equation, _normal(residual, is_equation), template)


def _normal(residual: Polynomial, is_equation: bool) -> Polynomial:
    if not residual.terms:
        return residual
    first = residual.terms[max(residual.terms)]
    return residual.scaled(1 / (first if is_equation else abs(first)))


def _same_alternatives(rules: Sequence[Rule]) -> Iterator[Clash]:
    """Find rules that give the same alternatives as another, or one of them twice."""
    seen: dict[object, Rule] = {}
    for rule in rules:
        if len(rule.equations) == 1:
            continue
        listed = [_relations(rule, at) for at in range(len(rule.equations))]
        if len(set(listed)) < len(listed):
            yield Clash("repeats", rule, (rule,))
        key = (rule.within, frozenset(listed))
        if rule.shape is None and seen.setdefault(key, rule) is not rule:
            yield Clash("repeats", rule, (seen[key],))


def _relations(rule: Rule, alternative: int) -> object:
    relations = compiled(rule.equations[alternative]).relations
    return tuple((r.op, _normal(over_slots(r.link).numerator, r.op == "=")) for r in relations)


def _is_void(statement: _Statement) -> bool:
    """Say whether it holds whatever is printed: ``A = A``, ``A <= A + B``."""
    terms = statement.residual.terms
    if statement.is_equation or statement.rule.shape is not None:  # roles may be changes
        return not terms
    return all(c <= 0 for c in terms.values())


def _may_meet(one: _Statement, other: _Statement) -> bool:
    if one.rule is other.rule or one.symbols.isdisjoint(other.symbols):
        return False
    within = one.rule.within, other.rule.within
    return not all(within) or not set(within[0]).isdisjoint(within[1])


def _compared(earlier: _Statement, later: _Statement) -> Clash | None:
    equations = earlier.is_equation and later.is_equation
    if earlier.residual == later.residual and earlier.is_equation == later.is_equation:
        return Clash("repeats", later.rule, (earlier.rule,))
    for rest in _together(earlier, later, earlier.residual, later.residual):
        if all(c >= 0 for c in rest.terms.values()):
            free = [m for m in rest.terms if m]
            if () in rest.terms or not all(_allows(s, free) for s in (earlier, later)):
                return _contradiction(earlier, later, free)
            if equations:
                return Clash("implied", later.rule, (earlier.rule,))
    for premise, consequence in ((earlier, later), (later, earlier)):
        if _follows(consequence, premise):
            return Clash("implied", consequence.rule, (premise.rule,))
    for rest in _together(earlier, later, earlier.bare, later.bare) if equations else ():
        if rest.terms and all(c > 0 for c in rest.terms.values()):
            return _contradiction(earlier, later, [m for m in rest.terms if m])
    return None


def _together(
    one: _Statement, other: _Statement, mine: Polynomial, theirs: Polynomial
) -> Iterator[Polynomial]:
    """What may not be above zero if both hold: with ``mine`` and ``theirs`` for their residuals."""
    if one.is_equation and other.is_equation:
        for rest in _rests(theirs, mine):
            yield from (rest, -rest)
    elif other.is_equation:
        yield from _rests(mine, theirs)
    else:
        yield from _rests(theirs, mine, sign=0 if one.is_equation else -1)


def _follows(consequence: _Statement, premise: _Statement) -> bool:
    """Whether a bound holds wherever another statement does."""
    rests = _rests(consequence.residual, premise.residual, sign=0 if premise.is_equation else 1)
    below = (all(c <= 0 for c in rest.terms.values()) for rest in rests)
    return not consequence.is_equation and any(below)


def _allows(statement: _Statement, monomials: Sequence[Monomial]) -> bool:
    """Whether it may have none of these."""
    return statement.optional(m for m in monomials if m in statement.residual.terms)


def _contradiction(earlier: _Statement, later: _Statement, monomials: Sequence[Monomial]) -> Clash:
    known = {*earlier.residual.terms, *later.residual.terms}
    keys = {symbol for monomial in monomials if monomial in known for symbol in monomial}
    return Clash("contradicts", later.rule, (earlier.rule,), tuple(sorted(keys)))


def _rests(one: Polynomial, other: Polynomial, sign: int = 0) -> Iterator[Polynomial]:
    """Subtract multiples of ``other``, of one sign, from ``one`` so that a monomial falls away."""
    factors = {one.terms[m] / other.terms[m] for m in one.terms if m and m in other.terms}
    for factor in sorted(factors):
        if factor * sign >= 0:
            yield one - other.scaled(factor)


def _derived(statements: Sequence[_Statement]) -> Iterator[Clash]:
    """Find equations that follow from several others, by elimination."""
    equations = [s for s in statements if s.is_equation]
    basis: list[tuple[Monomial, Polynomial, frozenset[str]]] = []
    for statement in equations:
        rest, used = _reduced(statement.residual, basis)
        if rest.terms:
            pivot = min(rest.terms)
            basis.append((pivot, rest.scaled(1 / rest.terms[pivot]), used | {statement.rule.id}))
        else:
            others = tuple(s.rule for s in equations if s.rule.id in used)
            yield Clash("implied", statement.rule, others)


def _reduced(
    polynomial: Polynomial, basis: Sequence[tuple[Monomial, Polynomial, frozenset[str]]]
) -> tuple[Polynomial, frozenset[str]]:
    used: frozenset[str] = frozenset()
    for pivot, row, rules in basis:
        if pivot in polynomial.terms:
            polynomial = polynomial - row.scaled(polynomial.terms[pivot])
            used |= rules
    return polynomial, used
