"""Equations as pandera checks: printed precision counts, row by row."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pandera.pandas as pa
import pytest

from gouji.checks import tie_out
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
