"""Proofs: one JSON a finding, from which anybody can re-derive its verdict without gouji."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from gouji import __version__
from gouji.checks.equations.equation import links, slot_key
from gouji.checks.equations.facets import facet_of
from gouji.checks.finding import Evidence, Finding, Result
from gouji.figures.figure import Change, Figure, Numeral
from gouji.reports.json import plain
from gouji.reports.saying.quoting import Quotes
from gouji.rules.language import Binary, Call, Expression, Negative, Number

FORM = 1
Node: TypeAlias = "str | dict[str, Any] | list[Any]"
"""A number, a figure in one of its facets, or an operation over nodes."""
_UNITS = {"relative": "%", "points": "个百分点"}


def proofs(result: Result, quotes: Quotes) -> Iterator[tuple[str, str]]:
    """Give each finding's proof as a file name and the JSON that goes into it."""
    hashes = {d.path: d.sha256 for d in result.documents}
    for finding in result.findings:
        written = json.dumps(_proof(finding, hashes, quotes), ensure_ascii=False, indent=1)
        yield f"{finding.id}.json", f"{written}\n"


def _proof(finding: Finding, hashes: Mapping[str, str], quotes: Quotes) -> dict[str, Any]:
    figures = [operand.figure for operand in finding.operands]
    files = dict.fromkeys(figure.document for figure in figures)
    return {
        "proof": FORM,
        "gouji": __version__,
        "id": finding.id,
        "severity": finding.severity,
        "rule": finding.rule,
        "message": finding.message._asdict(),
        "files": {path: hashes[path] for path in files if path in hashes},
        "figures": [_figure(figure, quotes) for figure in figures],
        "checks": [_check(one, figures) for one in finding.evidence if one.holds is not None],
    }


def _figure(figure: Figure, quotes: Quotes) -> dict[str, Any]:
    numeral, own = figure.numeral, figure.interval
    printed = numeral.interval(figure.exact)
    known = None if own == printed else [None if e is None else str(e) for e in (own.low, own.high)]
    return {
        "text": figure.text,
        "label": figure.label,
        "file": figure.document,
        "place": plain(figure.place),
        "sentence": quotes.sentence(figure) or None,
        **_numeral(numeral, figure.unit, exact=figure.exact),
        "scale": numeral.scale,
        "known": known,
        "change": _change(figure.change, figure) if figure.change else None,
        "readings": [_numeral(r, figure.unit, exact=figure.exact) for r in figure.readings],
    }


def _change(change: Change, figure: Figure) -> dict[str, Any]:
    own = "%" if change.is_flat else figure.unit
    unit = _UNITS.get(change.kind, own if change.kind == "unstated" else "")
    return {"text": change.text, **_numeral(change.numeral, unit, exact=False)}


def _numeral(numeral: Numeral, unit: str, *, exact: bool) -> dict[str, Any]:
    return {
        "value": f"{numeral.value:f}",
        "step": f"{numeral.step:f}",
        "hedge": numeral.hedge,
        "exact": exact,
        "unit": unit,
    }


def _check(evidence: Evidence, figures: list[Figure]) -> dict[str, Any]:
    assert evidence.holds is not None
    terms = dict(evidence.terms)

    def side(expression: Expression) -> Node:
        return _node(expression, terms, figures)

    return {
        "rule": evidence.rule,
        "verdict": evidence.verdict,
        "equation": evidence.equation,
        "working": evidence.working,
        "holds": [[c.op, side(c.left), side(c.right)] for c in links(evidence.holds)],
        "whole": evidence.whole,
    }


def _node(expression: Expression, terms: Mapping[str, tuple[int, ...]], of: list[Figure]) -> Node:
    if isinstance(expression, Number):
        return str(expression.value)
    if isinstance(expression, Negative):
        return ["-", "0", _node(expression.operand, terms, of)]
    if isinstance(expression, Binary):
        sides = (expression.left, expression.right)
        return [expression.op, *(_node(side, terms, of) for side in sides)]
    if isinstance(expression, Call) and expression.function != "prior":
        return _called(expression, terms, of)
    key = slot_key(expression)
    leaves = [_leaf(i, key, of[i]) for i in terms.get(key, ())]
    return leaves[0] if leaves else "0"


def _called(call: Call, terms: Mapping[str, tuple[int, ...]], of: list[Figure]) -> Node:
    names = {"sum": "+", "min": "least", "max": "greatest"}
    if len(call.arguments) > 1 and call.function != "mean":
        return [names[call.function], *(_node(a, terms, of) for a in call.arguments)]
    keys = [slot_key(argument) for argument in call.arguments]
    lists = [[_leaf(i, key, of[i]) for i in terms.get(key, ())] for key in keys]
    if call.function != "mean":
        return [names[call.function], *lists[0]]
    if len(lists) == 1:
        return ["/", ["+", *lists[0]], str(len(lists[0]))]
    products = [["*", value, weight] for value, weight in zip(*lists, strict=True)]
    return ["/", ["+", *products], ["+", *lists[1]]]


def _leaf(index: int, key: str, figure: Figure) -> Node:
    facet = facet_of(key)
    return {"figure": index, "as": facet if figure.change else "value"}
