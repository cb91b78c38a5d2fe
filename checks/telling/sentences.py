"""The one sentence of a finding: that of its rule, filled in with what the check holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import PurePath
from typing import Final

from gouji.checks.equations.equation import slot_key
from gouji.checks.equations.facets import SHARES, implied_prior
from gouji.checks.equations.written import Amounts, Spelling
from gouji.checks.finding import Lang, Words
from gouji.checks.material.check import Check, Outcome
from gouji.checks.material.material import Material
from gouji.checks.telling import naming
from gouji.checks.telling.change_values import ChangeValues, before
from gouji.checks.telling.naming import LONG_LIST, amounts, called, listed, name, phrase, shown
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval
from gouji.rules.language import Binary, Call, Expression, Number, Term, render
from gouji.rules.rule import Many
from gouji.rules.sentence import VALUES, Says

SHOWN: Final = 3
"""Places named in a sentence of many breaks."""
LANGS: Final[tuple[Lang, Lang]] = ("zh", "en")


def sentence(outcome: Outcome, material: Material) -> Words:
    """Say in one sentence why a check is shown."""
    says = outcome.check.rule.sentence(outcome.check.alternative)
    assert says is not None  # no rule loads without one
    return _filled(says, outcome, material)


def _filled(says: Says, outcome: Outcome, material: Material) -> Words:
    return Words.of(says, lambda lang: Values(outcome, material, lang).give)


def many_words(many: Many, outcomes: Sequence[Outcome], material: Material) -> Words:
    """Say once where they part, with the first few places."""
    figures = [material.figures[i] for i in outcomes[0].check.figures[:2]]
    here, there = (PurePath(figures[at].document).name for at in (0, -1))
    each = [(o, m.each) for o in outcomes[:SHOWN] if (m := o.check.rule.many)]
    some = [_filled(says, o, material) for o, says in each if says]
    joined = Words(*(phrase("between", at).join(w.say(at) for w in some) for at in LANGS))
    told = sentence(outcomes[0], material)
    return Words.filled(many.says, n=len(outcomes), here=here, there=there, told=told, some=joined)


@dataclass(frozen=True)
class Values:
    """The values that a sentence may name, in one language (see ``rules/sentence.py``)."""

    outcome: Outcome
    material: Material
    lang: Lang

    def give(self, name: str, facet: str) -> str | bool:
        """A value by name; of a figure, or of several, a facet."""
        figures = self._figures(name)
        if figures is None:
            source = next(s for s in (self, self._change) if hasattr(type(s), name))
            value: str | bool = getattr(source, name)
            return value
        if facet == "priors":
            priors = (p.rounded for p in map(implied_prior, figures) if p)
            return _within(sum(priors, Interval.point(0)))
        told = [self._facet(figure, facet) for figure in figures]
        return naming.listed(told, phrase("joint", self.lang)) if told else ""

    @property
    def check(self) -> Check:
        return self.outcome.check

    @cached_property
    def figures(self) -> list[Figure]:
        return [self.material.figures[i] for i in self.check.figures]

    @cached_property
    def label(self) -> str:
        return naming.common_label(self.figures)

    def _figures(self, named: str) -> list[Figure] | None:
        terms, all_of = self.check.terms, self.material.figures
        for key in (named, f"prior({named})"):
            if key in terms:
                return [all_of[i] for i in terms[key]]
        if named in ("first", "others"):
            first, *rest = terms.values()
            return [
                all_of[i]
                for i in (first if named == "first" else [i for term in rest for i in term])
            ]
        if named in ("one", "other"):
            pair = sorted(self.figures[:2], key=lambda f: f.number)
            return pair[named == "other" :][:1]
        return None if named in VALUES else []

    def _facet(self, figure: Figure, facet: str) -> str:
        change = figure.change
        plain = {
            "": lambda: called(figure, self.label),
            "print": lambda: shown(figure),
            "hedged": lambda: naming.hedged(figure, self.lang),
            "name": lambda: name(figure, self.label),
            "label": lambda: figure.label or name(figure),
            "heading": lambda: naming.heading(figure),
            "what": lambda: naming.what(figure),
            "place": lambda: naming.where(figure, self.lang),
            "at": lambda: naming.printed_in(figure, self.material, self.lang),
            "change": lambda: change.text if change else figure.text,
            "arrow": lambda: change.text if change else "",
            "words": lambda: change.text if change else figure.label or figure.text,
            "before": lambda: before(change, self.lang),
            "implied": lambda: naming.undone(figure),
        }
        return plain[facet]()

    # the equation

    def _side(self, expression: Expression) -> str:
        return EquationWords(self.check, self.material, self.label, self.lang).say(expression)

    @property
    def left(self) -> str:
        return self._side(self.check.comparison.left)

    @property
    def middle(self) -> str:
        return self._side(self.check.comparison.right)

    @property
    def right(self) -> str:
        comparison = self.check.comparison
        return self._side((comparison.also or comparison).right)

    @cached_property
    def _amounts(self) -> Amounts:
        two = self.check.is_of_two_prints
        return amounts(self.figures, None if two else self.figures[0])

    @cached_property
    def _made(self) -> Fraction | None:
        """What the side that is computed comes to."""
        by, comparison = self.outcome.difference, self.check.comparison
        if by is None:
            return None
        if not isinstance(comparison.left, Term):
            return by + _plain(comparison.right)
        first = self.figures[0]
        return Fraction(first.numeral.value) * SHARES.get(first.unit, Fraction(1)) - by

    @property
    def made(self) -> str:
        return "" if self._made is None else self._amounts.say(self._made)

    @property
    def equals(self) -> str:
        return "=" if self._made is not None and self._amounts.is_exact(self._made) else "≈"

    @property
    def gap(self) -> str:
        by = self.outcome.difference
        return "" if by is None else self._amounts.gap(by, phrase("points", self.lang))

    @property
    def more(self) -> bool:
        return (self.outcome.difference or 0) > 0

    @property
    def places(self) -> str:
        """In which documents, and where in them, its figures stand."""
        told = (naming.printed_in(f, self.material, self.lang) for f in self.figures)
        return phrase("joint", self.lang).join(dict.fromkeys(told))

    @cached_property
    def _change(self) -> ChangeValues:
        return ChangeValues(self.check, self.material, self.lang)

    # what the arrows imply for the first figure, and for the others together

    @cached_property
    def _implied(self) -> tuple[Fraction, Fraction]:
        one, *others = (implied_prior(figure) for figure in self.figures)
        total = sum((p.value for p in others if p), Fraction(0))
        return (one.value if one else Fraction(0)), total

    @property
    def apart(self) -> str:
        one, total = self._implied
        return f"{round(abs(one - total)):,}"

    @property
    def portion(self) -> str:
        one, total = self._implied
        return f"{float(abs(one - total) / one * 100):.2f}%" if one else "—"

    @property
    def needed(self) -> str:
        """The arrow that the first figure would have to carry."""
        _, total = self._implied
        by = Fraction(self.figures[0].numeral.value) / total - 1 if total else None
        return "—" if by is None else f"{'↓' if by < 0 else '↑'}{float(abs(by) * 100):.2f}%"


def _plain(expression: Expression) -> Fraction:
    return Fraction(getattr(expression, "value", 0))


def _within(interval: Interval) -> str:
    ends = ["" if end is None else f"{round(end):,}" for end in (interval.low, interval.high)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


@dataclass(frozen=True, slots=True)
class EquationWords(Spelling):
    """Tells the sides of a check's equation; ``label`` is what all of its figures share."""

    check: Check
    material: Material
    label: str
    lang: Lang

    def number(self, number: Number) -> str:
        return render(number) if number.percent else f"{number.value:,}"

    def operation(self, expression: Binary) -> str:
        if expression.op == "+" and len(added := _addends(expression)) > LONG_LIST:
            return listed([text for addend in added if (text := self.say(addend))], " + ")
        return Spelling.operation(self, expression)

    def called(self, call: Call) -> str:
        values = self.listed(slot_key(call.arguments[0]), phrase("joint", self.lang))
        return phrase(call.function, self.lang, values)

    def listed(self, key: str, joint: str) -> str:
        figures = (self.material.figures[i] for i in self.check.terms.get(key, ()))
        return listed([called(f, self.label) for f in figures], joint)


def _addends(expression: Expression) -> list[Expression]:
    added: list[Expression] = []
    while isinstance(expression, Binary) and expression.op == "+":
        added.append(expression.right)
        expression = expression.left
    return [expression, *reversed(added)]
