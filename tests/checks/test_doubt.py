"""What rests on recognised figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gouji.checks.finding import Finding, Operand
from gouji.checks.telling.findings import DOUBTFUL, weighed
from gouji.documents.document import Place
from gouji.figures.figure import Figure, Numeral
from gouji.figures.interval import Interval
from gouji.rules.form import worded
from gouji.rules.rule import Severity
from gouji.texts.bilingual import Words

NUMERAL = Numeral("1300", Decimal(1300), Decimal(1))
FIGURE = Figure("scan.png", Place(), NUMERAL, Interval.of(1300, 1), "件", "count")
SAID = Words("总数不符", "the total does not tie")


def finding(severity: Severity, *certain: float | None) -> Finding:
    operands = tuple(Operand("", replace(FIGURE, confidence=c)) for c in certain)
    return Finding("id", "rule", severity, "breaks", "scan.png", SAID, SAID, operands, ())


def test_text_is_left_alone() -> None:
    found = finding("error", None, None)
    assert weighed(found) == found


@pytest.mark.parametrize(
    ("before", "after"), [("error", "warning"), ("warning", "warning"), ("note", "note")]
)
def test_one_recognised_figure_is_enough(before: Severity, after: Severity) -> None:
    found = weighed(finding(before, None, 0.999))
    assert found.severity == after
    assert "图片识别" in found.explanations[0].zh
    assert len(found.explanations) == 1


def test_doubtful_figures_are_named() -> None:
    found = weighed(finding("error", DOUBTFUL - 0.1, 0.999))
    assert "1300 (80%)" in found.explanations[1].zh


def test_a_table_inferred_from_the_layout_accuses_nobody() -> None:
    operands = (Operand("", replace(FIGURE, inferred=True)), Operand("", FIGURE))
    found = weighed(replace(finding("error"), operands=operands))
    assert found.severity == "warning"
    assert found.explanations == (worded("inferred"),)
