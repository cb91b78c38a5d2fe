"""The bundled examples: each planted slip is found, and nothing else is said."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import gouji
from gouji.checks.finding import Finding, Result

EXAMPLES = Path(__file__).parents[1] / "examples"
PLANTED = {
    "linlan-2023-annual.md": [],
    "qingluan-2025-06-bulletin.md": ["13.43%", "6571"],
    "yunting-2024-analysis.txt": ["47.48%", "9.46%"],
    "yunting-2024-annual.txt": [
        *("35499", "283", "9089", "36.03%", "13.20%"),
        *("1.96万", "↓34.66%"),
    ],
}
"""What was changed after the figures had been made to tie, as it is printed."""


@cache
def audited(name: str) -> Result:
    return gouji.audit(EXAMPLES / name)


def printed(finding: Finding) -> set[str]:
    figures = [operand.figure for operand in finding.operands]
    changes = [figure.change for figure in figures if figure.change]
    return {f.text for f in figures} | {c.text for c in changes} | {c.numeral.text for c in changes}


def is_about(finding: Finding, slip: str) -> bool:
    return any(slip.lstrip("↑↓") in text.strip("()（）") for text in printed(finding))


def test_every_example_is_listed() -> None:
    assert {p.name for p in EXAMPLES.iterdir()} == set(PLANTED)


@pytest.mark.parametrize("name", PLANTED)
def test_each_slip_is_found(name: str) -> None:
    findings = audited(name).findings
    assert not [slip for slip in PLANTED[name] if not any(is_about(f, slip) for f in findings)]


@pytest.mark.parametrize("name", PLANTED)
def test_nothing_else_is_found(name: str) -> None:
    told = {
        finding.message.zh
        for finding in audited(name).findings
        if not any(is_about(finding, slip) for slip in PLANTED[name])
    }
    assert not told


@pytest.mark.parametrize("name", PLANTED)
def test_nearly_every_figure_is_checked(name: str) -> None:
    (document,) = audited(name).documents
    assert document.covered.unchecked < 0.15 * document.figures
    assert document.issuer is not None
    assert document.period is not None
