"""Checks taken out of an audit, to be decided anew elsewhere from what is printed.

A record carries a check's equation and, for every term, the printed texts with the intervals they
stand for, as exact fractions in text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from gouji.checks.equations.case_figures import CaseFigure
from gouji.checks.equations.facets import facet_of, seen
from gouji.checks.equations.verdict import TIES, judge
from gouji.checks.material.check import Check, Outcome
from gouji.checks.material.material import Material
from gouji.figures.interval import Interval
from gouji.rules.language import parse
from gouji.rules.rule import Rule

COLUMNS = ("document", "rule", "severity", "whole", "equation", "terms", "verdict")


def records(outcomes: Iterable[Outcome], material: Material) -> Iterator[dict[str, str]]:
    """One record for every check that was decided, its own verdict beside it."""
    for outcome in outcomes:
        check = outcome.check
        if outcome.verdict == "undecidable":
            continue
        yield {
            "document": material.figures[check.figures[0]].document,
            "rule": check.rule.id,
            "severity": check.severity or check.rule.severity,
            "whole": "yes" if check.rule.whole else "",
            "equation": check.comparison.text,
            "terms": json.dumps(_terms(outcome, material), ensure_ascii=False),
            "verdict": outcome.verdict,
        }


def ties_again(whole: str, equation: str, terms: str) -> bool:
    """Judge a record anew: whether it ties, rounded or cut off."""
    read = {key: [_figure(f) for f in listed] for key, listed in json.loads(terms).items()}
    rule = Rule("", "", "", (parse(equation),), "row", "error", "", whole=bool(whole))
    check = Check(rule, {key: tuple(range(len(listed))) for key, listed in read.items()})
    return judge(check, {key: tuple(f for f in fs if f) for key, fs in read.items()}) in TIES


def _terms(outcome: Outcome, material: Material) -> dict[str, list[Any]]:
    return {
        term: [_written(seen(material.figures[i], facet_of(term))) for i in figures]
        for term, figures in outcome.check.terms.items()
    }


def _written(figure: CaseFigure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "text": figure.text,
        "value": str(figure.value),
        "rounded": _ends(figure.rounded),
        "truncated": _ends(figure.truncated),
    }


def _ends(interval: Interval) -> list[Any]:
    low, high = interval.low, interval.high
    return [
        None if low is None else str(low),
        None if high is None else str(high),
        interval.low_open,
        interval.high_open,
    ]


def _figure(written: dict[str, Any] | None) -> CaseFigure | None:
    if written is None:
        return None
    return CaseFigure(
        written["text"],
        Fraction(written["value"]),
        _interval(written["rounded"]),
        _interval(written["truncated"]),
        Fraction(0),
        "",
    )


def _interval(ends: list[Any]) -> Interval:
    low, high, low_open, high_open = ends
    return Interval(
        None if low is None else Fraction(low),
        None if high is None else Fraction(high),
        low_open,
        high_open,
    )
