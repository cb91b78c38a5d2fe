"""Relations that the text itself states: each is a check already, rules give the equation."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.equations.equation import compiled
from gouji.checks.equations.forms import as_ratio, with_adjusted
from gouji.checks.material import Check, Material
from gouji.checks.references import length_of
from gouji.figures.grouping import grouped
from gouji.figures.statements.statement import TextRelation
from gouji.rules import cues
from gouji.rules.rule import Rule


def text(rule: Rule, material: Material) -> Iterator[Check]:
    """Relations whose shape is the rule's id."""
    for disclosure, span in zip(material.disclosures, material.spans, strict=True):
        checks = [
            _check(rule, relation, span, material)
            for relation in disclosure.relations
            if relation.shape == rule.id and _can_hold(relation, span, material)
        ]
        rates = ((c, r, material.figures[r[0]]) for c in checks if (r := as_ratio(c)))
        # those that one paragraph tells of one whole
        shares = grouped(
            ((material.figures[r[2]].numeral.value, rate.place.line, rate.place.paragraph), c)
            for c, r, rate in rates
            if rate.unit == "%"
        )
        yield from with_adjusted(checks, shares.values(), material)


def _can_hold(relation: TextRelation, span: range, material: Material) -> bool:
    """A median holds no parts; nor does a figure below each of several that it is said to hold."""
    whole, parts = relation.roles.get("总体", ()), relation.roles.get("分项", ())
    if any(cues.HOLDS_NO_PARTS.search(material.figures[span[i]].label) for i in whole):
        return False
    if relation.shape == "text-sum" or len(whole) != 1 or len(parts) < 2:
        return True
    bound = material.figures[span[whole[0]]].numeral.value
    return any(material.figures[span[i]].numeral.value <= bound for i in parts)


def _check(rule: Rule, relation: TextRelation, span: range, material: Material) -> Check:
    roles = relation.roles.items()
    terms = {role: tuple(span[i] for i in figures) for role, figures in roles if figures}
    if relation.over is not None and (term := length_of(rule)):
        terms[term] = (material.references[f"{term}/{relation.over}"],)
    printed_order = compiled(rule.equations[0]).slots
    ordered = {term: terms[term] for term in printed_order if term in terms}
    missing = tuple(role for role, figures in roles if not figures)
    unsure = rule.severity != "note" and not relation.certain
    return Check(rule, ordered, missing=missing, severity="warning" if unsure else None)
