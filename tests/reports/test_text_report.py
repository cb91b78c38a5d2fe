import re
from dataclasses import replace

import pytest

from gouji.reports import Suppressed, render
from gouji.reports.saying.lines import cells

CHINESE = re.compile(r"[\u4e00-\u9fff，。：；（）]")


def test_the_sum_is_written_out(result):
    text = render(result, "text")
    written = """\
    诉求总量 = 电话 + 互联网
      508,474     电话              第3行 第3列
    +  38,902     互联网            第3行 第4列
    ------------
      547,376     算得
      575,774     诉求总量（原文）  第3行 第2列
    ------------
      +28,398 件  相差
"""
    assert written in text
    assert "- 577094 ≠ 509722 + 38946 = 548668\n" in text


def test_worst_first_within_a_document(result):
    text = render(result, "text")
    heads = re.findall(r"^[■▲●] (\S+) (\d)", text, re.MULTILINE)
    assert heads == [
        *[("错误", "1"), ("错误", "2"), ("警告", "3"), ("警告", "4"), ("错误", "5"), ("提示", "6")]
    ]


def test_a_suggestion_reads_like_a_colleague(result):
    text = render(result, "text")
    assert "若把总计的 292 改为 192（平均数被相加：203 + 89），1 条勾稽关系可随之相符" in text
    assert "无法断定是哪一处" in text
    assert "- 另有 6 条同因" in text


def test_percentages_differ_by_points(result):
    assert "-3.40 个百分点  相差" in render(result, "text")
    assert "-3.40 pp  difference" in render(result, "text", "en")


def test_what_was_not_checked_is_said(result):
    text = render(result, "text")
    assert "76 个数字没有参与任何有结论的核验" in text
    assert "2 条规则没有找到对应的数字" in text
    assert "enterprise-satisfaction" not in text
    assert "第4页：图片没有读取" in text
    assert "scan.pdf：文件有口令" in text
    assert "共 3 个错误、2 个警告、1 个提示。" in text


def test_what_was_accepted_is_counted(result, clean):
    accepted = Suppressed(result.findings[0], "waiver", "另有渠道未列")
    assert "另有 1 处疑点已豁免或列入基线" in render(clean, "text", suppressed=(accepted,))


def test_nothing_found_is_honest(clean):
    text = render(clean, "text")
    assert text.startswith("没有发现对不上的数字。核验了 21 条勾稽关系，20 条相符。")
    assert "21 个数字没有参与" in text


def test_no_check_at_all_is_no_praise(clean):
    unchecked = replace(clean.documents[0], checks=0, ties=0)
    assert "不等于数字没有问题" in render(replace(clean, documents=(unchecked,)), "text")
    nothing = replace(clean, documents=())
    assert "没有可供审核的文件" in render(nothing, "text")


def test_english_is_all_english(clean):
    own = replace(clean.documents[0], issuer="X", title="", path="x.txt")
    assert not CHINESE.search(render(replace(clean, documents=(own,)), "text", "en"))


def test_english_knows_its_plurals(result):
    text = render(result, "text", "en")
    assert "In all: 3 errors, 2 warnings, 1 note." in text
    assert "9 equations would tie: all of them" in text


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(result, lang, width):
    text = render(result, "text", lang, width=width)
    assert max(map(cells, text.splitlines())) <= width


def test_colour_only_where_it_is_wanted(result):
    assert "\x1b[1;31m" in render(result, "text", color=True)
    assert "\x1b" not in render(result, "text")


def test_a_pipe_gets_nothing_that_breaks_grep(result):
    text = render(result, "text")
    assert not re.search(r"[\u2500-\u257f]", text)
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


def test_a_document_cannot_command_the_terminal(hostile):
    for color in (False, True):
        text = render(hostile, "text", color=color)
        assert "\x1b[31m<b>" not in text
        assert "[red]" in text
        assert "\u202e" not in text


def test_two_documents_of_one_city_and_year_are_told_apart(clean):
    twice = (clean.documents[0], replace(clean.documents[0], path="lyg/analysis.txt"))
    assert "连云港市 2020（analysis.txt）" in render(replace(clean, documents=twice), "text")
