"""The figure frame for people and for tools: an aligned table, CSV, JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
from rich.table import Table

from gouji.checks.engagement import Engagement
from gouji.checks.why import unchecked
from gouji.documents.document import Unreadable
from gouji.figures.frame import frame_of
from gouji.reports.saying.lines import Line, as_text, line, printable
from gouji.reports.saying.phrases import say
from gouji.reports.saying.sheets import harmless
from gouji.texts.bilingual import Lang

PLAIN_WIDTH = 160
UNCHECKED = "unchecked"
"""A column of frames that hold only unchecked figures: the reason."""
_SHOWN = ("place", "label", "text", "unit", "interval", "change", "indicator", "scope")


def figures_of(
    engagement: Engagement, lang: Lang, *, of_all: bool
) -> tuple[pd.DataFrame, tuple[Unreadable, ...]]:
    """Read every figure that an engagement is about, and say what could not be read.

    Unless they are ``of_all``, audit and keep those that no decided check touched, with the reason.
    """
    if of_all:
        reading = engagement.read()
        return frame_of(f for d in reading.disclosures for f in d.figures), reading.failures
    audit, _ = engagement.audited()
    found = unchecked(audit)
    frame = frame_of([one.figure for one in found])
    frame[UNCHECKED] = [one.reason.say(lang) for one in found]
    return frame, audit.result.unreadable


def listed(frame: pd.DataFrame, form: str, lang: Lang, width: int | None = None) -> str:
    """Print the frame as ``table``, ``csv`` or ``json``."""
    if form == "json":
        rows = [{k: _plain(v) for k, v in row.items()} for row in frame.to_dict("records")]
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        exact = frame.map(_plain).map(lambda v: harmless(v) if isinstance(v, str) else v)
        return str(exact.to_csv(index=False, lineterminator="\n"))
    return _table(frame, lang, width)


def _table(frame: pd.DataFrame, lang: Lang, width: int | None) -> str:
    told: list[Line] = []
    for document, rows in frame.groupby("document", sort=False):
        grid = Table(title=printable(str(document)), title_justify="left", box=None, pad_edge=False)
        shown = [*_SHOWN, *([UNCHECKED] if UNCHECKED in rows else [])]
        for name in shown:
            grid.add_column(say(f"column-{name}", lang), overflow="fold")
        for row in rows.to_dict("records"):
            known = {**row, "place": _place(row, lang), "interval": _interval(row)}
            grid.add_row(*(line(known[name]) for name in shown))
        told += [grid, line(say("list-count", lang, n=len(rows))), line()]
    return as_text(told or [line(say("list-empty", lang))], width or PLAIN_WIDTH, color=False)


def _place(row: Mapping[Any, Any], lang: Lang) -> str:
    if not pd.isna(row["table"]):
        return f"{say('table', lang, n=row['table'])} {row['row']}.{row['column']}"
    known = (name for name in ("line", "paragraph") if not pd.isna(row[name]))
    return "".join(say(name, lang, n=row[name]) for name in known)


def _interval(row: Mapping[Any, Any]) -> str:
    low, high = row["low"], row["high"]
    if low == high:
        return str(_plain(low))
    return f"{'' if low is None else _plain(low)} … {'' if high is None else _plain(high)}"


def _plain(value: Any) -> Any:
    """Exact decimals as text or numbers without float artefacts; missing as None."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return None
    return value.item() if hasattr(value, "item") else value
