"""``rules why``: place by place, why a rule bound or did not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from gouji.cli import main

REPORT = """# 青石市12345热线2023年年度报告

## 诉求总量与办理

| 来源 | 诉求总量(件) | 电话(件) | 互联网(件) |
| --- | --- | --- | --- |
| 群众诉求 | 8,412 | 6,020 | 2,392 |
| 企业诉求 | 1,377 | 911 | 450 |

## 在线解答

| 来源 | 诉求总量(件) | 线上解答(件) | 在线解答率 |
| --- | --- | --- | --- |
| 群众诉求 | 8,412 | 5,047 | 60.00% |
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


def why(rule: str, file: Path, lang: str = "zh") -> list[str]:
    done = CliRunner().invoke(main, ["rules", "why", rule, str(file), "--lang", lang])
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


def test_a_rule_is_told_at_each_place_with_its_verdict(file: Path) -> None:
    lines = why("requests-by-channel", file)
    assert lines[1].strip().startswith("诉求总量 = 电话 + 互联网")
    (tied,) = [line for line in lines if line.startswith("✓ 表1 第2行")]
    (broken,) = [line for line in lines if line.startswith("✓ 表1 第3行")]
    assert tied.endswith("相符") and not tied.endswith("不符") and broken.endswith("不符")


def test_the_name_that_lacks_is_told_with_the_label_that_comes_near_it(file: Path) -> None:
    near = "缺“在线解答”（相近的标签：线上解答(件)）"
    (line,) = [line for line in why("online-rate", file) if near in line]
    assert line.startswith("✗")
    assert "lacks “在线解答” (labels near it: " in "\n".join(why("online-rate", file, "en"))


def test_a_rule_of_which_nothing_is_printed_says_where_it_would_hold(file: Path) -> None:
    lines = why("shares-add-up", file, "en")
    assert lines[-2].startswith("nothing here prints") and lines[-1] == "bound at 0, not at 0"


def test_a_relation_that_another_rule_states_is_told_as_its(tmp_path: Path) -> None:
    path = tmp_path / "two.md"
    total = "| 总计 | 9,789 | 6,931 | 2,842 |\n\n## 在线解答"
    path.write_text(REPORT.replace("\n## 在线解答", total, 1), encoding="utf-8")
    rules = ("total-row", "requests-by-origin")
    told = ["\n".join(why(rule, path)) for rule in rules]
    assert "同一关系由规则 requests-by-origin 核验" in told[0]
    assert "同一关系由规则" not in told[1]


def test_a_rule_that_does_not_exist_is_met_with_the_one_meant(file: Path) -> None:
    done = CliRunner().invoke(main, ["rules", "why", "onlin-rate", str(file), "--lang", "en"])
    assert done.exit_code == 2 and "did you mean 'online-rate'" in done.output
