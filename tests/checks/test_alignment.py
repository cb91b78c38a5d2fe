"""Headers whose labels stand in order only: the figures say which stands over which column."""

from __future__ import annotations

from pathlib import Path

import gouji
from gouji.checks.finding import Result

HEADER = ["街道", "来电", "合计", "建议", "投诉"]
TOTALLED = [(14, 15, 29), (11, 22, 33), (16, 12, 28), (36, 12, 48)]


def audited(folder: Path, rows: list[tuple[int, int, int]], section: str = "") -> Result:
    """A table in two storeys, saved one cell a line; a word alone may name its last rows."""
    cells = [*HEADER]
    for name, row in zip(("东坪", "西坪", "中坪", "南坪"), rows, strict=True):
        cells += [section] * (name == "中坪" and bool(section))
        cells += [name, *map(str, row)]
    path = folder / "report.txt"
    path.write_text("各街道情况如下：\n" + "\n".join(cells) + "\n\n以上。\n", "utf-8")
    return gouji.audit(path)


def test_the_alignment_under_which_rows_tie_is_taken(tmp_path: Path) -> None:
    (document,) = audited(tmp_path, TOTALLED).documents
    assert (document.figures, document.ties) == (12, 4)
    assert not document.unread


def test_the_last_heading_is_no_word_that_names_rows_where_it_ties_as_a_heading(
    tmp_path: Path,
) -> None:
    (document,) = audited(tmp_path, TOTALLED, "北片").documents
    assert (document.figures, document.ties) == (12, 4)


def test_where_none_ties_no_column_is_named_and_that_is_said(tmp_path: Path) -> None:
    result = audited(tmp_path, [(14, 15, 70), (11, 22, 90), (16, 12, 85), (36, 12, 41)])
    (document,) = result.documents
    assert not result.findings
    assert [part.place.table for part in document.unread] == [1]
    assert "哪一栏" in document.unread[0].reason.zh
