"""Paragraphs that begin with places tell of those places."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

TWO_COURTS = """各地法院年度数据

湖南高院报告，全省法院受理案件81.2万件，审结案件78.4万件。

湖北高院报告，全省法院受理案件{other}万件，审结案件70.1万件。
"""


@pytest.mark.parametrize(("places", "findings"), [(("湖南", "湖北"), 0), (("湖南", "湖南"), 1)])
def test_two_places_do_not_contradict_each_other(
    tmp_path: Path, places: tuple[str, str], findings: int
) -> None:
    text = TWO_COURTS.format(other="82.1").replace("湖北", places[1])
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert len(gouji.audit(tmp_path / "a.txt").findings) == findings


def test_farming_is_reckoned_at_constant_prices(tmp_path: Path) -> None:
    text = (
        "某县统计公报\n\n全年农林牧渔业总产值81.10亿元，增长3.9%。其中：农业产值45.36亿元，增长5.3%；"
        "林业产值5.04亿元，增长8.5%；牧业产值26.47亿元，增长1.2%；渔业产值4.24亿元，增长6.6%。\n"
    )
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert not gouji.audit(tmp_path / "a.txt").findings
    (tmp_path / "a.txt").write_text(
        text.replace("总产值", "总收入").replace("产值", "收入"), "utf-8"
    )
    assert gouji.audit(tmp_path / "a.txt").findings
