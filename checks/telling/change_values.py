"""What a sentence about a change needs: what it should be, and how the document means it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal, TypeAlias

from gouji.checks.equations.case_figures import KINDS
from gouji.checks.equations.cells import Trial
from gouji.checks.equations.equation import compiled
from gouji.checks.equations.facets import seen
from gouji.checks.equations.rate_changes import reading_of
from gouji.checks.finding import Lang
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.telling.naming import amounts, name, phrase
from gouji.figures.figure import Change, Figure
from gouji.figures.numbers.numeral import header_unit
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
    def _prior(self) -> Fraction | None:
        """The value of the period before: printed, or a rate that the priors of its counts make."""
        if "上期" in self.check.terms:
            figure = seen(self._figure("上期", 0), "value")
            return figure.value if figure else None
        terms = self.check.terms.items()
        counts = [seen(self.material.figures[f[0]], "prior") for t, f in terms if "(" in t]
        values = [c.value for c in counts if c is not None]
        return values[0] / values[1] if len(values) == 2 and values[1] else None

    @cached_property
    def kind(self) -> Kind:
        """How the change is meant, as far as its print says."""
        if reading := reading_of(self.check, self.material):
            return reading
        if self.told.change is None:
            return KINDS.get(self.told.unit) or self._by_equation
        kind = self.told.change.kind
        if kind == "unstated":
            return "points" if self.now.unit in _RATES else "difference"
        return kind

    @property
    def _by_equation(self) -> Kind:
        """How a change that prints no unit is reckoned."""
        if self.check.rule.readings[self.check.alternative :][:1] == ("relative",):
            return "relative"
        return "points" if self.now.unit in _RATES else "difference"

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
        value = self._value(self.kind)
        if value is None:
            return "—"
        other = self._value("relative")
        unsure = self.check.group is not None and self.check.meant is None
        if unsure and self.now.unit in _RATES and self.kind in ("points", "relative") and other:
            points = self._signed(self._value("points") or Fraction(0), "points")
            return phrase("both", self.lang, points, self._signed(other, "relative"))
        return self._signed(value, self.kind)

    def _value(self, kind: Kind) -> Fraction | None:
        current = seen(self.now, "value")
        if current is None or self._prior is None:
            return None
        if kind in ("points", "difference"):
            return current.value - self._prior
        if not self._prior:
            return None
        return current.value / self._prior - (1 if kind == "relative" else 0)

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
        if Trial(self.material.figures).ties(self._in_reading(readings.index(other))):
            said += phrase("only", self.lang, phrase(f"in-{other}", self.lang))
        return said

    def _in_reading(self, alternative: int) -> Check:
        """A check by another equation of its rule; a term it lacks is the rate that changed."""
        terms = compiled(self.check.rule.equations[alternative]).slots
        figures = {term: self.check.terms.get(term, self.check.terms["变化"]) for term in terms}
        return replace(self.check, terms=figures, alternative=alternative)

    @property
    def prior(self) -> str:
        """The rate before: as its counts have it, else what its change makes of it, in each way."""
        printed = amounts([self.now])
        if self._prior is not None:
            return printed.as_printed(self._prior)
        rate, by = seen(self.now, "value"), seen(self.told, "change")
        counted = any("(" in term for term in self.check.terms)
        if counted or rate is None or by is None or not self.check.rule.readings:
            return ""
        grown = rate.value / (1 + by.value) if by.value != -1 else rate.value
        ways = zip((rate.value - by.value, grown), self.check.rule.readings, strict=True)
        only = [prior for prior, reading in ways if self.check.meant in (None, reading)]
        told = (printed.as_printed(p) for p in (only if self.check.group else only[:1]))
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
