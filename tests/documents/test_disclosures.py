"""The four real disclosures: tables counted and measured by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.documents import markdown
from gouji.documents.document import Document, Place
from gouji.documents.files.source import Source
from gouji.documents.opening import open_document

FOLDER = Path(__file__).parents[2].parent / "shared" / "disclosures"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real disclosures are not here")

SIZES = {
    "huaian-2023-annual": [
        *[(5, 8), (4, 6), (3, 9), (3, 10), (5, 8), (5, 8), (3, 6)],
        *[(4, 10), (4, 3), (7, 2), (8, 6), (25, 6), (6, 10)],
    ],
    "lianyungang-2020-analysis": [(10, 4)],
    "lianyungang-2020-annual": [(5, 5), (5, 6), (6, 6), (4, 6)],
    "suqian-2024-annual": [
        *[(6, 9), (3, 5), (4, 9), (4, 10), (6, 7), (6, 8), (4, 7)],
        *[(4, 7), (4, 10), (3, 3), (6, 9)],
    ],
}
TITLES = {
    "huaian-2023-annual": {10: "1.2023年承办12345诉求量TOP5", 11: "2.2023年诉求量TOP5类型"},
    "lianyungang-2020-analysis": {1: "表 1.环境污染诉求区域分布情况"},
    "lianyungang-2020-annual": {2: "1. 话务服务", 3: "3. 诉求办理"},
    "suqian-2024-annual": {1: "1. 诉求总量与办理", 8: "6.12345与110高效对接联动"},
}
HEADINGS = {
    "huaian-2023-annual": (6, 6, 0),
    "lianyungang-2020-analysis": (16, 3, 13),
    "lianyungang-2020-annual": (9, 3, 6),
    "suqian-2024-annual": (28, 3, 13),
}


def disclosure(name: str) -> Document:
    return open_document(FOLDER / f"{name}.txt")


@pytest.mark.parametrize("name", SIZES)
def test_every_table_is_found_in_its_size(name: str) -> None:
    assert [(t.rows, t.columns) for t in disclosure(name).tables] == SIZES[name]


@pytest.mark.parametrize("name", TITLES)
def test_titles(name: str) -> None:
    tables = {t.number: t for t in disclosure(name).tables}
    for number, title in TITLES[name].items():
        found = tables[number].title
        assert found is not None
        assert found.text == title


@pytest.mark.parametrize("name", HEADINGS)
def test_headings(name: str) -> None:
    levels = [p.level for p in disclosure(name).paragraphs if p.level]
    assert (len(levels), levels.count(1), levels.count(2)) == HEADINGS[name]


@pytest.mark.parametrize("name", SIZES)
def test_every_character_stands_where_its_place_says(name: str) -> None:
    lines = (FOLDER / f"{name}.txt").read_text().split("\n")
    document = disclosure(name)
    passages = [p.passage for p in document.paragraphs]
    passages += [c.passage for t in document.tables for c in t.cells]
    for passage in passages:
        for at, char in enumerate(passage.text):
            place = passage.place(at, at + 1, Place())
            assert place.line is not None
            assert place.span is not None
            assert lines[place.line - 1][slice(*place.span)] in {char, " ", "\t"}


def test_wrapped_running_text_is_joined() -> None:
    texts = [p.text for p in disclosure("lianyungang-2020-analysis").paragraphs if not p.role]
    assert all(t.endswith(("。", "：", "日")) for t in texts)
    texts = [p.text for p in disclosure("suqian-2024-annual").paragraphs if not p.role]
    assert all(t.endswith(("。", ":", ")", "中心")) for t in texts)


def test_markdown_in_a_text_file_reads_the_same() -> None:
    path = FOLDER / "lianyungang-2020-annual.txt"
    source = Source(path, path.read_bytes())
    assert open_document(path).blocks == markdown.read(source).blocks
