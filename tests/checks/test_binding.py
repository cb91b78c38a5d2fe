"""Which relations are bound in tables, made up here, and which must not be."""

from __future__ import annotations

import textwrap
from functools import cache
from pathlib import Path

from gouji.checks.audit import audit
from gouji.documents import text
from gouji.documents.source import Source
from gouji.figures.disclosure import read as read_disclosure
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary
from gouji.rules.rule import Rule


@cache
def meaning() -> Meaning:
    return Meaning(vocabulary.load())


@cache
def rules() -> tuple[Rule, ...]:
    return pack.load()


def found(words: str) -> list[tuple[str, str]]:
    """Rule and verdict of every finding; ``¦`` stands for a tab."""
    flat = textwrap.dedent(words).replace("¦", "\t").strip("\n")
    disclosure = read_disclosure(text.read(Source(Path("made-up.txt"), flat.encode())), meaning())
    result = audit([disclosure], rules(), meaning()).result
    return [(f.rule, f.verdict) for f in result.findings]


def test_a_target_may_be_exceeded() -> None:
    table = """
        指标¦年度目标¦实际完成¦目标完成率
        诉求受理（件）¦500000¦541233¦108.25%
        知识库更新（条）¦12000¦15871¦132.26%
    """
    assert found(table) == []


def test_a_satisfaction_above_all_is_impossible() -> None:
    table = """
        区县¦受理量（件）¦满意率
        东区¦5000¦103.2%
        西区¦4000¦97.1%
    """
    assert [rule for rule, _ in found(table)] == ["rate-bounds"]


def test_a_change_is_of_the_year_that_its_column_names() -> None:
    table = """
        某市热线２０２２年度报告
        渠道¦２０２２年（件）¦２０２１年（件）¦同比（％）
        电话¦１２０¦１００¦20.00
        网站¦６０¦８０¦-25.00
        合计¦１８０¦１８０¦0.00
    """
    assert found(table) == []
    assert found(table.replace("-25.00", "-52.00")) != []
