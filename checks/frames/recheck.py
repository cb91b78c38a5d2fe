"""Checks taken out of an audit, to be decided anew elsewhere from what is printed.

A record carries a check's equation and, for every term, the printed texts with the intervals they
stand for, as exact fractions in text; null where a figure is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pydantic import TypeAdapter

from gouji.checks.equations.facets import CaseFigure, facet_of, seen
from gouji.checks.equations.verdict import ties
from gouji.checks.material import Check, Material, Outcome
from gouji.rules.language import parse
from gouji.rules.rule import Rule

COLUMNS = ("document", "rule", "severity", "whole", "equation", "terms", "verdict")
_TERMS: Final = TypeAdapter(Mapping[str, tuple[CaseFigure | None, ...]])


def records(outcomes: Iterable[Outcome], material: Material) -> Iterator[dict[str, str]]:
    """One record for every check that was decided, its own verdict beside it."""
    for outcome in outcomes:
        check = outcome.check
        if outcome.verdict == "undecidable":
            continue
        terms = {
            term: tuple(seen(material.figures[i], facet_of(term)) for i in figures)
            for term, figures in check.terms.items()
        }
        yield {
            "document": material.figures[check.figures[0]].document,
            "rule": check.rule.id,
            "severity": check.declared,
            "whole": "yes" if check.rule.whole else "",
            "equation": check.comparison.text,
            "terms": _TERMS.dump_json(terms).decode(),
            "verdict": outcome.verdict,
        }


def ties_again(whole: str, equation: str, terms: str) -> bool:
    """Judge a record anew: whether it ties, rounded or cut off."""
    read = _TERMS.validate_json(terms)
    rule = Rule("", "", "", (parse(equation),), "row", "error", "", whole=bool(whole))
    check = Check(rule, {key: tuple(range(len(listed))) for key, listed in read.items()})
    return ties(check, {key: tuple(f for f in fs if f) for key, fs in read.items()})
