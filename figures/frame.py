"""The figure frame: every figure of an audit as a row of a pandas DataFrame, under a schema.

The frame is what ``gouji figures`` prints and what other tools read. Values are exact Decimals in
the printed unit (49.17 for 49.17 %), so that the frame goes to Parquet and JSON as it is; an end
that is unbounded is None.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from gouji.figures.figure import CHANGE_UNITS, Figure
from gouji.figures.interval import Exact

if TYPE_CHECKING:
    from pandera.pandas import DataFrameSchema

COLUMNS: dict[str, tuple[str, str, str]] = {
    "document": ("str", "披露文件的路径", "path of the disclosure"),
    "number": ("int", "在该文件中的序号，从 1 起", "position in its document, from 1"),
    "label": ("str", "行标签与列标签的路径", "path of row and column labels"),
    "text": ("str", "原文", "as printed"),
    "value": ("decimal", "数值（万、亿已乘出）", "value, 万, 亿 multiplied out"),
    "low": ("decimal", "区间下端，空为无界", "lower end of what it stands for; empty if unbounded"),
    "high": ("decimal", "区间上端，空为无界", "upper end; empty if unbounded"),
    "unit": ("str", "单位", "unit"),
    "quantity": ("str", "数量的种类", "kind of quantity"),
    "hedge": ("str", "约、超、近等修饰", "hedge: about, over, under …"),
    "indicator": ("str", "指标的规范名，空为未识别", "canonical indicator, empty if unknown"),
    "scope": ("str", "范围，空为全部", "what it is about, if not all"),
    "period": ("str", "时期，空为文件自身的时期", "period; empty for the document's own"),
    "change": ("str", "变化的原文", "the change as printed"),
    "change_value": ("decimal", "变化的数值，降为负", "the change, negative for a fall"),
    "change_unit": ("str", "变化的单位", "unit of the change"),
    "subject": ("str", "所在标题", "headings and title above it"),
    "page": ("int?", "页", "page"),
    "line": ("int?", "行号", "source line"),
    "table": ("int?", "第几个表", "table, from 1"),
    "row": ("int?", "表中第几行", "row, from 1"),
    "column": ("int?", "表中第几列", "column, from 1"),
    "cell": ("str", "电子表格的单元格", "spreadsheet cell"),
    "paragraph": ("int?", "第几段（没有行的格式）", "paragraph, where a format has no lines"),
}  # fmt: skip
"""Column → kind of value, description in Chinese, in English."""
_KINDS: dict[str, Any] = {"int": "int64", "int?": "Int64", "str": object, "decimal": object}


def frame_of(figures: Iterable[Figure]) -> pd.DataFrame:
    """Build the figure frame; see ``COLUMNS`` for what each column holds."""
    frame = pd.DataFrame([_row(f) for f in figures], columns=list(COLUMNS), dtype=object)
    return frame.astype({name: _KINDS[kind] for name, (kind, _, _) in COLUMNS.items()})


def schema() -> DataFrameSchema:
    """The pandera schema of the frame; raises nothing by itself, ``validate`` does."""
    import pandera.pandas as pa  # noqa: PLC0415  # 0.7 s, and an audit does without

    columns = {
        name: pa.Column(
            _KINDS[kind],
            nullable=kind in ("int?", "decimal"),
            title=zh,
            description=en,
            checks=[pa.Check.gt(0)] if kind.startswith("int") else [],
        )
        for name, (kind, zh, en) in COLUMNS.items()
    }
    ordered = pa.Check(
        lambda frame: all(
            (low is None or low <= value) and (high is None or value <= high)
            for low, value, high in zip(frame["low"], frame["value"], frame["high"], strict=True)
        ),
        name="low ≤ value ≤ high",
        error="an interval does not hold its value",
    )
    return pa.DataFrameSchema(columns, checks=[ordered], strict=True, name="figures")


def _exact(end: Exact | None) -> Decimal | None:
    """A printed number has decimals only; of a third as many as Decimal keeps."""
    return None if end is None else Decimal(end.numerator) / end.denominator


def _row(figure: Figure) -> dict[str, object]:
    change = figure.change
    own = ("document", "number", "label", "text", "unit", "quantity", "period")
    placed = ("page", "line", "table", "row", "column", "paragraph")
    return {
        **{name: getattr(figure, name) for name in own},
        **{name: getattr(figure.place, name) for name in placed},
        "value": figure.numeral.value,
        "low": _exact(figure.interval.low),
        "high": _exact(figure.interval.high),
        "hedge": figure.numeral.hedge,
        "indicator": figure.indicator or "",
        "scope": " / ".join(figure.scope),
        "change": change.text if change else "",
        "change_value": change.numeral.value if change else None,
        "change_unit": CHANGE_UNITS.get(change.kind, "") if change else "",
        "subject": " / ".join(figure.subject),
        "cell": figure.place.cell or "",
    }
