"""What a sentence about a change needs: what it should be, and how the document means it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal, TypeAlias

from gouji.checks.equations.arithmetic import worth
from gouji.checks.equations.cells import Trial, implied
from gouji.checks.equations.equation import compiled
from gouji.checks.equations.facets import KINDS
from gouji.checks.finding import Lang
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.telling.naming import amounts, name, phrase
from gouji.figures.figure import Change, Figure
from gouji.figures.interval import Interval
from gouji.figures.numbers.units import header_unit
from gouji.figures.tables.change_lines import is_change_column

Kind: TypeAlias = Literal["relative", "points", "difference", "multiple"]
_RATES: Final = ("%", "‰")


@dataclass(frozen=True)
class ChangeValues:
    """A change, the value it leads to, and the one it comes from."""

    check: Check
    material: Material
    lang: Lang

    @cached_property
    def told(self) -> Figure:
        """The figure that prints the change, or is it."""
        return self._figure("变化", self.check.figures[0])

    @cached_property
    def now(self) -> Figure:
        return self._figure("本期", self.check.terms.get("比率", self.check.figures)[0])

    def _figure(self, role: str, otherwise: int) -> Figure:
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
        return asked.low if asked is not None and asked.is_point else None

    def _values(self, check: Check) -> dict[str, tuple[Fraction, ...]]:
        printed = Trial.of(self.material).printed(check)
        return {term: tuple(f.value for f in figures) for term, figures in printed.items()}

    def _signed(self, value: Fraction, kind: Kind) -> str:
        sign = "-" if value < 0 else "+"
        printed = amounts([self.now])
        if kind == "points":
            return sign + printed.gap(value, phrase("points", self.lang))
        if kind == "difference":
            return sign + printed.as_printed(abs(value))
        numeral = self.told.change.numeral if self.told.change else self.told.numeral
        places = max(1, -int(numeral.value.as_tuple().exponent))
        if kind == "multiple":
            return f"{float(value):.{places}f}{phrase('times', self.lang)}"
        return f"{sign}{float(abs(value) * 100):.{places}f}%"

    @property
    def turned(self) -> bool:
        """Whether one rose where the other fell."""
        if "另一变化" in self.check.terms:
            one, other = (self._figure(role, 0) for role in ("变化", "另一变化"))
            return _direction(one) * _direction(other) < 0
        value = self._value(self.kind) if "变化" in self.check.terms else None
        printed = self.told.change.numeral.value if self.told.change else self.told.numeral.value
        return self.kind != "multiple" and value is not None and value * Fraction(printed) < 0

    @property
    def meant(self) -> str:
        """How the document means changes of rates, where its other arrows have shown it."""
        if self.check.meant is None:
            return ""
        readings = self.check.rule.readings
        other = next(r for r in readings if r != self.check.meant)
        said = phrase("meant", self.lang, phrase(f"in-{self.check.meant}", self.lang))
        if Trial.of(self.material).ties(self._by(readings.index(other))):
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


def before(change: Change | None, lang: Lang) -> str:
    """What a change is from, as far as its words say."""
    monthly = change is not None and change.comparison == "month-on-month"
    return phrase("last-period" if monthly else "last-year", lang)


def _direction(figure: Figure) -> int:
    change = figure.change
    if change is None:
        return 1 if figure.numeral.value > 0 else -1
    value = change.numeral.value
    if change.kind == "multiple":
        return 1 if value >= 1 else -1
    return (value > 0) - (value < 0)
