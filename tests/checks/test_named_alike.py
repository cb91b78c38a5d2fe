"""Two columns of one name and the same rows, and one name told twice in the text."""

from pathlib import Path

import pytest

from gouji.checks.audit import audit
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.documents.markdown import read as read_markdown
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

MEANING = Meaning(vocabulary.load())
RULES = pack.load(pack.DEFAULT)

TABLES = """# {title}

## {first}

| 分馆 | 图书（册） | 影碟（张） |
| --- | --- | --- |
| 东湖馆 | 4120 | 830 |
| 西山馆 | 3655 | 412 |
| 南港馆 | {south} | 377 |

## {second}

| 分馆 | 图书（册） | 到馆（人次） |
| --- | --- | --- |
| 东湖馆 | 4120 | 10233 |
| 西山馆 | {west} | 9120 |
| 南港馆 | 2980 | 7734 |
"""
TITLES = {"title": "青山图书馆2024年报告", "first": "各分馆外借", "second": "各分馆外借与到馆"}


def told(text):
    document = read_markdown(Source(Path("a.md"), text.encode(), Limits()))
    done = audit([read(document, MEANING)], RULES, MEANING)
    outcomes = [o for o in done.outcomes if o.check.rule.id == "named-alike"]
    figures = done.material.figures
    broken = [sorted(figures[i].text for i in o.check.figures) for o in outcomes if o.failed]
    return broken, sum(o.ties for o in outcomes)


def tables(west="3655", south="2980", **titles):
    return TABLES.format(**{**TITLES, **titles}, west=west, south=south)


def test_columns_of_one_name_that_agree_are_held_together():
    assert told(tables()) == ([], 3)


def test_the_one_row_in_which_a_slip_parts_them_is_told():
    assert told(tables(west="3565")) == ([["3565", "3655"]], 2)


@pytest.mark.parametrize(
    "changed",
    [
        {"west": "1878"},  # no slip leads there
        {"west": "3565", "south": "2908"},  # two rows that differ: two things
        {"west": "3565", "first": "2023年各分馆外借", "second": "2024年各分馆外借"},
    ],
)
def test_columns_that_may_be_of_two_things_accuse_nobody(changed):
    assert told(tables(**changed))[0] == []


SECTIONS = """# 青山图书馆2024年报告

全年外借图书{one}册，办理新读者证2318张。

## {first}

本年外借图书{two}册，其中少儿图书3120册；办理新读者证{cards}张。

{more}
"""


def text(one, two, first="外借情况", more="", cards="2318"):
    return SECTIONS.format(one=one, two=two, first=first, more=more, cards=cards)


def test_what_the_text_tells_twice_is_one_number():
    assert told(text("10575", "10575")) == ([], 2)
    assert told(text("10755", "10575")) == ([["10575", "10755"]], 1)


def test_text_that_tells_nothing_else_alike_may_be_of_two_things():
    assert told(text("10755", "10575", cards="1406"))[0] == []


@pytest.mark.parametrize(
    ("one", "two"),
    [("10575", "4410"), ("135", "153"), ("约10755", "10575"), ("1.06万", "10575")],
    ids=["no slip", "too short", "hedged", "rounded"],
)
def test_two_numbers_that_no_slip_parts_accuse_nobody(one, two):
    assert told(text(one, two))[0] == []


def test_sections_of_two_branches_are_no_two_printings():
    branches = text("", "10755", "东湖馆", "## 西山馆\n\n本年外借图书10575册。").replace(
        "全年外借图书册，", ""
    )
    assert told(branches)[0] == []


def test_totals_that_differ_show_two_columns_to_be_of_two_things():
    total = "| 南港馆 | 2980 | {} |\n| 合计 | {} | {} |"
    one = tables().replace("| 南港馆 | 2980 | 377 |", total.format(377, 10755, 1619))
    both = one.replace("| 南港馆 | 2980 | 7734 |", total.format(7734, 10755, 27087))
    assert told(both) == ([], 4)
    less = both.replace("| 西山馆 | 3655 | 9120 |", "| 西山馆 | 3565 | 9120 |")
    assert told(less)[0] == [["3565", "3655"]]
    assert told(less.replace("| 合计 | 10755 | 27087 |", "| 合计 | 10665 | 27087 |"))[0] == []


def test_small_numbers_of_the_text_agree_with_the_rows_they_name():
    text = "全年收藏馆3家，阅览馆12家，借阅馆40家。"
    table = "| 类别 | 馆数 |\n| --- | --- |\n| 收藏馆 | 3 |\n| 阅览馆 | 12 |\n| 借阅馆 | 40 |\n"
    assert told(f"{text}\n\n{table}") == ([], 3)
