"""The one sentence of a finding: that of its rule, filled in with what the check holds."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain
from pathlib import PurePath
from typing import Final, Literal, TypeAlias

from gouji.checks.equations.cells import Trial, implied
from gouji.checks.equations.equation import compiled, slot_key, worth
from gouji.checks.equations.facets import KINDS, SHARES, as_value, implied_prior
from gouji.checks.equations.written import Amounts, Spelling, are_of_several_scales
from gouji.checks.material import Check, Material, Outcome
from gouji.checks.telling import naming
from gouji.checks.telling.naming import LONG_LIST, amounts, called, listed, name, phrase, shown
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval
from gouji.figures.numbers.units import header_unit
from gouji.figures.tables.change_lines import is_change_column
from gouji.rules.language import Binary, Call, Expression, Number, Term, render
from gouji.rules.rule import Many
from gouji.rules.sentence import VALUES, Says
from gouji.texts.bilingual import Lang, Words

Kind: TypeAlias = Literal["relative", "points", "difference", "multiple"]
_RATES: Final = ("%", "‰")
SHOWN: Final = 3
"""Places named in a sentence of many breaks."""
LANGS: Final[tuple[Lang, Lang]] = ("zh", "en")


def sentence(outcome: Outcome, material: Material, says: Says | None = None) -> Words:
    """Say in one sentence, that of its rule or another one, why a check is shown."""
    says = says or outcome.check.rule.sentence(outcome.check.alternative)
    assert says is not None  # no rule loads without one
    return says.words(lambda lang: Values(outcome, material, lang).give)


def many_words(many: Many, outcomes: Sequence[Outcome], material: Material) -> Words:
    """Say once where they part, with the first few places."""
    figures = [material.figures[i] for i in outcomes[0].check.figures[:2]]
    here, there = (PurePath(figures[at].document).name for at in (0, -1))
    each = ((o, m.each) for o in outcomes[:SHOWN] if (m := o.check.rule.many))
    some = [sentence(o, material, says) for o, says in each if says]
    joined = Words(*(phrase("between", at).join(w.say(at) for w in some) for at in LANGS))
    told = sentence(outcomes[0], material)
    return many.says.filled(n=len(outcomes), here=here, there=there, told=told, some=joined)


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
            value: str | bool = getattr(self, name)
            return value
        if facet == "priors":
            priors = (p.rounded for p in map(implied_prior, figures) if p)
            made = sum(priors, Interval.point(0))
            ends = ("" if end is None else f"{round(end):,}" for end in (made.low, made.high))
            return "–".join(dict.fromkeys(ends))
        told = [self._facet(figure, facet) for figure in figures]
        return naming.listed(told, phrase("joint", self.lang)) if told else ""

    @property
    def check(self) -> Check:
        return self.outcome.check

    @cached_property
    def figures(self) -> list[Figure]:
        return [self.material.figures[i] for i in self.check.figures]

    @cached_property
    def _terms(self) -> dict[str, list[Figure]]:
        return {t: [self.material.figures[i] for i in at] for t, at in self.check.terms.items()}

    @cached_property
    def label(self) -> str:
        return naming.common_label(self.figures)

    def _figures(self, named: str) -> list[Figure] | None:
        for key in (named, f"prior({named})"):
            if key in self._terms:
                return self._terms[key]
        if named in ("first", "others"):
            first, *rest = self._terms.values()
            return first if named == "first" else list(chain.from_iterable(rest))
        if named in ("one", "other"):
            pair = sorted(self.figures[:2], key=lambda f: f.number)
            return pair[named == "other" :][:1]
        return None if named in VALUES else []

    def _facet(self, figure: Figure, facet: str) -> str:
        change = figure.change
        monthly = change is not None and change.comparison == "month-on-month"
        plain = {
            "": lambda: called(figure, self.label),
            "print": lambda: shown(figure),
            "hedged": lambda: naming.hedged(figure, self.lang),
            "name": lambda: name(figure, self.label),
            "label": lambda: figure.label or name(figure),
            "heading": lambda: header_unit((figure.column_path or ("",))[-1])[0],
            "what": lambda: naming.what(figure),
            "place": lambda: naming.where(figure, self.lang),
            "at": lambda: naming.printed_in(figure, self.material, self.lang),
            "change": lambda: change.text if change else figure.text,
            "arrow": lambda: change.text if change else "",
            "words": lambda: change.text if change else figure.label or figure.text,
            "before": lambda: phrase("last-period" if monthly else "last-year", self.lang),
            "implied": lambda: naming.before(figure),
        }
        return plain[facet]()

    # the equation

    def _side(self, expression: Expression) -> str:
        full = are_of_several_scales(list(map(as_value, self.figures)))
        texts = {t: [called(f, self.label, full) for f in of] for t, of in self._terms.items()}
        return EquationWords(texts, self.lang).say(expression)

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
            return by + Fraction(getattr(comparison.right, "value", 0))
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

    # a change: what it should be, and how the document means it

    @cached_property
    def told(self) -> Figure:
        """The figure that prints the change, or is it."""
        return self._role("变化", self.check.figures[0])

    @cached_property
    def now(self) -> Figure:
        return self._role("本期", self.check.terms.get("比率", self.check.figures)[0])

    def _role(self, role: str, otherwise: int) -> Figure:
        return self.material.figures[self.check.terms.get(role, (otherwise,))[0]]

    @cached_property
    def kind(self) -> Kind:
        """How the equation reads the change, else how it is printed."""
        by_equation = self.check.rule.readings[self.check.alternative :]
        reading = next(iter(by_equation), KINDS.get(self.told.unit, "points"))
        return "difference" if reading == "points" and self.now.unit not in _RATES else reading

    @property
    def whose(self) -> str:
        """A change that stands by itself is called by its heading as well."""
        paths = (self.told.row_path, self.told.column_path)
        headings = [path[-1] for path in paths if path and is_change_column(path[-1])]
        if self.told.change or not headings:
            return name(self.now)
        return f"{name(self.now)}（{header_unit(headings[0])[0]}）"

    @property
    def due(self) -> str:
        """What the change should be; of a rate whose document does not show how, both ways."""
        unsure = self.check.group is not None and self.check.meant is None
        both = unsure and self.now.unit in _RATES and self.kind in ("points", "relative")
        if both and (other := self._value("relative")):
            points = self._signed(self._value("points") or Fraction(0), "points")
            return phrase("both", self.lang, points, self._signed(other, "relative"))
        value = self._value(self.kind)
        return "—" if value is None else self._signed(value, self.kind)

    def _value(self, kind: Kind) -> Fraction | None:
        """What an equation of the rule asks of the change: that of this reading, if it has one."""
        readings = self.check.rule.readings
        reading = "points" if kind == "difference" else kind
        known = reading in readings
        check = self._by(readings.index(reading) if known else self.check.alternative)
        figures = {t: tuple(map(Interval.point, v)) for t, v in self._values(check).items()}
        asked = implied(check.comparison, "变化", figures)
        return Fraction(asked.low) if asked and asked.low is not None and asked.is_point else None

    def _values(self, check: Check) -> dict[str, tuple[Fraction, ...]]:
        printed = Trial(self.material.figures).printed(check)
        return {term: tuple(f.value for f in figures) for term, figures in printed.items()}

    def _signed(self, value: Fraction, kind: Kind) -> str:
        sign = "-" if value < 0 else "+"
        printed = amounts([self.now])
        if kind == "points":
            return sign + printed.gap(value, phrase("points", self.lang))
        if kind == "difference":
            return sign + printed.as_printed(abs(value))
        numeral = (self.told.change or self.told).numeral
        places = max(1, -int(numeral.value.as_tuple().exponent))
        if kind == "multiple":
            return f"{float(value):.{places}f}{phrase('times', self.lang)}"
        return f"{sign}{float(abs(value) * 100):.{places}f}%"

    @property
    def turned(self) -> bool:
        """Whether one rose where the other fell."""
        if "另一变化" in self.check.terms:
            one, other = (self._role(role, 0) for role in ("变化", "另一变化"))
            return _direction(one) * _direction(other) < 0
        value = self._value(self.kind) if "变化" in self.check.terms else None
        printed = (self.told.change or self.told).numeral.value
        return self.kind != "multiple" and value is not None and value * Fraction(printed) < 0

    @property
    def meant(self) -> str:
        """How the document means changes of rates, where its other arrows have shown it."""
        if self.check.meant is None:
            return ""
        readings = self.check.rule.readings
        other = next(r for r in readings if r != self.check.meant)
        said = phrase("meant", self.lang, phrase(f"in-{self.check.meant}", self.lang))
        if Trial(self.material.figures).ties(self._by(readings.index(other))):
            said += phrase("only", self.lang, phrase(f"in-{other}", self.lang))
        return said

    def _by(self, alternative: int) -> Check:
        """The check by another equation of its rule; a term it lacks is the rate that changed."""
        terms = compiled(self.check.rule.equations[alternative]).slots
        figures = {term: self.check.terms.get(term, self.check.figures[:1]) for term in terms}
        return replace(self.check, terms=figures, alternative=alternative)

    @property
    def prior(self) -> str:
        """The rate before, in each way that is meant: what the right side of an equation makes."""
        own, meant, readings = self.check.alternative, self.check.meant, self.check.rule.readings
        ways = range(len(readings)) if self.check.group else [own]
        made = []
        for check in (self._by(way) for way in ways if meant in (None, readings[way])):
            with suppress(ZeroDivisionError):
                made.append(worth(check.comparison.right, self._values(check), Fraction))
        told = map(amounts([self.now]).as_printed, made)
        return phrase("or", self.lang).join(dict.fromkeys(told))

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
        if not total:
            return "—"
        by = Fraction(self.figures[0].numeral.value) / total - 1
        return f"{'↓' if by < 0 else '↑'}{float(abs(by) * 100):.2f}%"


def _direction(figure: Figure) -> int:
    change = figure.change
    value = change.numeral.value if change else figure.numeral.value
    if change and change.kind == "multiple":
        value -= 1
    return (value > 0) - (value < 0)


@dataclass(frozen=True, slots=True)
class EquationWords(Spelling):
    """Tells the sides of an equation, long lists by their ends."""

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
        return listed(self.texts.get(key, ()), joint)


def _addends(expression: Expression) -> list[Expression]:
    added: list[Expression] = []
    while isinstance(expression, Binary) and expression.op == "+":
        added.append(expression.right)
        expression = expression.left
    return [expression, *reversed(added)]
