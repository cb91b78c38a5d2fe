"""Copies, drafts and documents of no one are held against nothing, and it is said why."""

from pathlib import Path

import pytest

from gouji.checks.audit import audit
from gouji.checks.binding.twice.pairs import LEAST_FIGURES, apart
from gouji.checks.material import Material
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.documents.text import read as read_text
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

MEANING = Meaning(vocabulary.load())
RULES = pack.load(pack.DEFAULT)


def report(path, title="青岚市12345热线2024年度服务情况报告", rows=LEAST_FIGURES, last="77001"):
    counts = [str(10000 + 371 * n) for n in range(rows - 1)] + [last]
    table = "\n".join(f"第{n}类诉求\t{count}" for n, count in enumerate(counts))
    text = f"{title}\n\n类别\t受理量（件）\n{table}\n"
    return read(read_text(Source(Path(path), text.encode(), Limits())), MEANING)


def reasons(*disclosures):
    return {path: words.zh for path, words in apart(Material.of(disclosures, MEANING))}


def test_a_copy_is_not_held_against_itself():
    one, other = report("one.txt"), report("two.txt")
    assert "one.txt 是同一文件" in reasons(one, other)["two.txt"]
    done = audit([one, other], RULES, MEANING)
    assert not [o for o in done.outcomes if o.check.rule.id == "across-documents"]
    assert [bool(d.apart) for d in done.result.documents] == [False, True]


def test_two_drafts_are_not_held_against_each_other_and_what_differs_is_counted():
    said = reasons(report("one.txt"), report("two.txt", last="77010"))
    assert f"{LEAST_FIGURES - 1} 个数字相同、1 个不同" in said["two.txt"]
    assert "gouji diff" in said["two.txt"]


@pytest.mark.parametrize(
    "other",
    [
        report("two.txt", title="青岚市12345热线2024年度分析报告", last="77010"),
        report("two.txt", title="青岚市12345热线2023年度服务情况报告", last="77010"),
        report("two.txt", rows=LEAST_FIGURES // 2, last="77010"),
    ],
)
def test_another_title_period_or_a_short_document_is_no_draft(other):
    assert not reasons(report("one.txt"), other)


def test_a_document_of_no_one_is_said_to_stand_alone_among_others():
    nobody = report("two.txt", title="服务情况报告", last="77010")
    assert "发布单位或时期不明" in reasons(report("one.txt"), nobody)["two.txt"]
    assert not reasons(nobody), "alone it could not be held against others anyway"
