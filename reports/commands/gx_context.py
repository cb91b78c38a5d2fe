"""A great-expectations context from an audit: suite, checkpoint and Data Docs in one folder.

The folder holds ``data/checks.csv`` (one row a decided check, with its equation and the printed
figures), a suite with one expectation per rule that was bound, a checkpoint that renders Data Docs,
and ``run.py``, which runs it and exits 1 where something does not tie. The expectations decide
every check anew from what is printed, so their verdicts are those of the audit.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from gouji.checks.audit import Audit
from gouji.checks.frames.recheck import COLUMNS, records
from gouji.reports.saying.templates import TEMPLATES
from gouji.reports.writing import put, told
from gouji.rules.rule import Rule

NAME = "gouji"
DATA = "data"
FILE = "checks.csv"
RUN = "run.py"
GX_SEVERITY = {"error": "critical", "warning": "warning", "note": "info"}


class MissingLibraryError(Exception):
    """great-expectations is not installed."""

    zh = "需要 great-expectations：pip install 'gouji[gx]'"
    en = "great-expectations is needed: pip install 'gouji[gx]'"


def write(audit: Audit, rules: Sequence[Rule], folder: Path) -> int:
    """Write the context; returns how many checks it holds. ``folder`` is made where it is not."""
    gx = _library()
    listed = list(records(audit.outcomes, audit.material))
    data, run = outputs(folder)
    bound = {record["rule"] for record in listed}
    with told(folder):
        data.parent.mkdir(parents=True, exist_ok=True)
        put(data, _table(listed))
        with contextlib.chdir(folder):  # the data's folder stays relative, so that all can be moved
            _context(gx, [rule for rule in rules if rule.id in bound])
        put(run, (TEMPLATES / "gx-run.txt").read_text("utf-8"))
    return len(listed)


def outputs(folder: Path) -> tuple[Path, Path]:
    """The files of ours that are written into ``folder``: the table of checks, and the script."""
    return folder / DATA / FILE, folder / RUN


def _table(listed: Iterable[Mapping[str, Any]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(listed)
    return text.getvalue()


def _library() -> Any:
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "False")
    try:
        gx = import_module("great_expectations")
        import_module("gouji.checks.frames.expectations")
    except ModuleNotFoundError as missing:
        raise MissingLibraryError from missing
    return gx


def _context(gx: Any, rules: Sequence[Rule]) -> None:
    context = gx.get_context(mode="file", project_root_dir=Path())
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_or_update_pandas_filesystem(NAME, base_directory=Path(DATA))
    batch = source.add_csv_asset(FILE.removesuffix(".csv")).add_batch_definition_path(NAME, FILE)
    suite = context.suites.add_or_update(gx.ExpectationSuite(NAME, [_expected(r) for r in rules]))
    definition = context.validation_definitions.add_or_update(
        gx.ValidationDefinition(name=NAME, data=batch, suite=suite)
    )
    docs = gx.checkpoint.UpdateDataDocsAction(name="data_docs")
    context.checkpoints.add_or_update(
        gx.Checkpoint(name=NAME, validation_definitions=[definition], actions=[docs])
    )


def _expected(rule: Rule) -> Any:
    expectations = import_module("gouji.checks.frames.expectations")
    return expectations.ExpectChecksToTieOut(
        row_condition=f'rule=="{rule.id}"',
        condition_parser="pandas",
        severity=GX_SEVERITY[rule.severity],
        notes=f"{rule.title}：{rule.because}",
        meta={"rule": rule.id, "equation": [e.text for e in rule.equations]},
    )
