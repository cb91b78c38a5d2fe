"""What could be put into one cell: what may have been meant, and what is computed.

Values under which failing checks tie and no other breaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Final

from gouji.checks.equations.cells import READINGS, Cell
from gouji.checks.finding import Replacement
from gouji.checks.repairs.search import LONG, Search
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.situation import Situation
from gouji.checks.slips.slip import Original, Slip, known, leading
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.figures.interval import EVERYTHING, Interval, Reading
from gouji.rules.form import phrases

LEAST_FREE: Final = 22
"""How likely a slip must be to name a value for a cell that is not pinned down."""
FAR: Final = 1000
"""A range without an end is tried so many times as far out."""
MAX_SETS: Final = 8
GUESSED: Final = 20 * LONG
"""What all known slips of one cell cost, in figures of checks looked at."""

COMPUTED: Final = Slip("computed", 0.01, phrases()["computed"])
"""A number that no known slip leads to."""
AGREEING: Final = Slip("agreeing", 0.01, phrases()["agreeing"])
RANGE: Final = Slip("in-range", 0.001, phrases()["in-range"])
"""What names one number goes before it."""
MAX_LISTED: Final = 40
"""Where more printed numbers than these would tie, the value is not pinned down."""


def domain(figure: Figure, *, change: bool) -> Interval:
    """No count is negative, and nothing falls by more than all of it."""
    if not change:
        return EVERYTHING if figure.numeral.value < 0 else Interval(Fraction(0), None)
    relative = figure.change is not None and figure.change.kind == "relative"
    return Interval(Fraction(-100), None) if relative and figure.quantity != "rate" else EVERYTHING


def meant(situation: Situation, within: Interval, *, cut: bool = False) -> list[Original]:
    """List what the known slips say was meant, within the interval, likeliest first."""
    of_rate = situation.figure.quantity == "rate"
    return leading(situation.print, within, _slack(situation, cut=cut), of_rate)


def _slack(situation: Situation, *, cut: bool) -> Fraction:
    """How far from its print a number may be, in units of its last place."""
    exact = situation.cell.of == "value" and situation.figure.exact
    return Fraction(0) if exact else Fraction(1, 1 if cut else 2)


def listed(situation: Situation, within: Interval, *, cut: bool = False) -> list[Print] | None:
    """Every number of this style in the interval, from its middle out; None if there are many."""
    if within.low is None or within.high is None:
        return None
    style, margin = situation.print, _slack(situation, cut=cut)
    low, high = ((end - style.offset) / style.step for end in (within.low, within.high))
    units = range(ceil(low - margin), floor(high + margin) + 1)
    if len(units) > MAX_LISTED:
        return None
    middle = (low + high) / 2 - (Fraction(1, 2) if cut and margin else 0)
    ordered = sorted(units, key=lambda k: abs(k - middle))
    return [style.with_value(k * style.step + style.offset) for k in ordered]


def ends(situation: Situation, within: Interval) -> list[Print]:
    """The first and the last number of this style in an interval; one where it has one end."""
    style = situation.print
    inward = (
        round_((end - style.offset) / style.step)
        for end, round_ in ((within.low, ceil), (within.high, floor))
        if end is not None
    )
    return [style.with_value(units * style.step + style.offset) for units in inward]


@dataclass(frozen=True, slots=True)
class Put:
    """Put ``print`` into a cell; where it is None anything will do that ``text`` says."""

    cell: Cell
    print: Print | None
    text: str
    slip: Slip
    what: str = ""
    """What else the print was made of."""

    @classmethod
    def of(cls, cell: Cell, print_: Print, slip: Slip, what: str = "") -> Put:
        return cls(cell, print_, print_.text, slip, what)

    def told(self) -> Replacement:
        value = self.print.value if self.print else None
        return Replacement(*self.cell, self.text, value, self.slip.say(self.what))


@dataclass(frozen=True, slots=True)
class Option:
    """Replacements that together restore checks (indices of outcomes) and break none."""

    puts: tuple[Put, ...]
    restores: frozenset[int]
    likelihood: float

    @property
    def cells(self) -> frozenset[Cell]:
        return frozenset(put.cell for put in self.puts)

    @property
    def prints(self) -> list[tuple[Cell, Print]]:
        """What it puts where; nothing where it leaves one open."""
        puts = [(put.cell, put.print) for put in self.puts if put.print is not None]
        return puts if len(puts) == len(self.puts) else []


def options_of(cell: Cell, search: Search, needed: frozenset[int] = frozenset()) -> list[Option]:
    """Everything that one replacement in this cell can restore, all ``needed`` checks among it."""
    for reading in READINGS if search.sheet.print_of(cell) else ():
        found = [
            option
            for restored, within in _sets(cell, search, reading, needed)
            for option in _within(cell, restored, within, search, reading)
        ]
        found.sort(key=lambda o: -o.likelihood)
        # the likeliest option for each set of checks restored and text
        by_what = grouped(((o.restores, o.puts[0].text), o) for o in found)
        if by_what:
            return [alike[0] for alike in by_what.values()]
    return []


def _sets(
    cell: Cell, search: Search, reading: Reading, needed: frozenset[int]
) -> Iterator[tuple[frozenset[int], Interval]]:
    """Maximal sets of failing checks that one value could restore, with where it must lie.

    What ties is asked after what fails: mostly it leaves room for no other number, at once.
    """
    asked = _asked(cell, search, reading)
    for at in search.graph.tying(cell):
        if not asked or not needed <= {failing for failing, _ in asked}:
            return
        must = search.wanted(at, cell, reading)
        asked = [(k, both) for k, one in asked if must and (both := one.intersection(must))]
    yield from (found for found in _cliques(asked) if needed <= found[0])


def _asked(cell: Cell, search: Search, reading: Reading) -> list[tuple[int, Interval]]:
    """Where each failing check would have the cell."""
    whole = domain(search.trial[cell.figure], change=cell in search.graph.changes)
    wanted = ((at, search.wanted(at, cell, reading)) for at in search.graph.failing(cell))
    return [(at, both) for at, one in wanted if one and (both := one.intersection(whole))]


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


def values_for(cell: Cell, search: Search, reading: Reading) -> Iterator[Put]:
    """What failing checks alone would have in a cell, whatever that breaks."""
    readable = search.sheet.print_of(cell) is not None
    for asked, within in _cliques(_asked(cell, search, reading)) if readable else ():
        situation = _situation(cell, asked, search)
        for print_ in (listed(situation, within) or [])[:2]:
            yield Put.of(cell, print_, COMPUTED)
        for original in meant(situation, within)[:2]:
            yield Put.of(cell, original.print, original.slip)


def _situation(cell: Cell, asked: frozenset[int], search: Search) -> Situation:
    printed = search.sheet.print_of(cell)
    assert printed is not None  # whoever asks has looked
    printed = printed.as_change() if cell in search.graph.changes else printed
    checks = tuple(search.graph.outcomes[at].check for at in sorted(asked))
    return Situation(search.sheet, cell, printed, checks)


def _within(
    cell: Cell, asked: frozenset[int], within: Interval, search: Search, reading: Reading
) -> Iterator[Option]:
    """Say what to print within an interval: what a known slip leads to, else as computed."""
    situation = _situation(cell, asked, search)
    cut = reading == "truncated"
    if not search.budget.spend(GUESSED):
        return
    tried = meant(situation, within, cut=cut)
    computed = listed(situation, within, cut=cut)
    if computed is None:  # where checks leave the value open, only a likely slip names one
        tried = [original for original in tried if original.slip.likelihood >= LEAST_FREE]
    for original in (*tried, *map(_computed, computed or ())):
        restored = search.outcome_of([(cell, original.print)]) or frozenset()
        if asked <= restored or (restored and computed is not None):
            yield _option(situation, original, restored)
        if asked <= restored:
            break
    if computed is None:
        yield from _range(situation, asked, within, search)


def _range(
    situation: Situation, asked: frozenset[int], within: Interval, search: Search
) -> Iterator[Option]:
    """Offer a range, where its ends tie and so everything between them does."""
    if any(map(search.leaps, search.graph.touched([situation.cell]))):
        return
    printed = ends(situation, within)
    far = [p.with_value(p.value * FAR) for p in printed if len(printed) == 1]
    restored = [search.outcome_of([(situation.cell, p)]) for p in (*printed, *far)]
    if not restored or any(r is None or not asked <= r for r in restored):
        return
    like = _option(situation, _computed(printed[0]), asked)
    (put,) = like.puts
    text = "～".join(p.text for p in printed)
    if len(printed) == 1:
        text = f"{'≥' if within.high is None else '≤'} {text}"
    slip = RANGE if put.slip in (COMPUTED, AGREEING) else put.slip
    told = replace(put, print=None, text=text, slip=slip)
    yield Option((told,), asked, min(like.likelihood, RANGE.likelihood))


def _computed(print_: Print) -> Original:
    """A number that no known slip leads to."""
    return Original(print_, COMPUTED, print_.value, print_.step, COMPUTED.likelihood)


def _option(situation: Situation, found: Original, restored: frozenset[int]) -> Option:
    """Name the likeliest slip that leads to a number, or say from where it is known."""
    of_two = all(check.is_of_two_prints for check in situation.checks)
    slip = AGREEING if found.slip is COMPUTED and of_two else found.slip
    put, likelihood = Put.of(situation.cell, found.print, slip), found.likelihood
    for other in known():
        if other.accounts and other.likelihood > found.likelihood:
            what = other.accounts(situation, found.print)
            if what is not None:
                put, likelihood = replace(put, slip=other, what=what), other.likelihood
                break
    return Option((put,), restored, likelihood)
