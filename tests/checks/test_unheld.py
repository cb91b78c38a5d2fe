"""Sentences of which a hasty reading would accuse, and how a difference is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.checks.audit import audit
from gouji.checks.finding import Finding
from gouji.documents.opening import open_document
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

MEANING = Meaning(vocabulary.load())
RULES = pack.load()


def findings(words: str, tmp_path: Path) -> list[Finding]:
    path = tmp_path / "made-up.txt"
    path.write_text(words, encoding="utf-8")
    result = audit([read(open_document(path), MEANING)], RULES, MEANING).result
    return list(result.findings)


@pytest.mark.parametrize(
    "words",
    [
        "各银行投诉量的中位数为1651件。其中，甲银行投诉2222件，占比52.8%；乙银行1301件，占比21.7%。",
        "在70家保险公司中，甲公司投诉增加621件，同比增长32.41%。",
        "共受理举报3611件。其中，受理广告类举报325件（其中医疗广告210件），占举报量的9%。",
        "[某市两会]全市共受理诉求550件，其中咨询400件，投诉150件。",
    ],
)
def test_what_is_told_otherwise_is_not_held_against_it(words, tmp_path):
    assert not findings(words, tmp_path)


def test_a_difference_of_counts_is_counted(tmp_path):
    (finding,) = findings("今年共受理举报401件，比上年同期687件少268件。", tmp_path)
    assert [evidence.difference for evidence in finding.evidence] == [18]
