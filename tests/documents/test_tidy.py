"""Tidy data: recognised by its columns, checked row by row, read like a disclosure's table."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.checks.engagement import engage
from gouji.checks.finding import Result
from gouji.documents.document import Document, DocumentError
from gouji.documents.files.limits import Limits
from gouji.documents.opening import open_document
from gouji.documents.tidy import CHANGE, PERIOD, VALUE, WHOLE, canonical
from gouji.rules.settings import Settings

HEADER = ["指标", "数值", "单位", "时期", "发布单位", "范围", "同比"]
ROWS = [
    ["诉求总量", "1,320", "件", "2024", "云禾市", "", "↑16.39%"],
    ["电话", "1248", "件", "2024", "云禾市", "", ""],
    ["互联网", "44", "件", "2024", "云禾市", "", ""],
    ["诉求总量", "1100", "件", "2024", "云禾市", "群众诉求", ""],
    ["在线解答率", "40.80%", "", "2024", "云禾市", "", ""],
]


def written(path: Path, rows: list[list[str]], header: list[str] = HEADER) -> Path:
    """One figure a row, in the form that the suffix names."""
    match path.suffix:
        case ".csv":
            lines = [",".join(f'"{field}"' for field in row) for row in [header, *rows]]
            path.write_text("\n".join(lines), "utf-8")
        case ".json":
            listed = [dict(zip(header, row, strict=True)) for row in rows]
            path.write_text(json.dumps(listed, ensure_ascii=False), "utf-8")
        case ".xlsx":
            library = pytest.importorskip("openpyxl")
            book = library.Workbook()
            for row in [header, *rows]:
                book.active.append(row)
            book.save(path)
        case ".parquet":
            arrow = pytest.importorskip("pyarrow", reason="the extra gouji[parquet] is missing")
            parquet = pytest.importorskip("pyarrow.parquet")
            columns = {name: [row[n] for row in rows] for n, name in enumerate(header)}
            parquet.write_table(arrow.table(columns), path)
    return path


def audited(path: Path) -> Result:
    return engage(Settings(), [path]).perform(date(2025, 1, 1)).result


def cells(document: Document) -> dict[str, tuple[int, int]]:
    return {c.text: (c.row, c.column) for c in document.tables[0].cells}


@pytest.mark.parametrize("suffix", [".csv", ".json", ".xlsx", ".parquet"])
def test_every_form_is_read_alike(suffix: str, tmp_path: Path) -> None:
    path = written(tmp_path / f"figures{suffix}", ROWS)
    document = open_document(path)
    assert document.format == "tidy"
    assert document.metadata == {"issuer": "云禾市", "period": "2024"}
    at = cells(document)
    assert at["1,320 (↑16.39%)"] == (2, 2)
    assert at[WHOLE] == (2, 1)
    assert at["1100"] == (3, 2)
    assert at["电话(件)"] == (1, 3)
    result = audited(path)
    (finding,) = [f for f in result.findings if f.rule == "requests-by-channel"]
    assert {o.figure.text for o in finding.operands} == {"1,320", "1248", "44"}
    assert result.documents[0].issuer == "云禾市"


@pytest.mark.parametrize(
    ("suffix", "place"),
    [
        (".csv", "f.csv:3"),
        (".json", "f.json#2"),
        (".xlsx", "Sheet!B3"),
        (".parquet", "f.parquet#2"),
    ],
)
def test_every_figure_says_its_row(suffix: str, place: str, tmp_path: Path) -> None:
    document = open_document(written(tmp_path / f"f{suffix}", ROWS))
    assert place in {c.reference for c in document.tables[0].cells if c.text == "1248"}


def test_years_stand_side_by_side(tmp_path: Path) -> None:
    before = ["诉求总量", "1200", "件", "2023年", "云禾市", "", ""]
    path = written(tmp_path / "f.csv", [*ROWS, before])
    document = open_document(path)
    assert document.metadata["period"] == "2024"
    (wide,) = [c for c in document.tables[0].cells if c.text == "诉求总量(件)"]
    assert wide.colspan == 2
    texts = {o.figure.text for f in audited(path).findings for o in f.operands}
    assert {"1,320", "1200"} <= texts


def test_issuers_and_months_stand_before_the_scope(tmp_path: Path) -> None:
    rows = [
        ["诉求总量", str(number), "件", month, city, "", ""]
        for number, (city, month) in enumerate(
            [("甲市", "2024-05"), ("甲市", "2024年6月"), ("乙市", "2024/5")], start=100
        )
    ]
    document = open_document(written(tmp_path / "f.csv", rows))
    labels = [c.text for c in document.tables[0].cells if c.row == 3]
    assert labels == ["甲市", "2024-06", WHOLE, "101"]
    assert "issuer" not in document.metadata
    assert not audited(tmp_path / "f.csv").findings


def test_what_holds_for_scopes_is_not_guessed(tmp_path: Path) -> None:
    """Nobody said that the scopes make up the whole."""
    assert "total-row" not in {f.rule for f in audited(written(tmp_path / "f.csv", ROWS)).findings}


def test_columns_by_other_names_are_a_table_like_any_other(tmp_path: Path) -> None:
    header = ["code", "n", "unit_name", "yr", "org", "grp", "yoy"]
    path = written(tmp_path / "f.csv", [*ROWS[:3], ROWS[4]], header)
    assert open_document(path).format == "csv"


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        (0, "", "指标"),
        (1, "n/a", "数值 “n/a” 不是数"),
        (3, "昨天", "时期 “昨天” 不是时期"),
        (6, "-8.77", "同比 “-8.77” 写成 ↓8.77%"),
        (5, "长" * 300, "范围"),
    ],
)
def test_a_wrong_value_is_named(column: int, value: str, says: str, tmp_path: Path) -> None:
    wrong = [*ROWS[1]]
    wrong[column] = value
    path = written(tmp_path / "f.csv", [ROWS[0], wrong])
    with pytest.raises(DocumentError, match=r"f\.csv:3") as told:
        open_document(path)
    assert says in told.value.reason.zh


def test_a_row_that_comes_twice_is_named_once(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="重复") as told:
        open_document(written(tmp_path / "f.csv", [*ROWS, ROWS[1]]))
    assert told.value.reason.zh.count("f.csv:7") == 1
    assert "f.csv:3" not in told.value.reason.zh


def test_few_of_many_wrong_rows_are_told(tmp_path: Path) -> None:
    rows = [[f"指标{n}", "many", "件", "2024", "", "", ""] for n in range(50)]
    with pytest.raises(DocumentError, match="另有 45 处"):
        open_document(written(tmp_path / "f.csv", rows))


def test_limits_hold(tmp_path: Path) -> None:
    for suffix in (".csv", ".json", ".xlsx", ".parquet"):
        path = written(tmp_path / f"f{suffix}", ROWS)
        with pytest.raises(DocumentError, match="表格行数"):
            open_document(path, Limits(rows=2))


def test_parquet_whose_words_are_no_text_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "f.parquet", [["hotline", "12", "x", "2024", "", "", ""]])
    path.write_bytes(path.read_bytes().replace(b"hotline", b"hot\xff\xfe\xfdne"))
    with pytest.raises(DocumentError, match="已损坏"):
        open_document(path)


def test_json_keeps_the_digits_that_are_written(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    path.write_text('{"figures": [{"indicator": "满意率", "value": 93.70, "unit": "%"}]}')
    assert "93.70" in cells(open_document(path))


@pytest.mark.parametrize(
    "text",
    ['[{"indicator": "a", "value": NaN}]', "[" * 100_000, '[{"indicator": "a"', '{"a": [1]}'],
)
def test_broken_json_is_an_error_or_text(text: str, tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    path.write_text(text)
    try:
        assert open_document(path).format == "text"
    except DocumentError as error:
        assert "JSON" in error.reason.zh


def test_other_tables_stay_what_they_are(tmp_path: Path) -> None:
    path = written(tmp_path / "f.csv", [["东区", "1", "2"]], ["县区", "数值", "单位"])
    assert open_document(path).format == "csv"


@given(st.integers(0, 10**9), st.integers(0, 3), st.sampled_from(["", "%", "万", "亿"]))
def test_numbers_pass_however_they_are_written(number: int, places: int, tail: str) -> None:
    value = Decimal(number).scaleb(-places)
    assert VALUE.fullmatch(f"{value:,}{tail}")
    assert VALUE.fullmatch(f"{value:f}{tail}")


@given(st.text(alphabet="0123456789.,%-+eE↑↓万 ", max_size=40))
def test_patterns_take_no_time(text: str) -> None:
    for pattern in (VALUE, CHANGE, PERIOD):
        pattern.fullmatch(text * 50)


@pytest.mark.parametrize(
    ("written_as", "name"),
    [
        ("2024年", "2024"),
        ("2024年度", "2024"),
        ("2024-5", "2024-05"),
        ("2024年12月", "2024-12"),
        ("2024-Q2", "2024-Q2"),
        ("2024年第三季度", "2024-Q3"),
        ("2024年上半年", "2024-H1"),
        ("2024-H2", "2024-H2"),
    ],
)
def test_periods_have_one_name(written_as: str, name: str) -> None:
    assert PERIOD.fullmatch(written_as)
    assert canonical(written_as) == name
