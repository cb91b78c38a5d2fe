"""Why a rule bound, or did not, wherever a document prints some of what it is about.

And why no equation decided on a figure: what an audit can say nothing of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain

from gouji.checks.audit import Audit
from gouji.checks.binding import bound_alone
from gouji.checks.binding.by_name import Index, find, groups, reference
from gouji.checks.finding import Tally, Unchecked
from gouji.checks.material import Check, Material, Outcome
from gouji.figures.grouping import grouped
from gouji.rules.form import worded
from gouji.rules.language import Comparison, terms
from gouji.rules.rule import Rule

NEAR = 0.5
"""How much alike a label and a name must be, of 1, to be taken for a likely other spelling."""
MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Site:
    """One place where a rule might hold: what it found there, and what became of it."""

    figures: tuple[int, ...]
    outcome: Outcome | None = None
    """What became of its check, or of the other rule's that says the same; None where none is."""
    instead: str = ""
    """The rule that states the same relation there."""
    lacking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The names that are not printed there, each with the labels there that come near it."""
    apart: frozenset[str] = frozenset()
    """Those of them that the same table or text prints of something else: another scope, year."""


def sites(audit: Audit, rule: Rule) -> list[Site]:
    """Every place where ``rule`` bound, or where some of its terms are printed, in their order."""
    material = audit.material
    bound = list(bound_alone(rule, material, [o.check for o in audit.outcomes]))
    found = [_site(check, rule, audit) for check in bound]
    if rule.shape is None:
        held = {check.figures[:1] for check in bound}
        found += [site for site in _unbound(rule, material) if site.figures[:1] not in held]
    return sorted(found, key=lambda site: site.figures)


def _site(check: Check, rule: Rule, audit: Audit) -> Site:
    alike = [o for o in audit.outcomes if set(o.check.figures) == set(check.figures)]
    told = min(alike, key=lambda o: o.check.rule.id != rule.id, default=None)
    instead = told.check.rule.id if told and told.check.rule.id != rule.id else ""
    return Site(check.figures, told, instead, dict.fromkeys(check.missing, ()))


def _unbound(rule: Rule, material: Material) -> Iterator[Site]:
    """The groups of figures that print some terms of the rule and not enough of them."""
    for document, index in groups(rule, material):
        found = (_lacking(e, document, index, material) for e in rule.equations)
        best = max(found, key=lambda site: (len(site.figures), -len(site.lacking)))
        if best.figures and best.lacking:
            yield best


def _lacking(
    comparison: Comparison, document: int | None, index: Index, material: Material
) -> Site:
    asked = {term.name: term for term in terms(comparison)}
    found = {name: find(term, index, material) for name, term in asked.items()}
    figures = tuple(sorted(i for i in found.values() if i is not None))
    needed = [name for name, term in asked.items() if found[name] is None and not term.optional]
    lost = [name for name in needed if reference(asked[name], material, document) is None]
    places = {(material.figures[i].document, material.figures[i].place.table) for i in figures}
    # the figures of the same table, or else of the same text
    beside = [f for _, f in material.printed() if (f.document, f.place.table) in places]
    apart = frozenset(lost) & {figure.indicator for figure in beside}
    known = {material.figures[i].indicator for i in figures} | apart
    labels = [
        label
        for figure in beside
        if figure.indicator not in known
        for label in (*figure.row_path, *figure.column_path)
    ]
    likely = sorted(set(labels))
    lacking = {
        name: tuple(get_close_matches(name.partition("·")[0], likely, MOST_NEAR, NEAR))
        for name in lost
    }
    return Site(figures, lacking=lacking, apart=apart)


def unchecked(audit: Audit) -> tuple[Unchecked, ...]:
    """List the printed figures that no equation decided on, in printed order, with the reason.

    Those that were only held within bounds are among them; each is told with what is missing.
    """
    checks = (o.check for o in audit.outcomes if o.verdict == "undecidable")
    undecided = grouped((i, check.missing) for check in checks for i in check.figures)
    material = audit.material
    tied = [names for rule in audit.rules for names in _indicators(rule)]
    named = {d.path: {f.indicator for f in d.figures} for d in material.disclosures}
    told = zip(material.printed(), audit.tallies(), strict=True)
    return tuple(
        _why(tally, undecided.get(i), _nearest(figure.indicator, named[figure.document], tied))
        for (i, figure), tally in told
        if not tally.is_tied
    )


def _why(
    tally: Tally, undecided: Sequence[tuple[str, ...]] | None, partner: tuple[str, ...]
) -> Unchecked:
    """Say why: ``undecided`` names what its checks lacked, ``partner`` what would decide on it."""
    figure = tally.figure
    if undecided is not None:
        missing, reason = tuple(sorted({*chain(*undecided)})), "unchecked-undecided"
    elif tally.bounds:
        return Unchecked(figure, worded("unchecked-bounded"), partner)
    elif not figure.label and figure.indicator is None:
        missing, reason = (), "unchecked-nameless"
    else:
        missing, reason = partner, "unchecked-unruled"
    if missing:
        return Unchecked(figure, worded("unchecked-lacks", some="、".join(missing)), missing)
    return Unchecked(figure, worded(reason))


def _nearest(
    indicator: str | None, printed: set[str | None], tied: Sequence[list[str]]
) -> tuple[str, ...]:
    """What the equation that lacks least would need beside this indicator."""
    beside = ([name for name in names if name != indicator] for names in tied if indicator in names)
    lacking = ([name for name in others if name not in printed] or others for others in beside)
    best: Sequence[str] = min(lacking, key=len, default=())
    return tuple(best)


def _indicators(rule: Rule) -> Iterator[list[str]]:
    """The indicators that each equation of a rule ties; a bound ties none."""
    for equation in rule.equations:
        names = [t.name.partition("·")[0] for t in terms(equation) if not t.role]
        if equation.op == "=" and len(set(names)) > 1:
            yield list(dict.fromkeys(names))
