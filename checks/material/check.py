"""A check: one statement over particular figures, whoever makes it; and what became of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from gouji.checks.finding import Kin, Step
from gouji.rules.language import Comparison, Term
from gouji.rules.rule import Licence, RateChange, Rule, Severity, Verdict


class Family(NamedTuple):
    """The pattern that statements share; those that differ in their parts alone are rivals."""

    form: str
    """``sum of rows``, ``sum of columns``: families across each other differ in it."""
    where: Hashable
    whole: Hashable
    parts: Hashable


@dataclass(frozen=True)
class Check:
    """``terms`` gives, for every term of the equation that is bound, indices into the figures.

    ``alternative`` is which of the rule's equations is meant. ``missing`` names terms that the
    document does not print: such a check is undecidable. ``severity`` overrides the rule's where
    the relation was inferred.
    """

    rule: Rule
    terms: Mapping[str, tuple[int, ...]]
    alternative: int = 0
    missing: tuple[str, ...] = ()
    severity: Severity | None = None
    group: int | None = None
    """Checks of one group are alternatives of each other: when one ties, the others are silent."""
    meant: RateChange | None = None
    """How the document means the change of a rate, as its other changes show."""
    stated_by: Licence | None = None
    """The licence, where it is not that of the rule."""
    family: Hashable | None = None
    """Statements of one pattern share it: the same rows in every column. None where a statement is
    believed for what its rule says alone."""
    prior: float = 0.0
    """Decimal log odds, before any number is looked at, that a statement of a family is meant."""
    inherits: Hashable | None = None
    """The family of this year's sums that a statement on last year's figures follows from."""
    tried: int = 1
    """How many rivals its generator considered beside it."""

    @property
    def comparison(self) -> Comparison:
        """The equation that is meant."""
        return self.rule.equations[self.alternative]

    @property
    def declared(self) -> Severity:
        """How severe a break of it is at most: what was said of it, else of its rule."""
        return self.severity or self.rule.severity

    @property
    def licence(self) -> Licence:
        return self.stated_by or self.rule.licence

    @property
    def is_between(self) -> bool:
        """Whether it holds figures of one document against those of another."""
        return self.rule.licence == "between"

    @property
    def asks_whole_prior(self) -> bool:
        """Whether it asks for a whole number among the priors that a change implies."""
        return self.rule.whole and any(term.startswith("prior(") for term in self.terms)

    @property
    def ties_priors(self) -> bool:
        """Whether it holds nothing but implied priors against each other."""
        return len(self.terms) > 1 and all(term.startswith("prior(") for term in self.terms)

    @property
    def is_of_two_prints(self) -> bool:
        """Whether it holds one print of a thing against another of it."""
        left, right = self.comparison.left, self.comparison.right
        return self.comparison.op == "=" and isinstance(left, Term) and isinstance(right, Term)

    @property
    def is_bound(self) -> bool:
        """Whether it asks for a limit alone, which holds of many numbers."""
        return self.comparison.op != "="

    @cached_property
    def figures(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(i for group in self.terms.values() for i in group))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a check. ``difference`` is left − right as printed, a rate's as a fraction."""

    check: Check
    verdict: Verdict
    difference: Fraction | None = None
    certainty: float | None = None
    """How probable it is that something in a check that breaks is printed wrongly."""
    kin: Kin | None = None
    weight: tuple[Step, ...] = ()
    """How its certainty came about."""

    @property
    def ties(self) -> bool:
        return self.verdict in ("ties", "ties-truncated")

    @property
    def only_bounds(self) -> bool:
        """Whether it ties, but would with many other numbers: a part below its whole, 0 … 100 %."""
        return self.ties and self.check.is_bound

    @property
    def severity(self) -> Severity:
        """How sure we are that something is wrong."""
        return "note" if self.verdict == "unexplained-remainder" else self.check.declared

    @property
    def failed(self) -> bool:
        return self.verdict in ("breaks", "impossible", "conflict", "unexplained-remainder")


def in_each_way(
    rule: Rule, terms: Mapping[str, tuple[int, ...]], ways: Sequence[int]
) -> Iterator[Check]:
    """A check by each of the rule's equations that may be meant, alternatives of each other."""
    group = hash((rule.id, *terms.values())) if len(ways) > 1 else None
    for alternative in ways:
        yield Check(rule, terms, alternative, group=group)
