"""docs/guide/words.md, end to end: its pack adds words for one audit, and what is wrong is told."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gouji.rules.pack import load, packs
from gouji.rules.problem import RuleError

PAGE = Path(__file__).parent.parent / "docs" / "guide" / "words.md"
RULE, PACK = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
STREET = """\
和平路街道2025年集市管理情况

全年登记摊点1200摊，其中日市摊点700摊，夜市摊点600摊。

表1 各街区
街区\t摊点登记数\t持证摊点\t持证率
东段\t500\t400\t80.0%
西段\t400\t320\t88.0%
全街汇总\t900\t720\t80.0%
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "market.yaml").write_text(PACK, "utf-8")
    (tmp_path / "street.txt").write_text(STREET, "utf-8")
    return tmp_path


def gouji(folder, *arguments):
    clean = {k: v for k, v in os.environ.items() if k != "GOUJI_WORDS"}
    command = [sys.executable, "-m", "gouji", *arguments]
    return subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, text=True, check=False
    )


def test_the_words_of_a_pack_hold_in_the_audit_that_uses_it(folder):
    with_them = gouji(folder, "audit", "street.txt", "--rules", "market.yaml", "--format", "csv")
    assert "stalls-with-permits" in with_them.stdout
    assert with_them.stdout.count("\n") == 3  # a head, a rate, a sum of two kinds
    without = gouji(folder, "audit", "street.txt", "--format", "csv")
    assert without.stdout.count("\n") == 2  # a head; two parts are more than their whole
    assert "text-of-which" in without.stdout


def test_the_cases_of_the_page_hold_and_a_wrong_one_is_told_with_its_line(folder):
    assert gouji(folder, "rules", "words", "test", "--rules", "market.yaml").returncode == 0
    wrong = PACK.replace("1200摊: 1200 摊", "1200摊: 1300 摊")
    (folder / "market.yaml").write_text(wrong, "utf-8")
    told = gouji(folder, "rules", "words", "test", "--rules", "market.yaml")
    assert told.returncode == 1
    assert told.stdout.startswith("market.yaml:9: “1200摊”应读作 1300 摊，读作 1200 摊")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("staff:", "stuff:", "unknown class of words 'stuff'; did you mean 'staff'?"),
        ("units:", "unit:", "unknown key 'unit'; did you mean 'units'?"),
        ("  zh:", "  cn:", "unknown file of words 'cn'"),
        ("count: {", "counts: {", "unknown key 'counts'; did you mean 'count'?"),
        ("{words: [巡查员]", "{patterns: ['巡查(员']", "the pattern '巡查(员'"),
        ("{摊: 位贩点}", "[摊]", "not written as in numbers.yaml"),
    ],
)
def test_what_is_wrong_with_added_words_is_told_where_it_stands(folder, right, wrong, said):
    assert right in PACK
    (folder / "market.yaml").write_text(PACK.replace(right, wrong, 1), "utf-8")
    with pytest.raises(RuleError) as caught:
        packs([folder / "market.yaml"])
    (problem,) = caught.value.problems
    assert said in problem.say("en")
    line = PACK[: PACK.index(right)].count("\n") + 1
    assert problem.place == f"{folder / 'market.yaml'}:{line}"


def test_the_rule_of_the_page_holds(folder):
    (folder / "ours.yaml").write_text(RULE, "utf-8")
    assert gouji(folder, "rules", "test", "--rules", "ours.yaml").returncode == 0


def test_words_that_come_too_late_are_an_error_and_no_silence(folder):
    with pytest.raises(RuleError, match="GOUJI_WORDS"):
        load([folder / "market.yaml"])
