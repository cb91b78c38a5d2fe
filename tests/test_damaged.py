"""Damaged files, and the same file in other spellings: no traceback, and no other finding."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.checks.audit import Audit, audit
from gouji.checks.engagement import rules_of
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.documents.markdown import read as read_markdown
from gouji.documents.opening import open_document
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import vocabulary
from gouji.rules.settings import Settings

ROOT = Path(__file__).parents[1]
KEPT = sorted((ROOT / "tests" / "damaged").iterdir())
MEANING, RULES = Meaning(vocabulary.load()), rules_of(Settings())
DRAFT = """\
# 云汀市12345热线2024年度情况

全年受理诉求3600件，其中电话3000件、占83.33%，网络500件，其他200件。

| 类别 | 受理量（件） | 办结量（件） | 办结率 |
| --- | --- | --- | --- |
{rows}
| 合计 | 3600 | 3500 | 97.22% |
"""
ROWS = ["| 咨询类 | 1400 | 1360 | 97.14% |", "| 求助类 | 1200 | 1180 | 93.33% |"]
ROWS += ["| 投诉类 | 900 | 860 | 95.56% |", "| 建议类 | 110 | 100 | 90.91% |"]
WIDE = str.maketrans("0123456789%.", "０１２３４５６７８９％．")
SPELLINGS = {
    "wide digits": lambda text: text.translate(WIDE),
    "narrow brackets": lambda text: text.replace("（", "(").replace("）", ")"),
    "thin spaces": lambda text: text.replace("件", "\u2009件"),
    "spaces of no width": lambda text: text.replace("件", "\u200b件"),
    "separators of lines": lambda text: text.replace("。", "。\u2028"),
    "other ends of lines": lambda text: text.replace("\n", "\r\n"),
}


def audited(text: str) -> Audit:
    document = read_markdown(Source(Path("draft.md"), text.encode(), Limits()))
    return audit([read(document, MEANING)], RULES, MEANING)


def findings(text: str) -> set[tuple[str, str]]:
    return {(f.id, f.severity) for f in audited(text).result.findings}


@pytest.mark.parametrize("path", KEPT, ids=lambda p: p.name)
def test_what_once_ended_in_a_traceback_is_audited(path: Path) -> None:
    assert audit([read(open_document(path), MEANING)], RULES, MEANING).result.documents


def test_freshly_damaged_files_are_read_or_refused() -> None:
    command = [sys.executable, ROOT / "benchmarks" / "fuzz.py", "--files", "60"]
    told = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_same_findings_however_it_is_typed(spelling: str) -> None:
    draft = DRAFT.format(rows="\n".join(ROWS))
    plain = findings(draft)
    assert plain
    assert findings(SPELLINGS[spelling](draft)) == plain


@settings(max_examples=12)
@given(st.permutations(ROWS))
def test_the_same_findings_whatever_the_order_of_rows(rows: list[str]) -> None:
    assert findings(DRAFT.format(rows="\n".join(rows))) == findings(
        DRAFT.format(rows="\n".join(ROWS))
    )


TOPICS = ("热水", "噪声", "停车", "公交")
COUNTS = ((310, 120, 190), (640, 401, 230), (275, 75, 200), (530, 330, 210))
SECTIONS = [
    f"{topic}方面，全年受理{topic}诉求{whole}件，其中电话{called}件，网络{wrote}件，无其他来源。\n\n"
    f"| {topic}类别 | {topic}受理量（件） |\n| --- | --- |\n"
    f"| {topic}咨询 | {called} |\n| {topic}投诉 | {wrote} |\n| {topic}建议 | {whole // 10} |\n"
    f"| 合计 | {called + wrote + whole // 10 + off} |\n"
    for off, topic, (whole, called, wrote) in zip((0, 9, 0, 0), TOPICS, COUNTS, strict=True)
]
ORDERS = settings(max_examples=8)


def _sections(order: list[str]) -> set[tuple[str, str]]:
    return findings("# 云汀市12345热线2024年度情况\n\n" + "\n".join(order))


@ORDERS
@given(st.permutations(SECTIONS))
def test_the_same_findings_whatever_the_order_of_sections(order: list[str]) -> None:
    plain = _sections(SECTIONS)
    assert len(plain) > 1
    assert _sections(order) == plain


PARAGRAPHS = [section.partition("\n")[0] for section in SECTIONS]


@ORDERS
@given(st.permutations(PARAGRAPHS))
def test_the_same_findings_whatever_the_order_of_paragraphs(order: list[str]) -> None:
    told = [
        findings("# 云汀市12345热线2024年度情况\n\n" + "\n\n".join(some))
        for some in (PARAGRAPHS, order)
    ]
    assert told[0]
    assert told[0] == told[1]


YEARS = {
    "2023": "全年受理诉求3600件，办结3500件。",
    "2024": "全年受理诉求3960件，同比增长20.00%，办结3900件。",
    "2025": "全年受理诉求4356件，同比增长10.00%，办结4300件。",
}


@ORDERS
@given(st.permutations(list(YEARS)))
def test_the_same_findings_whatever_the_order_of_files(order: list[str]) -> None:
    told = []
    for years in (list(YEARS), order):
        disclosures = []
        for year in years:
            text = f"# 云汀市12345热线{year}年度情况\n\n{YEARS[year]}"
            source = Source(Path(f"{year}.md"), text.encode(), Limits())
            disclosures.append(read(read_markdown(source), MEANING))
        result = audit(disclosures, RULES, MEANING).result
        told.append({(f.id, f.severity, f.document) for f in result.findings})
    assert told[0]
    assert told[0] == told[1]


@pytest.mark.parametrize("space", ["\u00a0", "\u2002", "\u3000"])
def test_columns_may_be_parted_by_spaces_of_any_kind(space: str) -> None:
    lines = ["类别   受理量   办结量", "咨询类   1400   1360", "求助类   1200   1180"]
    lines += ["投诉类   900   860", "合计   3590   3400"]
    told = [
        {
            (f.id, f.severity)
            for f in audited("\n".join(["云汀市2024年情况", "", *some])).result.findings
        }
        for some in (lines, [line.replace(" ", space) for line in lines])
    ]
    assert told[0]
    assert told[0] == told[1]
