"""From outcomes to findings: one cause, one finding, with the checks that show it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gouji.checks.check import Material
from gouji.checks.facets import facet_of, seen
from gouji.checks.finding import SEVERITIES, Evidence, Finding, Operand, Severity, Words
from gouji.checks.outcomes import Outcome
from gouji.checks.wording import sentence
from gouji.checks.written import written
from gouji.rules.language import render

_ORDER = {severity: rank for rank, severity in enumerate(SEVERITIES)}


def findings_of(outcomes: Sequence[Outcome], material: Material) -> list[Finding]:
    """The findings of an audit, worst first within each document."""
    failed = [o for o in outcomes if o.failed]
    found = [_finding(group, material) for group in causes(failed, material)]
    found += _truncations(outcomes, material)
    order = {d.path: at for at, d in enumerate(material.disclosures)}
    found.sort(key=lambda f: (order.get(f.document, 0), _ORDER[f.severity]))
    return _with_unique_ids(found)


def causes(failed: Sequence[Outcome], material: Material) -> list[list[Outcome]]:
    """Failing checks that share a cause, in the order of the first of each.

    One rule that breaks in several rows of a table has one cause, and so have two printings
    (text and table) of the same broken relation.
    """
    groups: dict[object, list[Outcome]] = {}
    alias: dict[object, object] = {}
    for outcome in failed:
        keys = _cause_keys(outcome, material)
        known = next((alias[k] for k in keys if k in alias), keys[0])
        alias.update(dict.fromkeys(keys, known))
        groups.setdefault(known, []).append(outcome)
    return [sorted(g, key=lambda o: _vagueness(o, material)) for g in groups.values()]


def _cause_keys(outcome: Outcome, material: Material) -> list[tuple[object, ...]]:
    check = outcome.check
    first = material.figures[check.figures[0]]
    keys: list[tuple[object, ...]] = [(check.rule.id, check.figures)]
    if check.rule.shape in ("prior-exists", "prior-whole") and first.place.table is not None:
        return [("arrows", first.document, first.place.table, first.place.row)]
    if check.rule.for_each == "row" and check.rule.shape not in ("share", "text"):
        if first.place.table is not None:
            keys.insert(0, (check.rule.id, first.document, first.place.table))
        if check.rule.shape is None:
            keys.append((check.rule.id, first.document, first.indicator, first.scope))
    return keys


def _vagueness(outcome: Outcome, material: Material) -> bool:
    return material.figures[outcome.check.figures[0]].place.table is None


def _finding(group: Sequence[Outcome], material: Material) -> Finding:
    lead = group[0]
    rule = lead.check.rule
    figures = list(dict.fromkeys(i for o in group for i in o.check.figures))
    roles = {i: _role(o, i) for o in reversed(group) for i in o.check.figures}
    at = {i: k for k, i in enumerate(figures)}
    return Finding(
        id=_identity(rule.id, [material.figures[i].label for i in figures], material, lead),
        rule=rule.id,
        severity=severity_of(lead),
        verdict=lead.verdict,
        document=material.figures[figures[0]].document,
        title=Words(rule.title, rule.title_en),
        message=sentence(lead, material),
        operands=tuple(Operand(roles[i], material.figures[i]) for i in figures),
        evidence=tuple(evidence(o, material, at) for o in group),
        explanations=_innocent(lead),
    )


def severity_of(outcome: Outcome) -> Severity:
    """How sure we are that something is wrong."""
    if outcome.verdict == "unexplained-remainder":
        return "note"
    return outcome.check.severity or outcome.check.rule.severity


def _role(outcome: Outcome, i: int) -> str:
    for term, figures in outcome.check.terms.items():
        if i in figures:
            return term.replace("prior(", "上年同期(")
    return ""


def evidence(outcome: Outcome, material: Material, at: dict[int, int]) -> Evidence:
    """A check as it is shown; ``at`` says where its figures stand among the operands."""
    check = outcome.check
    comparison = check.rule.equations[check.alternative]
    figures = {
        term: tuple(s for i in indices if (s := seen(material.figures[i], facet_of(term))))
        for term, indices in check.terms.items()
    }
    return Evidence(
        rule=check.rule.id,
        verdict=outcome.verdict,
        equation=comparison.text or render(comparison),
        working=written(comparison, figures, ties=outcome.ties).zh,
        difference=_in_unit(outcome, material),
        figures=tuple(at[i] for i in check.figures),
    )


def _in_unit(outcome: Outcome, material: Material):  # type: ignore[no-untyped-def]
    if outcome.difference is None:
        return None
    unit = material.figures[outcome.check.figures[0]].unit
    return outcome.difference * {"%": 100, "‰": 1000}.get(unit, 1)


def _innocent(outcome: Outcome) -> tuple[Words, ...]:
    rule = outcome.check.rule
    english = (*rule.innocent_en, *rule.innocent[len(rule.innocent_en) :])
    return tuple(Words(zh, en) for zh, en in zip(rule.innocent, english, strict=False))


def _truncations(outcomes: Iterable[Outcome], material: Material) -> list[Finding]:
    """What ties only when truncated is said once a document."""
    by_document: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.verdict == "ties-truncated":
            document = material.figures[outcome.check.figures[0]].document
            by_document.setdefault(document, []).append(outcome)
    return [_truncation(group, material) for group in by_document.values()]


def _truncation(group: Sequence[Outcome], material: Material) -> Finding:
    first = _finding(group, material)
    n = len(group)
    return replace(
        first,
        id=_identity("rounding", ["truncated"], material, group[0]),
        rule="rounding",
        severity="note",
        verdict="ties-truncated",
        title=Words("数值修约：截尾而非四舍五入", "Rounding: cut off, not rounded"),
        message=Words(
            f"{n} 处数值只有按截尾（直接舍去）才相符，四舍五入则末位差 1",
            f"{n} figures tie only when cut off; rounded, their last digit would be one more",
        ),
        explanations=(Words("发布单位统一采用截尾", "the issuer cuts all figures off"),),
    )


def _identity(rule: str, labels: Sequence[str], material: Material, lead: Outcome) -> str:
    """The same finding has the same id in every run and draft: no values, no lines in it."""
    document = material.figures[lead.check.figures[0]].document
    own = next((d for d in material.disclosures if d.path == document), None)
    whose = f"{own.issuer}|{own.period}" if own else ""
    digest = hashlib.sha256("|".join([rule, whose, *labels]).encode()).hexdigest()
    return f"{rule}-{digest[:10]}"


def _with_unique_ids(findings: Sequence[Finding]) -> list[Finding]:
    seen_ids: dict[str, int] = {}
    unique = []
    for finding in findings:
        n = seen_ids[finding.id] = seen_ids.get(finding.id, 0) + 1
        unique.append(finding if n == 1 else replace(finding, id=f"{finding.id}-{n}"))
    return unique
