"""The Python interface: a few names, a result that a notebook can show."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest

import gouji
from gouji.figures.frame import schema

EXAMPLES = Path(__file__).parents[1] / "examples"


def test_an_audit_is_shown_in_a_notebook_with_its_document() -> None:
    result = gouji.audit(EXAMPLES / "yunting-2024-annual.txt")
    page = result._repr_html_()
    assert result.findings
    assert page.startswith("<iframe srcdoc=")
    assert "<script" not in page  # it is escaped into the attribute
    assert all(f.id in page for f in result.findings)


def test_the_figure_frame_keeps_its_schema() -> None:
    frame = gouji.figure_frame(EXAMPLES)
    assert len(schema().validate(frame)) == sum(len(d.figures) for d in gouji.read(EXAMPLES)) > 100


def test_what_is_not_public_is_said_to_be_so() -> None:
    assert not hasattr(gouji, "no_such_name")
    assert set(gouji.__all__) == set(dir(gouji))


COLUMNS = {"渠道": ["电话", "网络", "合计"], "1月": [120, 44, 164], "2月": [118, 51, 196]}


def told(frame: object) -> list[str]:
    result = gouji.audit(frame)
    assert not result.unreadable
    return [finding.message.zh for finding in result.findings]


def test_a_frame_is_audited_as_the_table_that_it_is() -> None:
    """Of pandas with the labels in a column or in the index, of Polars, of Arrow."""
    frame = pd.DataFrame(COLUMNS)
    wrong = told(frame)
    assert wrong == ["2月：电话 118 + 网络 51 = 169，比合计 196 少 27"]
    assert told(frame.set_index("渠道")) == wrong
    polars = pytest.importorskip("polars")
    assert told(polars.DataFrame(COLUMNS)) == wrong
    assert told(polars.DataFrame(COLUMNS).to_arrow()) == wrong


def test_wide_parquet_is_audited_as_a_table(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    pd.DataFrame(COLUMNS).to_parquet(tmp_path / "wide.parquet")
    assert told(tmp_path / "wide.parquet") == told(pd.DataFrame(COLUMNS))


def test_the_figure_frame_goes_to_parquet_and_json(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    frame = gouji.figure_frame(EXAMPLES)
    frame.to_parquet(tmp_path / "figures.parquet")
    back = pd.read_parquet(tmp_path / "figures.parquet")
    assert back["low"].tolist() == frame["low"].tolist()
    assert len(pd.read_json(io.StringIO(frame.to_json()))) == len(frame)


def test_a_vocabulary_may_be_passed(tmp_path: Path) -> None:
    words = tmp_path / "words.yaml"
    words.write_text("indicators:\n  - {name: 苗圃数, aliases: [苗圃]}\n", "utf-8")
    frame = pd.DataFrame({"区": ["甲", "乙"], "苗圃": [3, 4]})
    assert set(gouji.figure_frame(frame, vocabulary=words)["indicator"]) == {"苗圃数"}
