"""Relations that the text itself states: each is a check already, rules give the equation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.checks.equations.common_base import other_length
from gouji.checks.equations.equation import compiled
from gouji.checks.finding import Severity
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.material.references import length_of
from gouji.figures.prose import TextRelation
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Relations whose shape is the rule's id; a direction goes to the rule of its sign."""
    for disclosure, span in zip(material.disclosures, material.spans, strict=True):
        for relation in disclosure.relations:
            if _rule_of(relation) == rule.id:
                yield _check(rule, relation, span, material)


def _rule_of(relation: TextRelation) -> str:
    if relation.shape != "direction":
        return relation.shape
    return "direction-rose" if relation.sign > 0 else "direction-fell"


def _check(rule: Rule, relation: TextRelation, span: range, material: Material) -> Check:
    terms = {role: tuple(span[i] for i in figures) for role, figures in relation.roles.items()}
    doubted = not relation.certain and rule.severity != "note"
    severity: Severity | None = "warning" if doubted else None
    if relation.over is not None and (term := length_of(rule)):
        terms[term] = (material.references[f"{term}/{relation.over}"],)
    alternative = int(relation.shape == "direction" and "本期" in terms)
    printed_order = compiled(rule.equations[alternative]).slots
    ordered = {term: terms[term] for term in printed_order if term in terms}
    check = Check(rule, ordered, alternative, severity=severity)
    if relation.over is not None and other_length([check], material):
        return replace(check, severity="warning")  # the mean is right, of another period
    return check
