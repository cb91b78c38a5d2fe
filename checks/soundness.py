"""Whether loaded rules can be bound and evaluated at all: what only the engine knows of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from gouji.checks.binding.by_name import SCOPE_MARK
from gouji.checks.equations.arithmetic import over_slots
from gouji.checks.equations.equation import compiled
from gouji.checks.material.references import REFERENCES
from gouji.rules.bundled import bundled
from gouji.rules.language import EquationError, terms
from gouji.rules.problem import Problem, RuleError, unknown
from gouji.rules.rule import Rule
from gouji.rules.vocabulary import Vocabulary, normalise


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
