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


@settings(deadline=None, max_examples=12)
@given(st.permutations(ROWS))
def test_the_same_findings_whatever_the_order_of_rows(rows: list[str]) -> None:
    assert findings(DRAFT.format(rows="\n".join(rows))) == findings(
        DRAFT.format(rows="\n".join(ROWS))
    )
