"""Means that were taken over another number of days than the period told has."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.checks.audit import audit
from gouji.checks.finding import Finding
from gouji.documents import text
from gouji.documents.files.source import Source
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary


def findings(words: str) -> list[Finding]:
    meaning = Meaning(vocabulary.load())
    disclosure = read(text.read(Source(Path("made-up.txt"), words.encode())), meaning)
    return list(audit([disclosure], pack.load(), meaning).result.findings)


@pytest.mark.parametrize(
    ("words", "severity", "says"),
    [
        ("2023年8月，全市受理诉求5600件，日均200件。", "warning", "按 28 天"),
        ("2023年8月，全市受理诉求5600件，日均208件。", "error", ""),
        ("2020年，全市受理诉求149497件，日均410件。", "warning", "按 365 天"),
        ("2023年8月，全市受理诉求560万件，日均20万件。", "error", ""),
    ],
)
def test_a_whole_number_of_other_days_is_an_explanation(words, severity, says):
    (finding,) = findings(words)
    assert (finding.rule, finding.severity) == ("text-per-day", severity)
    assert says in "".join(e.zh for e in finding.explanations)


def test_a_mean_over_the_days_told_ties():
    assert not findings("2023年8月，全市受理诉求5600件，日均181件。")
