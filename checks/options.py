"""What could be put into one cell: values under which failing checks tie and no other breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor
from typing import Final

from gouji.checks.cells import READINGS, Cell, Trial
from gouji.checks.finding import Words
from gouji.checks.graph import Graph
from gouji.checks.known_slips import known
from gouji.checks.print_style import Print
from gouji.checks.situation import Sheet, Situation, Slip
from gouji.checks.wanted import wanted
from gouji.figures.figure import Figure, Reading
from gouji.figures.interval import Interval

MAX_LISTED: Final = 40
"""Where more printed numbers than these would tie, the value is not pinned down."""
MAX_FREE: Final = 3
"""Values put forward for a cell that is not pinned down, each by a known slip."""
LEAST_FREE: Final = 22
"""How likely a slip must be for that."""
LEAST_VAGUE: Final = 40
VAGUE: Final = frozenset({"prior-whole"})
"""Shapes that forbid single values here and there and so name no range."""
MAX_SETS: Final = 8

_ODD: Final = re.compile(r"0\d")
"""Nobody prints a number so."""
COMPUTED = Words("按其余数字算得", "computed from the other figures")
RANGE = Words("在此范围内均可相符", "anything in this range ties")


@dataclass
class Budget:
    """How many trials are left; deterministic, unlike a clock."""

    left: int
    spent_out: bool = False

    def spend(self) -> bool:
        self.left -= 1
        self.spent_out = self.spent_out or self.left < 0
        return self.left >= 0


@dataclass(frozen=True, slots=True)
class Put:
    """Put ``print`` into a cell; where it is None anything in ``within`` will do."""

    cell: Cell
    print: Print | None
    within: Interval
    slip: str | None
    words: Words

    @property
    def text(self) -> str:
        return self.print.text if self.print else _range_text(self.within)

    @property
    def value(self) -> Fraction | None:
        return self.print.value if self.print else None


@dataclass(frozen=True, slots=True)
class Option:
    """Replacements that together restore checks (indices of outcomes) and break none."""

    puts: tuple[Put, ...]
    restores: frozenset[int]
    likelihood: int

    @property
    def cells(self) -> frozenset[Cell]:
        return frozenset(put.cell for put in self.puts)


@dataclass
class Search:
    """All that a search for repairs looks at; intervals that checks want are kept."""

    graph: Graph
    sheet: Sheet
    trial: Trial
    budget: Budget
    passed_over: frozenset[int] = frozenset()
    """Failing checks that no single cell is asked to restore."""
    truncating: frozenset[str] = frozenset()
    """Documents that cut percentages off."""
    _wanted: dict[tuple[int, Cell, Reading], Interval | None] = field(default_factory=dict)

    def wanted(self, at: int, cell: Cell, reading: Reading) -> Interval | None:
        key = (at, cell, reading)
        if key not in self._wanted:
            check = self.graph.outcomes[at].check
            self._wanted[key] = wanted(check, cell, self.trial, reading)
        return self._wanted[key]

    def outcome_of(self, puts: Sequence[tuple[Cell, Print]]) -> frozenset[int] | None:
        """Try replacements out: the failing checks that they restore, None if one breaks."""
        trial = self.trial
        for cell, print_ in puts:
            figure = print_.put_in(trial[cell.figure], cell.of)
            if figure is None:
                return None
            trial = trial.with_figure(cell.figure, figure)
        restored = set()
        for at in self.graph.touched(cell for cell, _ in puts):
            outcome = self.graph.outcomes[at]
            if not self.budget.spend():
                return None
            ties = trial.ties(outcome.check)
            if outcome.ties and not ties:
                return None
            if outcome.failed and ties:
                restored.add(at)
        return frozenset(restored)

    def after(self, cell: Cell, print_: Print) -> tuple[Search | None, frozenset[int]]:
        """Go on from a replacement; with the failing checks that it restores."""
        figure = print_.put_in(self.trial[cell.figure], cell.of)
        if figure is None:
            return None, frozenset()
        trial = self.trial.with_figure(cell.figure, figure)
        outcomes = list(self.graph.outcomes)
        restored = set()
        for at in self.graph.by_cell[cell]:
            if not self.budget.spend():
                return None, frozenset()
            verdict = trial.verdict(outcomes[at].check)
            if outcomes[at].failed and verdict in ("ties", "ties-truncated"):
                restored.add(at)
            lost = outcomes[at].ties and verdict == "undecidable"
            outcomes[at] = replace(outcomes[at], verdict="breaks" if lost else verdict)
        graph = replace(self.graph, outcomes=outcomes)
        return Search(graph, self.sheet, trial, self.budget), frozenset(restored)


def options_of(cell: Cell, search: Search) -> list[Option]:
    """Everything that one replacement in this cell can restore."""
    printed = search.sheet.print_of(cell)
    if printed is None:
        return []
    for reading in READINGS:
        found = [
            option
            for restored, within in _sets(cell, search, reading)
            for option in _within(cell, printed, restored, within, search)
        ]
        if found:
            return _best(found)
    return []


def _sets(
    cell: Cell, search: Search, reading: Reading
) -> Iterator[tuple[frozenset[int], Interval]]:
    """Maximal sets of failing checks that one value could restore, with where it must lie."""
    must: Interval | None = _domain(search.trial[cell.figure], cell)
    for at in search.graph.tying(cell):
        one = search.wanted(at, cell, reading)
        must = must.intersection(one) if must and one else None
        if must is None:
            return
    yield from _cliques(_asked(cell, search, reading, must))


def values_for(cell: Cell, search: Search, reading: Reading) -> Iterator[Put]:
    """What failing checks alone would have in a cell, whatever that breaks."""
    printed = search.sheet.print_of(cell)
    domain = _domain(search.trial[cell.figure], cell)
    for asked, within in _cliques(_asked(cell, search, reading, domain)) if printed else ():
        checks = tuple(search.graph.outcomes[at].check for at in sorted(asked))
        situation = Situation(search.sheet, cell, printed, checks)  # type: ignore[arg-type]
        listed = _listed(situation, within) or []
        plain: list[tuple[Print, Slip | None]] = [(p, None) for p in listed[:2]]
        for print_, slip in [*plain, *_meant(situation, within)[:2]]:
            words = slip.words if slip else COMPUTED
            yield Put(cell, print_, within, slip.name if slip else None, words)


def _asked(
    cell: Cell, search: Search, reading: Reading, must: Interval | None
) -> list[tuple[int, Interval]]:
    asked = []
    for at in search.graph.failing(cell):
        one = None if at in search.passed_over else search.wanted(at, cell, reading)
        if one and must and (one := one.intersection(must)):
            asked.append((at, one))
    return asked


def _cliques(asked: Sequence[tuple[int, Interval]]) -> list[tuple[frozenset[int], Interval]]:
    """On a line, intervals that meet in pairs meet together: start from every lower end."""
    found: dict[frozenset[int], Interval] = {}
    for _, start in asked:
        members, common = [], start
        for at, interval in asked:
            both = common.intersection(interval) if interval.lower <= start.lower else None
            if both:
                members.append(at)
                common = both
        found.setdefault(frozenset(members), common)
    sets = [s for s in found if not any(s < other for other in found)]
    sets.sort(key=lambda s: (-len(s), sorted(s)))
    return [(s, found[s]) for s in sets[:MAX_SETS]]


def _domain(figure: Figure, cell: Cell) -> Interval:
    """No count is negative, and nothing falls by more than all of it."""
    if cell.of == "change":
        relative = figure.change is not None and figure.change.kind == "relative"
        low = Fraction(-100) if relative and figure.quantity != "rate" else None
        return Interval(low, None)
    return Interval(None if figure.numeral.value < 0 else Fraction(0), None)


def _within(
    cell: Cell, printed: Print, asked: frozenset[int], within: Interval, search: Search
) -> Iterator[Option]:
    """Say what to print within an interval: what a known slip leads to, else as computed."""
    checks = tuple(search.graph.outcomes[at].check for at in sorted(asked))
    situation = Situation(search.sheet, cell, printed, checks)
    meant = _meant(situation, within)
    listed = _listed(situation, within, cut=situation.figure.document in search.truncating)
    if listed is None:
        yield from _free(situation, asked, within, meant, search)
        return
    for print_, slip in [*meant, *((p, None) for p in listed)]:
        restored = search.outcome_of([(cell, print_)])
        if restored:
            yield _option(situation, print_, slip, within, restored)
            if asked <= restored:
                return


def _meant(situation: Situation, within: Interval) -> list[tuple[Print, Slip | None]]:
    """List what the known slips say was meant, within the interval, likeliest first."""
    found: dict[str, tuple[Print, Slip | None]] = {}
    for slip in known():
        for print_ in slip.originals(situation) if slip.originals else ():
            if print_.text in found or _ODD.match(print_.digits):
                continue
            if _meets(print_, within, situation):
                found[print_.text] = (print_, slip)
    return list(found.values())


def _meets(print_: Print, within: Interval, situation: Situation) -> bool:
    if _is_exact(situation):
        return print_.value in within
    half = print_.step
    return within.meets(Interval(print_.value - half, print_.value + half))


def _is_exact(situation: Situation) -> bool:
    return situation.cell.of == "value" and situation.figure.exact


def _listed(situation: Situation, within: Interval, *, cut: bool = False) -> list[Print] | None:
    """Every number of this style in the interval, from its middle out; None if there are many."""
    if within.low is None or within.high is None:
        return None
    printed, exact = situation.print, _is_exact(situation)
    step, offset = printed.step, printed.offset
    margin = Fraction(0) if exact else Fraction(1, 1 if cut else 2)
    low, high = (within.low - offset) / step, (within.high - offset) / step
    units = range(ceil(low - margin), floor(high + margin) + 1)
    if len(units) > MAX_LISTED:
        return None
    middle = (low + high) / 2 - (Fraction(1, 2) if cut and not exact else 0)
    return [
        printed.with_value(k * step + offset) for k in sorted(units, key=lambda k: abs(k - middle))
    ]


def _free(
    situation: Situation,
    asked: frozenset[int],
    within: Interval,
    meant: Iterable[tuple[Print, Slip | None]],
    search: Search,
) -> Iterator[Option]:
    """Where the checks leave the value open, only likely slips name one; the range goes along."""
    vague = all(check.rule.shape in VAGUE for check in situation.checks)
    least = LEAST_VAGUE if vague else LEAST_FREE
    named = 0
    for print_, slip in meant:
        if slip is None or slip.likelihood < least or named == MAX_FREE:
            break
        restored = search.outcome_of([(situation.cell, print_)])
        if restored and asked <= restored:
            named += 1
            yield _option(situation, print_, slip, within, restored)
    if not vague and (sample := _sample(situation, within, asked, search)):
        put = Put(situation.cell, None, within, None, RANGE)
        yield Option((put,), sample, 1)


def _sample(
    situation: Situation, within: Interval, asked: frozenset[int], search: Search
) -> frozenset[int] | None:
    """Make sure that a range holds something that ties: try its ends and its middle."""
    step = situation.print.step
    ends = [e for e in (within.low, within.high) if e is not None]
    tries = [sum(ends, Fraction(0)) / len(ends)] if ends else []
    tries += [ends[0] + step, ends[-1] - step] if ends else []
    for value in tries:
        restored = search.outcome_of([(situation.cell, situation.print.with_value(value))])
        if restored and asked <= restored:
            return restored
    return None


def _option(
    situation: Situation,
    print_: Print,
    slip: Slip | None,
    within: Interval,
    restored: frozenset[int],
) -> Option:
    name, words, likelihood = None, COMPUTED, 1
    if slip is not None:
        name, words, likelihood = slip.name, slip.words, slip.likelihood
    for other in known():
        if other.likelihood <= likelihood or other.accounts is None:
            continue
        if said := other.accounts(situation, print_):
            name, words, likelihood = other.name, said, other.likelihood
    return Option((Put(situation.cell, print_, within, name, words),), restored, likelihood)


def _best(options: Sequence[Option]) -> list[Option]:
    """One option for each set of checks restored and text, likeliest first."""
    found: dict[tuple[frozenset[int], str], Option] = {}
    for option in sorted(options, key=lambda o: -o.likelihood):
        found.setdefault((option.restores, option.puts[0].text), option)
    return list(found.values())


def pattern_options(component: Sequence[int], search: Search) -> list[Option]:
    """Slips of several cells at once that restore some of these checks."""
    cells = tuple(dict.fromkeys(c for at in component for c in search.graph.cells[at]))
    found: dict[frozenset[tuple[Cell, str]], Option] = {}
    for slip in known():
        for pattern in slip.patterns(search.sheet, cells) if slip.patterns else ():
            key = frozenset((cell, p.text) for cell, p in pattern.items())
            if key in found:
                continue
            restored = search.outcome_of(list(pattern.items()))
            if restored and restored & set(component):
                puts = tuple(
                    Put(c, p, Interval.point(p.value), slip.name, slip.words)
                    for c, p in pattern.items()
                )
                found[key] = Option(puts, restored, slip.likelihood)
    return list(found.values())


def _range_text(within: Interval) -> str:
    low, high = within.low, within.high
    if low is not None and high is not None:
        return f"{_short(low)}～{_short(high)}"
    if low is not None:
        return f"{'>' if within.low_open else '≥'}{_short(low)}"
    return f"{'<' if within.high_open else '≤'}{_short(high)}" if high is not None else ""


def _short(value: Fraction) -> str:
    return f"{float(value):.10g}"
