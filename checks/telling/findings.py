"""From outcomes to findings: one cause, one finding, with the checks that show it.

What hangs on figures whose reading is in doubt accuses nobody until someone has looked: they were
recognised from pictures, or stand in tables whose rows and columns were only inferred. A recogniser
is sure of itself even where it is wrong: at 100 dots an inch it reads ``(↑9.05%)`` as ``(19.05%)``
with a certainty of 0.99. So its certainty can raise a doubt, but never settle one, and no finding
is an error that rests on recognised figures. Which of them it was unsure of is named.

Some things are said once of a whole document: a convention that many of its checks show. Some
percentages and means tie only when cut off, some only when rounded. Where several tie only cut off
and none forbids it, the document cuts off; ``rounding`` of its summary says so. A rise from nothing
has no percentage. Many print ↑100 % there, so ``1（↑100%）`` is no error, nor is ``7（↑100%）``;
but a reader may take it for a doubling.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, Literal, TypeAlias
from unicodedata import category, normalize

from gouji.checks.equations.cells import Trial
from gouji.checks.equations.facets import facet_of, undone
from gouji.checks.equations.verdict import read_as
from gouji.checks.equations.written import worked
from gouji.checks.finding import SEVERITIES, Evidence, Finding, HeldAgainst, Operand, Suggestion
from gouji.checks.material import Material, Outcome
from gouji.checks.references import RESIDENTS
from gouji.checks.repairs.diagnosis import Diagnosis, mapped
from gouji.checks.telling.causes import LEAST_ARROWS, Group, explained, groups_of, of_one_cause
from gouji.checks.telling.naming import before, called
from gouji.checks.telling.sentences import many_words, sentence
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.rules.form import worded
from gouji.rules.language import render
from gouji.texts.bilingual import Words

MOST_SUGGESTIONS = 8
DOUBTFUL = 0.9
"""Below this certainty a recognised figure is named: of those that were read right on clear pages
at 200 dots an inch none was below it."""
MOST_NAMED = 5


def findings_of(
    outcomes: Sequence[Outcome], material: Material, diagnosis: Diagnosis
) -> list[Finding]:
    """The findings of an audit, worst first within each document."""
    groups = groups_of(outcomes, material, diagnosis)
    found = [weighed(_finding(group, material)) for group in groups]
    found += notes_of(outcomes, material)
    order = {d.path: at for at, d in enumerate(material.disclosures)}
    found.sort(key=lambda f: (order.get(f.document, 0), SEVERITIES.index(f.severity)))
    return list(_with_unique_ids(found))


def _finding(group: Group, material: Material) -> Finding:
    lead = group.outcomes[0]
    rule = lead.check.rule
    suggested = [s for cause in group.causes for s in cause.suggestions]
    changed = [change.figure for s in suggested for change in s.changes]
    figures = list(dict.fromkeys([i for o in group.outcomes for i in o.check.figures] + changed))
    terms = [term for o in group.outcomes for term in o.check.terms.items()]
    roles = {i: term.replace("prior(", "上年同期(") for term, used in reversed(terms) for i in used}
    at = {i: k for k, i in enumerate(figures)}
    alike = of_one_cause(group.outcomes)
    many = alike[0].check.rule.many if alike else None
    audited = {d.path for d in material.disclosures}  # the first figure may be of the archive
    documents = [material.figures[i].document for i in figures]
    in_part = not material.rests.isdisjoint(figures)  # which rows were looked at says nothing
    named = [o.check.figures[0] for o in group.outcomes] if in_part else figures
    innocent = (
        Words(*both)
        for o in group.outcomes
        for both in zip(o.check.rule.innocent, o.check.rule.excuses("en"), strict=False)
    )
    return Finding(
        id=_identity(rule.id, [material.figures[i].label for i in named], material, lead),
        rule=rule.id,
        severity=min((o.severity for o in group.outcomes), key=SEVERITIES.index),
        verdict=lead.verdict,
        document=next((d for d in documents if d in audited), documents[0]),
        title=Words(rule.title, rule.title_en),
        message=many_words(many, alike, material) if many else sentence(lead, material),
        operands=tuple(Operand(roles.get(i, ""), material.figures[i]) for i in figures),
        evidence=tuple(evidence(o, material, at) for o in group.outcomes),
        explanations=tuple(dict.fromkeys((*explained(group, material), *innocent))),
        suggestions=_suggestions(group, at),
        certainty=max((o.certainty for o in group.outcomes if o.certainty), default=None),
    )


def _suggestions(group: Group, at: dict[int, int]) -> tuple[Suggestion, ...]:
    """The minimal explanations, those that restore most first.

    Of several causes the likeliest of each goes before all others: every row has its own. None
    where nothing says that a figure is wrong: a remainder, or a base taken from elsewhere. For a
    row of arrows a change of one of them explains nothing.
    """
    of = group.outcomes
    if any(o.verdict == "unexplained-remainder" or RESIDENTS in o.check.terms for o in of):
        return ()
    least = 2 if sum(o.check.rule.cause == "row" for o in of) >= LEAST_ARROWS else 1
    listed = [
        [mapped(s, at) for s in cause.suggestions if s.restores >= least] for cause in group.causes
    ]
    firsts = sorted((own[0] for own in listed if own), key=lambda s: -s.restores)
    others = sorted((s for own in listed for s in own[1:]), key=lambda s: -s.restores)
    return tuple([*firsts, *others][: max(MOST_SUGGESTIONS, len(firsts))])


def evidence(outcome: Outcome, material: Material, at: dict[int, int]) -> Evidence:
    """A check as it is shown; ``at`` says where its figures stand among the operands."""
    check = outcome.check
    comparison = check.comparison
    figures = Trial(material.figures).printed(check)
    return Evidence(
        rule=check.rule.id,
        verdict=outcome.verdict,
        equation=comparison.text or render(comparison),
        working=_undone(outcome, material) or worked(comparison, figures, ties=outcome.ties),
        difference=_in_unit(outcome, material),
        figures=tuple(at[i] for i in check.figures),
        stated_by=check.licence,
        family=outcome.kin,
        weight=outcome.weight,
        holds=comparison,
        terms=tuple((t, tuple(at[i] for i in used)) for t, used in check.terms.items()),
        whole=check.rule.whole,
    )


def _in_unit(outcome: Outcome, material: Material) -> Fraction | None:
    """Left − right in the printed unit of the left side: points for a rate and for a change."""
    first, by = material.figures[outcome.check.figures[0]], outcome.difference
    unit = first.unit
    if facet_of(next(iter(outcome.check.terms))) == "change" and first.change:
        unit = "" if first.change.kind == "difference" else "%"
    return None if by is None else by * {"%": 100, "‰": 1000}.get(unit, 1)


def _undone(outcome: Outcome, material: Material) -> str:
    """For a prior that can't be: the arrow undone, ``4 ÷ (1 - 4.92%) ≈ 4.21``."""
    figure = material.figures[outcome.check.figures[0]]
    if not outcome.check.asks_whole_prior or figure.change is None:
        return ""
    by = figure.change.numeral.value
    return f"{figure.text} ÷ (1 {'-' if by < 0 else '+'} {abs(by)}%) ≈ {before(figure)}"


def _noted(
    rule: str,
    outcomes: Sequence[Outcome],
    material: Material,
    *,
    innocent: bool = True,
    **values: object,
) -> Finding:
    """A note about many checks of a document at once, and what innocent reason they may have."""
    return replace(
        _finding(Group(tuple(outcomes), ()), material),
        id=_identity(rule, [], material, outcomes[0]),
        rule=rule,
        severity="note",
        title=worded(f"{rule}-title"),
        message=worded(rule, **values),
        explanations=(worded(f"{rule}-innocent"),) if innocent else (),
    )


def _identity(rule: str, labels: Sequence[str], material: Material, lead: Outcome) -> str:
    """The same finding has the same id in every run and draft: no values, no lines, no order.

    ``（件）`` is ``(件)``, without spaces, seen or not: how it is typed is no other finding.
    """
    document = material.figures[lead.check.figures[0]].document
    own = next((d for d in material.disclosures if d.path == document), None)
    whose = f"{own.issuer}|{own.period}" if own else ""
    spelt = ([c for c in normalize("NFKC", s) if category(c)[0] not in "ZC"] for s in labels)
    named = "|".join([rule, whose, *sorted(map("".join, spelt))])
    digest = hashlib.sha256(named.encode()).hexdigest()
    return f"{rule}-{digest[:10]}"


def _with_unique_ids(findings: Sequence[Finding]) -> Iterator[Finding]:
    seen = Counter[str]()
    for finding in findings:
        seen[finding.id] += 1
        n = seen[finding.id]
        yield finding if n == 1 else replace(finding, id=f"{finding.id}-{n}")


def weighed(finding: Finding) -> Finding:
    """Make an error that rests on figures in doubt a warning, and say why."""
    told = tuple(_doubts([operand.figure for operand in finding.operands]))
    severity = "warning" if told and finding.severity == "error" else finding.severity
    return replace(finding, severity=severity, explanations=(*finding.explanations, *told))


def _doubts(figures: Sequence[Figure]) -> Iterator[Words]:
    """What is in doubt of the reading of some figures."""
    recognised = [(f.confidence, f) for f in figures if f.confidence is not None]
    if recognised:
        yield worded("recognised")
    doubtful = sorted((one for one in recognised if one[0] < DOUBTFUL), key=lambda one: one[0])
    if doubtful:
        named = [f"{f.text} ({sure:.0%})" for sure, f in doubtful[:MOST_NAMED]]
        yield worded("recognised-least", some=Words("、".join(named), ", ".join(named)))
    if any(figure.inferred for figure in figures):
        yield worded("inferred")


Convention: TypeAlias = Literal["half-up", "truncated", "unknown"]
RULES: Final = ("rounding", "rise-from-nothing")
"""What notes name as their rule; ``rules/words/sentences.yaml`` has their titles."""
SEVERAL: Final = 2
DOUBLED: Final = 100


def convention(outcomes: Sequence[Outcome], material: Material) -> Convention:
    """How a document rounds, from all of its checks that can tell."""
    cut, rounded = _tellers(outcomes, material)
    if len(cut) >= SEVERAL and not rounded:
        return "truncated"
    return "unknown" if cut else "half-up"


def by_document(outcomes: Sequence[Outcome], material: Material) -> Mapping[str, Sequence[Outcome]]:
    """The checks of each document: those that a figure of it leads."""
    return grouped((material.figures[o.check.figures[0]].document, o) for o in outcomes)


def notes_of(outcomes: Sequence[Outcome], material: Material) -> Iterator[Finding]:
    """For each document: how it rounds, and where it rises from nothing."""
    for own in by_document(outcomes, material).values():
        cut, rounded = _tellers(own, material)
        if cut:
            n, both = len(cut), len(rounded)
            yield _noted(
                "rounding", cut, material, innocent=not both, n=n, several=n > 1, both=both or ""
            )
        if risen := [o for o in own if _is_from_nothing(o, material)]:
            figures = [material.figures[o.check.figures[0]] for o in risen]
            yield _noted("rise-from-nothing", risen, material, where=_named(figures))


def _tellers(
    outcomes: Sequence[Outcome], material: Material
) -> tuple[list[Outcome], list[Outcome]]:
    """The checks that tie only when cut off, and beside these those that tie only when rounded.

    Only a printed percentage or mean shows how its issuer rounds; an implied prior does not.
    """
    led = ((o, material.figures[o.check.figures[0]]) for o in outcomes if o.ties)
    values = ((o, f) for o, f in led if facet_of(next(iter(o.check.terms))) == "value")
    made = ((o, f) for o, f in values if f.quantity in ("rate", "measure"))
    telling = [o for o, _ in made if o.check.comparison.op == "="]
    cut = [o for o in telling if o.verdict == "ties-truncated"]
    ties = ((o, Trial(material.figures).printed(o.check)) for o in telling if o not in cut)
    rounded = (o for o, p in ties if read_as(o.check.comparison, p, "truncated") != "ties")
    return cut, list(rounded) if cut else []


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
    return worded("first-of", some=Words(zh, en), n=more)


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
