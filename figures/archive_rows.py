"""Figures as rows of the archive and back: exact, so that a figure archived is the figure read.

Numbers are stored as text, for a printed ``0.50`` says more than 0.5; an interval as its two ends.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from gouji.documents.document import Place
from gouji.figures.figure import Change, Figure, Numeral
from gouji.figures.interval import Interval

COLUMNS: Final[Mapping[str, str]] = {
    "number": "INTEGER",
    "text": "VARCHAR",
    "value": "VARCHAR",
    "step": "VARCHAR",
    "hedge": "VARCHAR",
    "scale": "BIGINT",
    "interval": "VARCHAR",
    "unit": "VARCHAR",
    "quantity": "VARCHAR",
    "indicator": "VARCHAR",
    "period": "VARCHAR",
    "scope": "VARCHAR",
    "row_path": "VARCHAR",
    "column_path": "VARCHAR",
    "in_cell": "VARCHAR",
    "subject": "VARCHAR",
    "change": "VARCHAR",
    "place": "VARCHAR",
    "row_role": "VARCHAR",
    "column_role": "VARCHAR",
    "block": "INTEGER",
    "exact": "BOOLEAN",
    "bracketed": "BOOLEAN",
    "adds": "BOOLEAN",
    "confidence": "VARCHAR",
}
"""Column → its SQL type. Lists and parts are JSON."""

_PLAIN: Final = (
    *("number", "unit", "quantity", "indicator", "period", "in_cell"),
    *("row_role", "column_role", "block", "exact", "bracketed", "adds"),
)
_LISTS: Final = ("scope", "row_path", "column_path", "subject")
_PLACE: Final = tuple(f.name for f in fields(Place))


def as_row(figure: Figure) -> tuple[Any, ...]:
    """The values of ``COLUMNS`` for a figure."""
    numeral = figure.numeral
    row = {name: getattr(figure, name) for name in _PLAIN}
    row |= {name: json.dumps(getattr(figure, name), ensure_ascii=False) for name in _LISTS}
    row |= {
        "text": numeral.text,
        "value": str(numeral.value),
        "step": str(numeral.step),
        "hedge": numeral.hedge,
        "scale": numeral.scale,
        "interval": _interval_text(figure.interval),
        "change": _change_text(figure.change),
        "place": _place_text(figure.place),
        "confidence": None if figure.confidence is None else repr(figure.confidence),
    }
    return tuple(row[name] for name in COLUMNS)


def as_figure(values: Sequence[Any], document: str) -> Figure:
    """The figure of a row; KeyError, TypeError or ValueError where the row is none."""
    row = dict(zip(COLUMNS, values, strict=True))
    listed: dict[str, Any] = {name: tuple(json.loads(row[name])) for name in _LISTS}
    plain: dict[str, Any] = {name: row[name] for name in _PLAIN}
    return Figure(
        document=document,
        place=_place(json.loads(row["place"])),
        numeral=Numeral(
            row["text"], Decimal(row["value"]), Decimal(row["step"]), row["hedge"], row["scale"]
        ),
        interval=_interval(row["interval"]),
        change=_change(row["change"]),
        confidence=None if row["confidence"] is None else float(row["confidence"]),
        **plain,
        **listed,
    )


def _interval_text(interval: Interval) -> str:
    """``[575750, 575850)``."""
    low = "" if interval.low is None else str(interval.low)
    high = "" if interval.high is None else str(interval.high)
    return f"{'(' if interval.low_open else '['}{low},{high}{')' if interval.high_open else ']'}"


def _interval(text: str) -> Interval:
    low, high = text[1:-1].split(",")
    return Interval(
        Fraction(low) if low else None,
        Fraction(high) if high else None,
        text[0] == "(",
        text[-1] == ")",
    )


def _place_text(place: Place) -> str:
    return json.dumps({k: v for k, v in asdict(place).items() if v is not None})


def _place(parts: dict[str, Any]) -> Place:
    known = {name: parts[name] for name in _PLACE if name in parts}
    if "span" in known:
        known["span"] = tuple(known["span"])
    return Place(**known)


def _change_text(change: Change | None) -> str | None:
    if change is None:
        return None
    numeral = change.numeral
    parts = {
        "text": change.text,
        "kind": change.kind,
        "comparison": change.comparison,
        "numeral": [numeral.text, str(numeral.value), str(numeral.step), numeral.hedge],
        "scale": numeral.scale,
        "interval": None if change.interval is None else _interval_text(change.interval),
        "place": _place_text(change.place),
    }
    return json.dumps(parts, ensure_ascii=False)


def _change(text: str | None) -> Change | None:
    if text is None:
        return None
    parts = json.loads(text)
    printed, value, step, hedge = parts["numeral"]
    return Change(
        text=parts["text"],
        kind=parts["kind"],
        numeral=Numeral(printed, Decimal(value), Decimal(step), hedge, parts["scale"]),
        comparison=parts["comparison"],
        interval=None if parts["interval"] is None else _interval(parts["interval"]),
        place=_place(json.loads(parts["place"])),
    )
