"""Equations as great-expectations expectations: over the columns of a row, and over cells.

Importing this module registers them (and takes some seconds: great-expectations is large).

    ExpectRowsToTieOut(column_list=["总量", "电话", "网络"], equation="总量 = 电话 + 网络")
    ExpectChecksToTieOut()  # over the checks.csv that ``gouji export gx`` writes
"""

from __future__ import annotations

import os
from html import escape
from typing import Any, ClassVar

import pandas as pd

os.environ.setdefault("GX_ANALYTICS_ENABLED", "False")  # read when it is imported

# ruff: noqa: N805
from great_expectations.execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider import (
    MulticolumnMapMetricProvider,
    multicolumn_condition_partial,
)
from great_expectations.render import LegacyDiagnosticRendererType, RenderedTableContent
from great_expectations.render.renderer.renderer import renderer

from gouji.checks.frames.frame_checks import rows_that_tie
from gouji.checks.frames.recheck import ties_again
from gouji.rules.language import parse

ROW_METRIC = "multicolumn_values.tie_out"
CHECK_METRIC = "multicolumn_values.checks_tie_out"
TOLD = ("document", "place", "label", "said")
"""Of a recorded check, what people read: its file, place and label, and what it says."""


class RowsTieOut(MulticolumnMapMetricProvider):
    """Whether each row's equation ties; rows with missing figures are not held against it."""

    condition_metric_name = ROW_METRIC
    condition_domain_keys = ("batch_id", "table", "column_list", "row_condition",
                             "condition_parser", "ignore_row_if")  # fmt: skip
    condition_value_keys = ("equation",)

    @multicolumn_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column_list: pd.DataFrame, equation: str, **_: Any) -> pd.Series:
        return rows_that_tie(column_list, parse(equation))


class ChecksTieOut(MulticolumnMapMetricProvider):
    """Whether each recorded check ties when decided anew."""

    condition_metric_name = CHECK_METRIC
    condition_domain_keys = RowsTieOut.condition_domain_keys
    condition_value_keys = ()

    @multicolumn_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column_list: pd.DataFrame, **_: Any) -> pd.Series:
        rows = zip(
            *(column_list[c].fillna("") for c in ("whole", "equation", "terms")), strict=True
        )
        return pd.Series([ties_again(*row) for row in rows], index=column_list.index)


class ExpectRowsToTieOut(MulticolumnMapExpectation):
    """Expect an equation over the columns of a table to tie in every row, at printed precision."""

    equation: str
    ignore_row_if: str = "never"
    map_metric: ClassVar[str] = ROW_METRIC
    success_keys: ClassVar[tuple[str, ...]] = ("equation", "mostly")
    args_keys: ClassVar[tuple[str, ...]] = ("column_list", "equation")


class ExpectChecksToTieOut(MulticolumnMapExpectation):
    """Expect every check recorded by ``gouji export gx`` to tie.

    Its ``description`` is what Data Docs print of the rule; its ``meta`` names the columns of what
    does not tie.
    """

    column_list: list[str] = [*TOLD, "whole", "equation", "terms"]  # noqa: RUF012  # a pydantic field
    ignore_row_if: str = "never"
    map_metric: ClassVar[str] = CHECK_METRIC
    success_keys: ClassVar[tuple[str, ...]] = ("mostly",)
    args_keys: ClassVar[tuple[str, ...]] = ("column_list",)

    @classmethod
    @renderer(renderer_type=LegacyDiagnosticRendererType.UNEXPECTED_TABLE)
    def _diagnostic_unexpected_table_renderer(
        cls, configuration: Any = None, result: Any = None, runtime_configuration: Any = None
    ) -> list[RenderedTableContent] | None:
        """What does not tie, a row a check; Data Docs print cells as they are, so as HTML."""
        rows = [
            [escape(str(row[name] or "")) for name in TOLD]
            for row in result.result.get("partial_unexpected_list", ())
        ]
        if not rows:
            return None
        return [
            RenderedTableContent(
                content_block_type="table",
                header_row=(result.expectation_config.meta or {}).get("columns", [*TOLD]),
                table=rows,
                styling={"body": {"classes": ["table-bordered", "table-sm", "mt-3"]}},
            )
        ]
