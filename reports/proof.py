"""Proofs: one JSON a finding, from which anybody can re-derive its verdict without gouji."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from gouji import __version__
from gouji.checks.engagement import Performance
from gouji.checks.equations.equation import links, slot_key
from gouji.checks.equations.facets import facet_of
from gouji.checks.finding import Evidence, Finding
from gouji.figures.figure import Change, Figure, Numeral
from gouji.reports.json import plain
from gouji.reports.saying.quoting import Quotes
from gouji.rules.language import Binary, Call, Expression, Negative, Number

FORM = 1
Node: TypeAlias = "str | dict[str, Any] | list[Any]"
"""A number, a figure in one of its facets, or an operation over nodes."""
Leaves: TypeAlias = Mapping[str, list[Node]]
"""The figures of each term of an equation."""
_UNITS = {"relative": "%", "points": "个百分点"}


def proofs(done: Performance) -> Iterator[tuple[str, str]]:
    """Give each finding's proof as a file name and the JSON that goes into it."""
    quotes = Quotes(done.reading.documents)
    hashes = {d.path: d.sha256 for d in done.result.documents}
    for finding in done.result.findings:
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
    leaves: dict[str, list[Node]] = {
        key: [{"figure": i, "as": facet_of(key) if figures[i].change else "value"} for i in own]
        for key, own in evidence.terms
    }
    return {
        "rule": evidence.rule,
        "verdict": evidence.verdict,
        "equation": evidence.equation,
        "working": evidence.working,
        "holds": [
            [one.op, _node(one.left, leaves), _node(one.right, leaves)]
            for one in links(evidence.holds)
        ],
        "whole": evidence.whole,
    }


def _node(expression: Expression, leaves: Leaves) -> Node:
    if isinstance(expression, Number):
        return str(expression.value)
    if isinstance(expression, Negative):
        return ["-", "0", _node(expression.operand, leaves)]
    if isinstance(expression, Binary):
        return [expression.op, _node(expression.left, leaves), _node(expression.right, leaves)]
    if isinstance(expression, Call) and expression.function != "prior":
        return _called(expression, leaves)
    return next(iter(leaves.get(slot_key(expression), ())), "0")


def _called(call: Call, leaves: Leaves) -> Node:
    names = {"sum": "+", "min": "least", "max": "greatest"}
    if len(call.arguments) > 1 and call.function != "mean":
        return [names[call.function], *(_node(argument, leaves) for argument in call.arguments)]
    values, *weights = (leaves.get(slot_key(argument), []) for argument in call.arguments)
    if call.function != "mean":
        return [names[call.function], *values]
    if not weights:
        return ["/", ["+", *values], str(len(values))]
    products = [["*", value, weight] for value, weight in zip(values, *weights, strict=True)]
    return ["/", ["+", *products], ["+", *weights[0]]]
