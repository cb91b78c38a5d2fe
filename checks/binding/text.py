"""Relations that the text itself states: each is a check already, rules give the equation."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.check import Check, Material
from gouji.checks.finding import Severity
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Relations whose shape is the rule's id."""
    for disclosure, span in zip(material.disclosures, material.spans, strict=True):
        for relation in disclosure.relations:
            if relation.shape == rule.id:
                roles = relation.roles.items()
                terms = {role: tuple(span[i] for i in figures) for role, figures in roles}
                severity: Severity | None = None if relation.certain else "warning"
                if relation.days is not None:
                    terms["天数"] = (material.references[f"天数/{relation.days}"],)
                yield Check(rule, terms, severity=severity)
