"""Why checks fail: causes, each with every minimal repair, likeliest first.

Minimal repairs are the fewest replacements under which failing checks tie. I. P. Fellegi and
D. Holt, "A systematic approach to automatic edit and imputation", 1976: change as few fields as
possible, and leave alone what holds. The replacement that restores most is taken, of equals the
likeliest, again and again, each on the ground that those before it left; then pairs of which
neither alone would do. In a pair the second makes good what the first would break: a wrong total
with the share that was computed from it; two parts of one total, one too large by what the other
is too small; a wrong number that was copied from one place to another. A pattern is a slip of many
cells: a line that stands one cell off, two cells exchanged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final, NamedTuple

from gouji.checks.equations.cells import READINGS, Cell, Trial
from gouji.checks.equations.forms import added
from gouji.checks.finding import Suggestion
from gouji.checks.material import Material, Outcome
from gouji.checks.repairs.replacements import (
    AGREEING,
    COMPUTED,
    Option,
    Put,
    options_of,
    values_for,
)
from gouji.checks.repairs.search import LONG, Budget, Graph, Search
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.situation import Sheet
from gouji.checks.slips.slip import Slip, known
from gouji.documents.files.limits import Limits
from gouji.figures.grouping import grouped
from gouji.rules.form import phrases

MAX_TRIALS = 6_000
"""Checks evaluated in search of one repair; a second or two at most."""
TRIALS = Limits().trials
"""Those in one document, where nothing else is asked for."""
LEAST_FIGURES = 50
"""A smaller document has the trials of one with so many."""
MAX_SUGGESTIONS = 24
MAX_REPLACED: Final = 3
"""Replacements in one component that each stand for itself."""
MAX_GREEDY: Final = 6
"""Replacements in one component at all: where more are needed, it was not a slip or two."""
LEAST_RESTORED: Final = 2
"""Checks that a replacement must restore to be believed where so many are needed."""
MAX_BROKEN: Final = 4
"""A change that breaks more checks than these is not made good by one other."""
MAX_FIRSTS: Final = 400
"""Cells that are tried first; where more are in doubt, no pair is the answer."""
MAX_VALUES: Final = 4
"""Values tried in the first cell."""
FOLLOWS: Final = Slip("follows", 0.01, phrases()["follows"])


@dataclass(frozen=True, slots=True)
class Cause:
    """Failing outcomes (by index) that one repair explains, and all that would repair them."""

    outcomes: tuple[int, ...]
    suggestions: tuple[Suggestion, ...] = ()
    """Their figures are indices of the material."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Causes in the order of their first outcome."""

    causes: tuple[Cause, ...]
    unsought: Mapping[str, int] = field(default_factory=dict)
    """By document, how many failing checks no repair was looked for: its trials were spent."""


def diagnose(outcomes: Sequence[Outcome], material: Material, trials: int = TRIALS) -> Diagnosis:
    """Find the causes of all failing outcomes, and what would repair each.

    What does not tie between documents is each a cause of its own: definitions differ from one to
    the next, so a repair would only guess, and hundreds of documents would take hours.
    ``trials`` is how many replacements are tried out for each figure of a document.
    """
    if not any(outcome.failed for outcome in outcomes):
        return Diagnosis(())
    sheet, trial = Sheet(material), Trial(material.figures)
    # in proportion, so that work grows no faster than the document
    figures = Counter(figure.document for figure in material.figures)
    in_all = {document: trials * max(n, LEAST_FIGURES) for document, n in figures.items()}
    budget = Budget(MAX_TRIALS, in_all, material.deadline)
    search = Search(Graph.of(outcomes, sheet), sheet, trial, budget)
    causes = list(_within_documents(search))
    causes += [Cause((at,)) for at, o in enumerate(outcomes) if o.check.is_between and o.failed]
    found = sorted((c for c in causes if c.outcomes), key=lambda c: min(c.outcomes))
    return Diagnosis(tuple(found), Counter(map(search.document, search.unsought)))


def mapped(suggestion: Suggestion, at: Mapping[int, int]) -> Suggestion:
    """Make a suggestion whose figures are indices into a finding's operands."""
    changes = tuple(replace(c, figure=at[c.figure]) for c in suggestion.changes)
    return replace(suggestion, changes=changes)


def _within_documents(search: Search) -> Iterator[Cause]:
    """Divide all failing checks among as few causes as repairs allow, each check to one."""
    left: list[int] = []
    for component in search.graph.components():
        found: list[_Repaired] = []
        if search.budget.renew(search.document(component[0])):
            found = list(_greedy(frozenset(component), search))
            few = len(found) <= MAX_REPLACED
            found = [one for one in found if few or len(one.checks) >= LEAST_RESTORED]
        yield from (_cause(one, search) for one in found)
        repaired = {at for one in found for at in one.checks}
        unrepaired = [at for at in component if at not in repaired]
        search.unsought.update(unrepaired if search.budget.is_spent else ())
        left += unrepaired
    apart = _one_sided(left, search)
    wanted = frozenset(left).difference(apart)
    # what single cells can't, across components: checks that tie may hold them together
    options = paired_options(wanted, search)
    while one := _Repaired.best(options, wanted):
        yield _cause(one, search)
        wanted -= one.checks
    yield from (_cause(_Repaired(frozenset((at,))), search) for at in (*sorted(wanted), *apart))


class _Repaired(NamedTuple):
    """Checks that are to be restored, and every replacement that restores all of them."""

    checks: frozenset[int]
    options: Sequence[Option] = ()
    """The best goes first."""

    @classmethod
    def best(cls, options: Sequence[Option], wanted: frozenset[int]) -> _Repaired | None:
        """Take the option that restores most of these checks, with all that restore the same."""
        found = [o for o in options if o.restores & wanted]
        if not found:
            return None
        share = min(found, key=lambda o: _rank(o, wanted)).restores & wanted
        alike = [o for o in found if share <= o.restores]
        fewest = [o for o in alike if not any(_outdoes(p, o) for p in alike)]
        return cls(share, tuple(dict.fromkeys(sorted(fewest, key=lambda o: _rank(o, share)))))


def _cause(repaired: _Repaired, search: Search) -> Cause:
    """Suggest what the judge accepts, put in as a whole: it restores some checks, breaks none.

    A range has been tried out when it was made.
    """
    suggestions = []
    for option in repaired.options[:MAX_SUGGESTIONS]:
        puts = option.prints
        restored = search.outcome_of(puts, at_any_cost=True) if puts else option.restores
        if restored and not restored.isdisjoint(repaired.checks):
            changes = tuple(put.told() for put in option.puts)
            suggestions.append(Suggestion(changes, len(restored)))
    failed = [at for at in sorted(repaired.checks) if search.graph.outcomes[at].failed]
    return Cause(tuple(failed), tuple(suggestions))


def _greedy(wanted: frozenset[int], search: Search) -> Iterator[_Repaired]:
    """Take the best replacement of one cell or known pattern, and go on from there.

    One that leaves the value open leads nowhere further.
    """
    for _ in range(MAX_GREEDY):
        single = (o for cell in search.graph.read_by(wanted) for o in options_of(cell, search))
        found = _Repaired.best([*single, *pattern_options(wanted, search)], wanted)
        if found is None:
            return
        yield found
        wanted -= found.checks
        prints = found.options[0].prints
        after = search.after(prints) if prints else None
        if after is None:
            return
        search = after


def _one_sided(left: Sequence[int], search: Search) -> list[int]:
    """Sums of one rule that all miss on one side lack the same part; no two cells repair them."""
    told = ((at, search.graph.outcomes[at]) for at in left)
    sums = ((at, o.check, o.difference) for at, o in told if added(o.check) and o.difference)
    sides = grouped(((check.rule.id, search.document(at), by > 0), at) for at, check, by in sums)
    return sorted(at for alike in sides.values() if len(alike) > 1 for at in alike)


def _outdoes(one: Option, other: Option) -> bool:
    """Whether the other changes more than a likelier option does, and restores no more."""
    fewer = one.cells < other.cells and one.restores >= other.restores
    return fewer and one.likelihood >= other.likelihood


def _rank(option: Option, wanted: frozenset[int]) -> tuple[int, float, int, object]:
    """Most checks first, then the likelier slip, then fewer cells, then reading order."""
    cells = sorted(option.cells)
    return -len(option.restores & wanted), -option.likelihood, len(cells), cells


def paired_options(checks: frozenset[int], search: Search) -> list[Option]:
    """Pairs of replacements that restore some of these checks and break none."""
    cells = search.graph.read_by(checks)
    best: dict[frozenset[Cell], Option] = {}
    for cell in cells if len(cells) <= MAX_FIRSTS else ():
        if search.budget.renew(search.sheet.material.figures[cell.figure].document):
            for option in _with_first(cell, search):
                two = best.get(option.cells, option), option
                best[option.cells] = max(two, key=lambda o: (len(o.restores), o.likelihood))
    return list(best.values())


def _with_first(cell: Cell, search: Search) -> Iterator[Option]:
    """Pairs of which the second makes good everything that the first one broke."""
    tried = (list(islice(values_for(cell, search, r), MAX_VALUES)) for r in READINGS)
    for put in next(filter(None, tried), []):
        assert put.print is not None
        after = search.after([(cell, put.print)])
        if after is None:
            continue
        restored = frozenset(at for at in search.graph.failing(cell) if after.graph.ties(at))
        broken = frozenset(at for at in search.graph.tying(cell) if not after.graph.ties(at))
        if not restored or not 0 < len(broken) <= MAX_BROKEN:
            continue
        common = frozenset.intersection(*(frozenset(after.graph.cells[at]) for at in broken))
        for other in sorted(common - {cell}):
            for second in options_of(other, after, broken):
                if broken <= second.restores and second.puts[0].print is not None:
                    yield _together(put, second, restored | (second.restores - broken))


def _together(first: Put, second: Option, restores: frozenset[int]) -> Option:
    """Name slips only where both cells show one; the second alone may be chance."""
    (other,) = second.puts
    likelihood = second.likelihood
    if not {first.slip, other.slip}.isdisjoint((COMPUTED, AGREEING)):
        first, other = replace(first, slip=COMPUTED, what=""), replace(other, slip=FOLLOWS, what="")
        likelihood = COMPUTED.likelihood
    puts = tuple(sorted((first, other), key=lambda put: put.cell))
    return Option(puts, restores, likelihood)


def pattern_options(component: frozenset[int], search: Search) -> Iterator[Option]:
    """Find the patterns that restore some of these checks and break none."""
    cells = search.graph.read_by(component)
    for slip in known():
        if slip.patterns is None or len(component) < slip.restores:
            continue
        patterns = list(slip.patterns(search.sheet, cells))
        tried: dict[frozenset[tuple[Cell, Print]], frozenset[int]] = {}
        for pattern in patterns:
            if not search.budget.spend(len(pattern) * LONG):
                break
            moved = {c: p for c, p in pattern.items() if p != search.sheet.print_of(c)}
            if len(search.graph.failing(*moved)) < slip.restores:
                continue
            puts = frozenset(moved.items())  # two neighbours are each other's
            if puts not in tried:
                tried[puts] = search.outcome_of(list(moved.items())) or frozenset()
            restored = tried[puts]
            told = len(moved.keys() & search.graph.read_by(restored))
            # of most cells moved, and of both of two
            borne_out = told == len(moved) or (len(moved) > 2 and told * 2 >= len(moved))
            if len(restored) >= slip.restores and borne_out:
                found = tuple(Put.of(c, p, slip) for c, p in moved.items())
                yield Option(found, restored, slip.likelihood / len(patterns))
