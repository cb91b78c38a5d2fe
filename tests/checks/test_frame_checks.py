"""Equations as pandera checks: printed precision counts, by the column as row by row."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pandera.pandas as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gouji.checks import tie_out
from gouji.checks.equations.equation import compiled
from gouji.checks.equations.printed_columns import read_figure
from gouji.checks.equations.verdict import decide
from gouji.checks.frames.frame_checks import rows_that_tie
from gouji.rules.language import EquationError, parse

CHANNELS = "诉求总量 = 电话 + 互联网 + [承办转办]"


def channels(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype=object)


def test_rows_that_do_not_tie_are_named() -> None:
    frame = channels(
        诉求总量=["1438746", "575774"],
        电话=["1404566", "508474"],
        互联网=["19209", "38902"],
        承办转办=["14971", None],
    )
    with pytest.raises(pa.errors.SchemaErrors) as caught:
        pa.DataFrameSchema(checks=[tie_out(CHANNELS)]).validate(frame, lazy=True)
    assert set(caught.value.failure_cases["index"]) == {1}


@pytest.mark.parametrize(
    ("total", "ties"), [("57.58万", True), ("57.56万", False), (575774, True), (575775, False)]
)
def test_printed_precision_counts(total: object, ties: bool) -> None:
    frame = channels(诉求总量=[total], 电话=[508474], 互联网=[67300])
    assert rows_that_tie(frame, parse(CHANNELS)).tolist() == [ties]


@pytest.mark.parametrize("rate", ["49.17%", "49.2%", Decimal("0.4917"), 0.4917])
def test_rates_are_fractions_however_they_are_kept(rate: object) -> None:
    frame = channels(率=[rate], 部分=[283108], 总体=[575774])
    assert rows_that_tie(frame, parse("率 = 部分 / 总体")).tolist() == [True]


def test_silence_passes_or_fails_as_asked() -> None:
    frame = channels(诉求总量=["1320"], 电话=["1248"], 互联网=["—"])
    assert rows_that_tie(frame, parse(CHANNELS), "pass").tolist() == [True]
    assert rows_that_tie(frame, parse(CHANNELS), "fail").tolist() == [False]


def test_a_missing_column_is_named() -> None:
    with pytest.raises(KeyError, match="互联网"):
        rows_that_tie(channels(诉求总量=[1], 电话=[1]), parse(CHANNELS))


def test_an_equation_that_cannot_be_read_says_where() -> None:
    with pytest.raises(EquationError):
        tie_out("诉求总量 = = 电话")


EQUATIONS = [
    "a = b + c",
    "a = 2 * b - [c]",
    "a <= b <= c",
    "a = b / c",
    "a >= b + sum(@c)",
    "满意率 = a / b + c",
    "0 <= a <= 100%",
    "a = b + prior(c)",
]
PLAIN = st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,3})?%?", fullmatch=True)
ODD_PRINTS = (
    "—|57.58万|1,204|近120|12%%|1.2.3|5.|.5|１２|--3|120(↑20%)|30余|+4|3-4|2024年|0|-0|0.00%|"
)
ODD = st.sampled_from([*ODD_PRINTS.split("|"), *("7" * places for places in (15, 16, 40))])
WHOLE = st.one_of(st.integers(-50, 50), st.integers(-(2**62), 2**62))
COLUMNS = [
    (st.one_of(PLAIN, ODD, st.none()), object),
    (st.one_of(PLAIN, ODD), str),
    (WHOLE, "int64"),
    (st.one_of(WHOLE, st.none()), "Int64"),
    (st.integers(0, 200), "uint8"),
    (
        st.one_of(st.integers(-999, 999).map(lambda n: n / 100), st.floats(), st.just(2.0**60)),
        float,
    ),
    (st.decimals(-99, 99, places=2), object),
]


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, pd.DataFrame]:
    """An equation over small numbers, in columns of one kind of cell each."""
    equation, rows = draw(st.sampled_from(EQUATIONS)), draw(st.integers(0, 6))
    columns = {}
    for name in ("a", "b", "c", "满意率"):
        cells, kind = draw(st.sampled_from(COLUMNS))
        listed = draw(st.lists(cells, min_size=rows, max_size=rows))
        columns[name] = pd.Series(listed, dtype=kind)
    return equation, pd.DataFrame(columns)


def printed(value: object) -> str:
    """How a cell would be printed: the shortest decimal of a float."""
    if isinstance(value, float):
        return format(Decimal(repr(float(value))), "f")
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def alone(equation: str, row: dict[str, object]) -> str:
    """The verdict of the exact engine on one row."""
    comparison, figures = parse(equation), {}
    for key, slot in compiled(comparison).slots.items():
        value = row[slot.term.name]
        figure = None if pd.isna(value) else read_figure(printed(value), slot)
        if figure:
            figures[key] = figure
    rounded, cut = (
        decide(comparison, {key: (figure.interval(reading),) for key, figure in figures.items()})
        for reading in ("rounded", "truncated")
    )
    return "ties" if rounded == "breaks" and cut == "ties" else rounded


# cleared of its divisor, this equation has b, which is rounded, twice
TWICE = {"a": [0], "b": ["57.58万"], "c": ["6.00"], "满意率": ["5."]}


@settings(max_examples=400)
@given(tables())
@example(("满意率 = a / b + c", pd.DataFrame(TWICE)))
@example(("a = b + c", pd.DataFrame({"a": [2**-14], "b": [0], "c": [0], "满意率": [0]})))
@example(("a = b + c", pd.DataFrame({"a": [0.1 + 0.2], "b": [0.1], "c": [0.2], "满意率": [0]})))
def test_columns_give_what_the_exact_engine_gives(table: tuple[str, pd.DataFrame]) -> None:
    equation, frame = table
    rows = ({name: column.iloc[at] for name, column in frame.items()} for at in range(len(frame)))
    expected = [alone(equation, row) for row in rows]
    for silence, good in (("fail", ("ties",)), ("pass", ("ties", "undecidable"))):
        ties = rows_that_tie(frame, parse(equation), silence)
        assert ties.tolist() == [verdict in good for verdict in expected]


@pytest.mark.parametrize("kind", ["int64[pyarrow]", "string[pyarrow]", "decimal"])
def test_arrow_columns_are_read_as_others_are(kind: str) -> None:
    pa_ = pytest.importorskip("pyarrow")
    dtype = pd.ArrowDtype(pa_.decimal128(9, 2)) if kind == "decimal" else kind
    cells = [["12", "5", "7"], ["12", "5", "8"]]
    frame = pd.DataFrame(cells, columns=["a", "b", "c"], dtype="string").astype(dtype)
    assert rows_that_tie(frame, parse("a = b + c")).tolist() == [True, False]


def test_sums_that_leave_int64_are_still_right() -> None:
    """10⁸ · 2⁵⁶ is a multiple of 2⁶⁴, so that int64 would find zero."""
    frame = pd.DataFrame({"a": [0, 0], "b": [2**56, 0]})
    assert rows_that_tie(frame, parse("a = 100000000 * b")).tolist() == [False, True]
