"""Why checks fail: causes, each with every minimal repair, likeliest first.

Usage, from the making of findings::

    found = diagnose(outcomes, material)
    for cause in found.causes:                       # every failing outcome is in just one cause
        group = [outcomes[at] for at in cause.outcomes]        # lead first
        figures = the figures of the group, and ``cause.figures`` (those that suggestions change)
        at = {i: k for k, i in enumerate(figures)}   # material's figure → the finding's operand
        suggestions = tuple(mapped(s, at) for s in cause.suggestions)

``Replacement.figure`` in a cause's suggestions is an index into ``material.figures``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gouji.checks.equations.cells import Trial
from gouji.checks.finding import Replacement, Suggestion
from gouji.checks.material.check import Outcome
from gouji.checks.material.material import Material
from gouji.checks.repairs.graph import Graph
from gouji.checks.repairs.repair import Block, blocks_of
from gouji.checks.repairs.replacements import Option, Put
from gouji.checks.repairs.search import Budget, Search
from gouji.checks.slips.situation import Sheet
from gouji.documents.files.deadline import NEVER, Deadline
from gouji.documents.files.limits import Limits

MAX_TRIALS = 6_000
"""Checks evaluated in search of one repair; a second or two at most."""
TRIALS = Limits().trials
"""Those in one document, where nothing else is asked for."""
LEAST_FIGURES = 50
"""A smaller document has the trials of one with so many."""
MAX_SUGGESTIONS = 24


@dataclass(frozen=True, slots=True)
class Cause:
    """Failing outcomes (by index, the telling one first) that one repair explains."""

    outcomes: tuple[int, ...]
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def figures(self) -> tuple[int, ...]:
        """The figures of the material that suggestions would change."""
        return tuple(dict.fromkeys(c.figure for s in self.suggestions for c in s.changes))


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Causes in the order of their first outcome."""

    causes: tuple[Cause, ...]
    unsought: Mapping[str, int] = field(default_factory=dict)
    """By document, how many failing checks no repair was looked for: its trials were spent."""


def diagnose(
    outcomes: Sequence[Outcome],
    material: Material,
    trials: int = TRIALS,
    deadline: Deadline = NEVER,
) -> Diagnosis:
    """Find the causes of all failing outcomes, and what would repair each.

    What does not tie between documents is each a cause of its own: definitions differ from one to
    the next, so a repair would only guess, and hundreds of documents would take hours.
    ``trials`` is how many replacements are tried out for each figure of a document; ``deadline``
    counts the searches that there was no time for.
    """
    search = Search(
        Graph.of(outcomes, material),
        Sheet(material),
        Trial(material.figures),
        Budget(MAX_TRIALS, _trials(material, trials), deadline=deadline),
        truncating=_truncating(outcomes, material),
    )
    causes = [_cause(block, search) for block in blocks_of(search)]
    causes += [Cause((at,)) for at, o in enumerate(outcomes) if o.check.is_between and o.failed]
    found = sorted((c for c in causes if c.outcomes), key=lambda c: min(c.outcomes))
    return Diagnosis(tuple(found), Counter(map(search.document, search.unsought)))


def _trials(material: Material, each: int) -> Mapping[str, int]:
    """In proportion, so that work grows no faster than the document."""
    figures = Counter(figure.document for figure in material.figures)
    return {document: each * max(n, LEAST_FIGURES) for document, n in figures.items()}


def mapped(suggestion: Suggestion, at: Mapping[int, int]) -> Suggestion:
    """Make a suggestion whose figures are indices into a finding's operands."""
    changes = tuple(replace(c, figure=at[c.figure]) for c in suggestion.changes)
    return replace(suggestion, changes=changes)


def _truncating(outcomes: Sequence[Outcome], material: Material) -> frozenset[str]:
    cut = Counter(
        material.figures[o.check.figures[0]].document
        for o in outcomes
        if o.verdict == "ties-truncated"
    )
    return frozenset(document for document, times in cut.items() if times > 1)


def _cause(block: Block, search: Search) -> Cause:
    failed = tuple(at for at in block.checks if search.graph.outcomes[at].failed)
    return Cause(failed, tuple(map(_suggestion, _accepted(block, search))))


def _accepted(block: Block, search: Search) -> list[Option]:
    """Keep what the judge accepts, put in as a whole: it restores some of the block, breaks none.

    A range has been tried out when it was made.
    """
    accepted = []
    for option in block.options[:MAX_SUGGESTIONS]:
        puts = [(put.cell, put.print) for put in option.puts if put.print is not None]
        whole = len(puts) == len(option.puts)
        restored = search.outcome_of(puts, at_any_cost=True) if whole else option.restores
        if restored and not restored.isdisjoint(block.checks):
            accepted.append(replace(option, restores=restored))
    return accepted


def _suggestion(option: Option) -> Suggestion:
    return Suggestion(tuple(_replacement(p) for p in option.puts), len(option.restores))


def _replacement(put: Put) -> Replacement:
    value = put.print.value if put.print else None
    return Replacement(put.cell.figure, put.cell.of, put.text, value, put.slip.say(put.what))
