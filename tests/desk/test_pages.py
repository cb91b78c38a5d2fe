"""Every page of the desk is filled, in both languages, without a browser."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

pytest.importorskip("uvicorn", reason="the extra gouji[desk] is not installed")

from gouji.checks.engagement import engage
from gouji.desk.app import case_page, compared_page, page
from gouji.desk.cases import Case, Desk
from gouji.desk.ticks import Ticks
from gouji.rules.settings import Settings

TODAY = date(2025, 1, 1)
TABLE = """| 街道 | 受理 | 转办 |
| --- | --- | --- |
| 青石街道 | 3,412 | 2,871 |
| 白塔街道 | 1,985 | 1,604 |
| 柳浦街道 | 2,768 | 2,390 |
| 合计 | 8,165 | 6,685 |
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two finished cases of one draft, whose digits of 6,865 are swapped."""
    file = tmp_path / "街道.md"
    file.write_text(TABLE, "utf-8")
    engagement = engage(Settings(), (file,), ())
    made = Desk(engagement, Ticks(Settings(), tmp_path), cast("Any", None), tmp_path)
    first = Case(1, tmp_path, paths=(file,), state="done", audited=engagement.audited())
    second = Case(2, tmp_path, first, (file,), "done", audited=first.audited)
    made.cases = {1: first, 2: second}
    return made


@pytest.mark.parametrize(("lang", "said"), [("zh", "相邻两位数字颠倒"), ("en", "swapped")])
def test_pages_are_filled(desk: Desk, lang: Any, said: str) -> None:
    first, second = desk.cases.values()
    (finding,) = first.audited[0].result.findings if first.audited else ()
    told = case_page(desk, second, lang, "/x", TODAY)
    assert said in told and f'data-finding="{finding.id}"' in told
    assert finding.message.say(lang) in compared_page(desk, first, second, lang, "/x", TODAY)
    home = page("desk-home.html", lang, "/x", cases=[first, second], ticks=desk.ticks)
    assert "/x/case/2" in home
    assert case_page(desk, Case(3, Path()), lang, "/x", TODAY)
    assert page("desk-quit.html", lang, "/x")


def test_an_answer_is_told_on_the_page(desk: Desk) -> None:
    first = desk.cases[1]
    (finding,) = first.audited[0].result.findings if first.audited else ()
    desk.ticks.check(finding, TODAY)
    assert 'data-by="baseline"' in case_page(desk, first, "zh", "/x", TODAY)
