"""Headings, paragraphs, titles and captions of plain text."""

from __future__ import annotations

from pathlib import Path

from gouji.documents import text
from gouji.documents.document import Document, Place
from gouji.documents.files.source import Source


def read(words: str) -> Document:
    return text.read(Source(Path("made-up.txt"), words.encode()))


def prose(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs if not p.role]


def headings(document: Document) -> list[tuple[int | None, str]]:
    return [(p.level, p.text) for p in document.paragraphs if p.level]


def test_wrapped_lines_are_joined_until_the_sentence_ends() -> None:
    source = (
        "一、受理\n\n今年以来热线运行平稳有序，群众来电数量保持在\n\n"
        "合理区间，共受理诉求 868022 件，日均受\n\n"
        "理 2372 件，接通率 97.60%。\n图 1 受理量对比图\n"
        "办结情况良好，各部门均能按期办\n\n结工单。\n"
    )
    document = read(source)
    assert prose(document) == [
        "今年以来热线运行平稳有序，群众来电数量保持在合理区间，"
        "共受理诉求 868022 件，日均受理 2372 件，接通率 97.60%。",
        "办结情况良好，各部门均能按期办结工单。",
    ]
    lines = source.split("\n")
    for paragraph in document.paragraphs:
        for at, char in enumerate(paragraph.text):
            place = paragraph.passage.place(at, at + 1, Place())
            assert place.line is not None
            assert place.span is not None
            assert lines[place.line - 1][slice(*place.span)] == char


def test_a_short_broken_line_inside_a_sentence_goes_on() -> None:
    long = "推进工作" * 30
    document = read(f"一、安排\n{long}。\n聚焦住房、交通,关注就\n\n业、教育等事项,{long}。\n")
    assert prose(document)[1].startswith("聚焦住房、交通,关注就业、教育")


def test_levels_follow_the_styles_as_they_come() -> None:
    document = read(
        "第一章 概况\n一、受理\n(一)来源\n1.电话\n（1）固话\n(二)去向\n1、办理\n"
        "二、办结\n第二章 展望\n"
    )
    assert headings(document) == [
        (1, "第一章 概况"),
        (2, "一、受理"),
        (3, "(一)来源"),
        (4, "1.电话"),
        (5, "（1）固话"),
        (3, "(二)去向"),
        (4, "1、办理"),
        (2, "二、办结"),
        (1, "第二章 展望"),
    ]


def test_a_heading_that_opens_its_paragraph_is_parted_from_it() -> None:
    document = read("一、热点\n（一）市容环境。共受理 20408 件，同比增长 17.29%。\n")
    assert headings(document)[1] == (2, "（一）市容环境")
    last = document.paragraphs[-1]
    assert last.headings == ("一、热点", "（一）市容环境")
    assert last.passage.place(4, 9).span == (12, 17)


def test_numbered_sentences_and_amounts_are_no_headings() -> None:
    document = read(
        "一、数据\n1.共受理100件，办结99件；\n2.满意率98%\n3.1个工作日\n2023.5.1\n8.92万件\n"
    )
    assert headings(document) == [(1, "一、数据")]


def test_a_number_glued_to_its_heading() -> None:
    document = read("六、平台\n1.2024年承办诉求量TOP5\n\n6.12345与110联动\n")
    assert [level for level, _ in headings(document)] == [1, 2, 2]


def test_the_title_is_found_below_the_attachment_mark() -> None:
    document = read("\n附件\n\n某市12345热线2023年度工作情况\n\n一、受理\n平稳。\n")
    assert document.metadata["title"] == "某市12345热线2023年度工作情况"


def test_a_title_on_two_lines_below_the_issuer() -> None:
    document = read(
        " 某市热线中心 2021年 1月 8日\n\n2020年市热线服务平台\n"
        "运行情况综合分析报告\n\n一、受理\n平稳。\n"
    )
    assert document.metadata["title"] == "2020年市热线服务平台运行情况综合分析报告"
    assert document.paragraphs[0].text == "某市热线中心 2021年 1月 8日"


def test_title_and_date_stay_apart() -> None:
    document = read(
        "某市2024年度服务情况报告\n某市指挥中心\n(2025年2月12日)\n\n"
        "为公布情况,现发布如下:\n\n一、总体\n"
    )
    assert [p.text for p in document.paragraphs][:4] == [
        "某市2024年度服务情况报告",
        "某市指挥中心",
        "(2025年2月12日)",
        "为公布情况,现发布如下:",
    ]


def test_markdown_headings_in_plain_text() -> None:
    document = read("# 某市报告\n\n## 一、总体\n\n### (一) 受理\n\n## （二）办理\n\n## 附录\n")
    assert document.metadata["title"] == "某市报告"
    assert headings(document) == [(1, "一、总体"), (2, "(一) 受理"), (2, "（二）办理"), (1, "附录")]


def test_dotted_contents_are_marked() -> None:
    document = read("目录\n一、总体情况........1\n二、办理情况………………3\n\n一、总体情况\n平稳。\n")
    assert headings(document) == [(1, "一、总体情况")]
    assert [p.role for p in document.paragraphs].count("contents") == 2


def test_unseen_characters_disappear_and_places_stay_right() -> None:
    document = read("\ufeff一、受\u200b理\n共\u200b受理12件。\n")
    assert document.paragraphs[1].text == "共受理12件。"
    assert document.paragraphs[1].passage.place(3, 5).span == (4, 6)


def test_latin_lines_break_between_numbers_never_within_one() -> None:
    wide = "the number of requests that were put aside for want of an answer was 94"
    (told,) = prose(read(f"By the end of the year {wide}\n2023 requests had been closed.\n"))
    assert told.endswith("was 94 2023 requests had been closed.")


def test_a_blank_line_parts_paragraphs_of_latin_text() -> None:
    wide = "Calls answered in the first half of the year came to £877.6m, as much as before"
    assert prose(read(f"Calls\n\n{wide}\n\nLetters were 4,832, none of them late\n")) == [
        wide,
        "Letters were 4,832, none of them late",
    ]


def test_a_name_that_ends_in_its_period_is_no_line_of_a_paragraph() -> None:
    title, first = (
        "某市规模以上工业企业主要指标（2024年1—5月）",
        "5月份，全市企业完成产值29917万元。",
    )
    cells = "\n".join(["行业", "产值", "甲", "120", "乙", "130", "丙", "140", "合计", "390"])
    assert title in [p.text for p in read(f"{title}\n\n{first}\n\n{cells}\n").paragraphs]


def test_a_short_line_that_ends_in_a_number_has_said_all() -> None:
    lines = [
        "人均收入43972元，增长4.0%",
        "农村人均收入21822元，增长7.8%",
        "比上年提高",
        "0.2个百分点",
    ]
    assert prose(read("\n".join(["快报", *lines])))[:2] == lines[:2]
    assert prose(read("全年受理诉求9000件，办结8000件\n，办结率88.9%。"))[0].endswith("88.9%。")
