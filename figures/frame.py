"""The figure frame: every figure of an audit as a row of a pandas DataFrame, under a schema.

The frame is what ``gouji figures`` prints and what other tools read. Values are exact Decimals in
the printed unit (49.17 for 49.17 %), so that the frame goes to Parquet and JSON as it is; an end
that is unbounded is None.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from gouji.figures.figure import CHANGE_UNITS, Figure
from gouji.figures.interval import Exact
from gouji.texts.bilingual import loaded

if TYPE_CHECKING:
    from pandera.pandas import DataFrameSchema

COLUMNS: dict[str, dict[str, str]] = loaded(Path(__file__).with_suffix(".yaml"))
"""Column → ``kind`` of value, description in Chinese and in English."""
_KINDS: dict[str, Any] = {"int": "int64", "int?": "Int64", "str": object, "decimal": object}


def frame_of(figures: Iterable[Figure]) -> pd.DataFrame:
    """Build the figure frame; see ``COLUMNS`` for what each column holds."""
    frame = pd.DataFrame([_row(f) for f in figures], columns=list(COLUMNS), dtype=object)
    return frame.astype({name: _KINDS[of["kind"]] for name, of in COLUMNS.items()})


def schema() -> DataFrameSchema:
    """The pandera schema of the frame; raises nothing by itself, ``validate`` does."""
    import pandera.pandas as pa  # noqa: PLC0415  # 0.7 s, and an audit does without

    columns = {
        name: pa.Column(
            _KINDS[of["kind"]],
            nullable=of["kind"] in ("int?", "decimal"),
            title=of["zh"],
            description=of["en"],
            checks=[pa.Check.gt(0)] if of["kind"].startswith("int") else [],
        )
        for name, of in COLUMNS.items()
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
