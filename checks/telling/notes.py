"""What is said once of a whole document: a convention that many of its checks show.

Some percentages and means tie only when cut off, some only when rounded. Where several tie only cut
off and none forbids it, the document cuts off; ``rounding`` of its summary says so.

A rise from nothing has no percentage. Many print ↑100 % there, so ``1（↑100%）`` is no error, nor
is ``7（↑100%）``; but a reader may take it for a doubling.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from gouji.checks.equations.cells import Trial
from gouji.checks.equations.facets import facet_of, undone
from gouji.checks.equations.verdict import read_as
from gouji.checks.finding import HeldAgainst, Words
from gouji.checks.material.check import Outcome
from gouji.checks.material.material import Material
from gouji.checks.telling.naming import called
from gouji.checks.weighing.rounding import UNLIKELY, strain
from gouji.figures.figure import Figure

Convention: TypeAlias = Literal["half-up", "truncated", "unknown"]
RULES: Final = ("rounding", "unlikely-rounding", "rise-from-nothing")
"""What notes name as their rule; ``rules/words/sentences.yaml`` has their titles."""
SEVERAL: Final = 2
DOUBLED: Final = 100
MOST_NAMED: Final = 5


class Note(NamedTuple):
    """What is said of some outcomes of a document, and what innocent reason they may have."""

    rule: str
    outcomes: Sequence[Outcome]
    message: Words
    explanations: tuple[Words, ...]


def convention(outcomes: Sequence[Outcome], material: Material) -> Convention:
    """How a document rounds, from all of its checks that can tell."""
    cut, rounded = _tellers(outcomes, material)
    if len(cut) >= SEVERAL and not rounded:
        return "truncated"
    return "unknown" if cut else "half-up"


def by_document(outcomes: Sequence[Outcome], material: Material) -> Mapping[str, Sequence[Outcome]]:
    """The checks of each document: those that a figure of it leads."""
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        document = material.figures[outcome.check.figures[0]].document
        found.setdefault(document, []).append(outcome)
    return found


def notes_of(outcomes: Sequence[Outcome], material: Material) -> Iterator[Note]:
    """For each document: how it rounds, what ties by luck, and where it rises from nothing."""
    documents = by_document(outcomes, material).values()
    for own in documents:
        cut, rounded = _tellers(own, material)
        if cut:
            n, both = len(cut), len(rounded)
            yield _note("rounding", cut, innocent=not both, n=n, several=n > 1, both=both or "")
        if strained := [o for o in own if o.verdict == "ties" and _strain(o, material) > UNLIKELY]:
            yield _note("unlikely-rounding", strained, n=len(strained))
    for own in documents:
        if risen := [o for o in own if _is_from_nothing(o, material)]:
            figures = [material.figures[o.check.figures[0]] for o in risen]
            yield _note("rise-from-nothing", risen, where=_named(figures))


def _note(
    rule: str, outcomes: Sequence[Outcome], *, innocent: bool = True, **values: object
) -> Note:
    reasons = (Words.told(f"{rule}-innocent"),) if innocent else ()
    return Note(rule, outcomes, Words.told(rule, **values), reasons)


def _tellers(
    outcomes: Sequence[Outcome], material: Material
) -> tuple[list[Outcome], list[Outcome]]:
    """The checks that tie only when cut off, and those that tie only when rounded."""
    telling = [o for o in outcomes if _prints_a_share(o, material)]
    cut = [o for o in telling if o.verdict == "ties-truncated"]
    ties = ((o, Trial.of(material).printed(o.check)) for o in telling if o.verdict == "ties")
    rounded = [o for o, p in ties if read_as(o.check.comparison, p, "truncated") != "ties"]
    return cut, rounded


def _strain(outcome: Outcome, material: Material) -> float:
    """How far off a tie of printed figures is; implied priors have no middle that was printed."""
    printed = Trial.of(material).printed(outcome.check)
    if not all(figure.text for listed in printed.values() for figure in listed):
        return 0.0
    intervals = {term: tuple(f.rounded for f in listed) for term, listed in printed.items()}
    return strain(outcome.check.comparison, intervals)


def _prints_a_share(outcome: Outcome, material: Material) -> bool:
    """Only a printed percentage or mean shows how its issuer rounds; an implied prior does not."""
    first = material.figures[outcome.check.figures[0]]
    value = facet_of(next(iter(outcome.check.terms))) == "value"
    computed = outcome.check.comparison.op == "="
    return first.quantity in ("rate", "measure") and value and computed


def _is_from_nothing(outcome: Outcome, material: Material) -> bool:
    """Whether an arrow says a doubling that no whole number can have gone through."""
    figure = material.figures[outcome.check.figures[0]]
    doubled = figure.change is not None and figure.change.numeral.value == DOUBLED
    if not (doubled and figure.exact and outcome.check.asks_whole_prior and outcome.ties):
        return False
    return bool(figure.numeral.value) and undone(figure) is None


def _named(figures: Sequence[Figure]) -> Words:
    told = [(called(f), f.change.text) for f in figures[:MOST_NAMED] if f.change]
    more = len(figures) if len(figures) > MOST_NAMED else ""
    zh, en = "、".join(f"{f}（{by}）" for f, by in told), ", ".join(f"{f} ({by})" for f, by in told)
    return Words.told("first-of", some=Words(zh, en), n=more)


def held_against(own: Sequence[Outcome], path: str, material: Material) -> tuple[HeldAgainst, ...]:
    """Count the decided checks between a document and each other one, by name of the other."""
    checks: Counter[str] = Counter()
    ties: Counter[str] = Counter()
    for outcome in own:
        if outcome.check.is_between and outcome.verdict != "undecidable":
            others = {material.figures[i].document for i in outcome.check.figures} - {path}
            checks.update(others)
            ties.update(others if outcome.ties else ())
    past = {d.path for d in material.past} - {d.path for d in material.disclosures}
    return tuple(HeldAgainst(d, d in past, checks[d], ties[d]) for d in sorted(checks))
