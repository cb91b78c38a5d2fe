"""A great-expectations context from an audit: suite, checkpoint and Data Docs in one folder.

The folder holds ``data/checks.csv`` (one row a decided check, with its equation and the printed
figures), a suite with one expectation per rule that was bound, a checkpoint that renders Data Docs,
and ``run.py``, which runs it and exits 1 where something does not tie. The expectations decide
every check anew from what is printed, so their verdicts are those of the audit.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from gouji.checks.audit import Audit
from gouji.checks.frames.recheck import COLUMNS, records
from gouji.checks.telling.sentences import sentence
from gouji.documents.files.extras import require
from gouji.reports.saying.phrases import say
from gouji.reports.saying.sheets import check_rows, harmless
from gouji.reports.saying.templates import TEMPLATES
from gouji.reports.saying.working import in_words
from gouji.reports.writing import put, told
from gouji.rules.rule import Rule
from gouji.texts.bilingual import Lang

NAME = "gouji"
DATA = "data"
FILE = "checks.csv"
RUN = "run.py"
GX_SEVERITY = {"error": "critical", "warning": "warning", "note": "info"}
TOLD = ("place", "label", "said")
"""Columns for people, beside those that a check is decided anew from."""
SHOWN = ("column-document", "column-place", "column-label", "column-message")
MOST_SHOWN = 200
"""So many checks of a rule that do not tie are listed in Data Docs, the others counted."""


def write(audit: Audit, rules: Sequence[Rule], folder: Path, lang: Lang = "zh") -> int:
    """Write the context; returns how many checks it holds. ``folder`` is made where it is not.

    DocumentError where great-expectations is not installed.
    """
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "False")
    gx = require(folder, "great_expectations", "gx")
    listed = list(_listed(audit, lang))
    data, run = outputs(folder)
    bound = {record["rule"] for record in listed}
    with told(folder):
        data.parent.mkdir(parents=True, exist_ok=True)
        table = pd.DataFrame(listed, columns=[*COLUMNS, *TOLD])
        put(data, str(table.to_csv(index=False, lineterminator="\n")))
        with contextlib.chdir(folder):  # the data's folder stays relative, so that all can be moved
            _context(gx, [_expected(rule, lang) for rule in rules if rule.id in bound])
        put(run, (TEMPLATES / "gx-run.txt").read_text("utf-8"))
    return len(listed)


def outputs(folder: Path) -> tuple[Path, Path]:
    """The files of ours that are written into ``folder``: the table of checks, and the script."""
    return folder / DATA / FILE, folder / RUN


def _listed(audit: Audit, lang: Lang) -> Iterator[dict[str, str]]:
    """The records of all checks, each with its place, its label, and what it says."""
    decided = [outcome for outcome in audit.outcomes if outcome.verdict != "undecidable"]
    rows = check_rows(audit.decided(), lang)
    kept = records(decided, audit.material)
    for outcome, row, record in zip(decided, rows, kept, strict=True):
        told = sentence(outcome, audit.material).say(lang)
        said = row["column-working"] if outcome.ties else told
        shown = (row["column-place"], row["column-label"], said)
        yield record | {name: harmless(text) for name, text in zip(TOLD, shown, strict=True)}


def _context(gx: Any, expected: Sequence[Any]) -> None:
    context = gx.get_context(mode="file", project_root_dir=Path())
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_or_update_pandas_filesystem(NAME, base_directory=Path(DATA))
    batch = source.add_csv_asset(FILE.removesuffix(".csv")).add_batch_definition_path(NAME, FILE)
    suite = context.suites.add_or_update(gx.ExpectationSuite(NAME, [*expected]))
    definition = context.validation_definitions.add_or_update(
        gx.ValidationDefinition(name=NAME, data=batch, suite=suite)
    )
    docs = gx.checkpoint.UpdateDataDocsAction(name="data_docs")
    context.checkpoints.add_or_update(
        gx.Checkpoint(
            name=NAME,
            validation_definitions=[definition],
            actions=[docs],
            result_format={"result_format": "SUMMARY", "partial_unexpected_count": MOST_SHOWN},
        )
    )


def _expected(rule: Rule, lang: Lang) -> Any:
    expectations = import_module("gouji.checks.frames.expectations")
    equations = "; ".join(in_words(e.text, lang) for e in rule.equations)
    return expectations.ExpectChecksToTieOut(
        row_condition=f'rule=="{rule.id}"',
        condition_parser="pandas",
        severity=GX_SEVERITY[rule.severity],
        description=f"{rule.told('title', lang)} ({equations})",
        notes=rule.told("because", lang),
        meta={"rule": rule.id, "columns": [say(name, lang) for name in SHOWN]},
    )
