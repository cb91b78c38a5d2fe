"""Inputs with more figures, or more breaks, than can be looked at: told, counted, never endless."""

from __future__ import annotations

from pathlib import Path

from gouji.checks.audit import Audit, audit_files
from gouji.checks.engagement import rules_of
from gouji.documents.files.limits import Limits
from gouji.figures.meaning import Meaning
from gouji.rules import vocabulary
from gouji.rules.settings import Settings

HEAD = "单位\t受理量\t电话\t互联网\t占比"
ROWS = 12


def audited(path: Path, limits: Limits) -> Audit:
    meaning = Meaning(vocabulary.load())
    return audit_files([path], rules_of(Settings()), meaning, limits)[0]


def broken_table(tmp_path: Path) -> Path:
    """Every row claims another share than it has, and one part more than its whole."""
    rows = [f"第{n}局\t{1000 + n}\t{700 + n}\t{300}\t{60 + n}.00%" for n in range(ROWS)]
    whole = sum(1000 + n for n in range(ROWS))
    total = f"合计\t{whole}\t{sum(700 + n for n in range(ROWS))}\t{300 * ROWS}\t100.00%"
    path = tmp_path / "table.txt"
    path.write_text("\n".join([HEAD, *rows, total]), encoding="utf-8")
    return path


def test_breaks_are_told_where_no_trial_is_left_for_their_repair(tmp_path: Path) -> None:
    path = broken_table(tmp_path)
    freely, hardly = audited(path, Limits()), audited(path, Limits(trials=1))
    (document,) = hardly.result.documents
    assert [o.verdict for o in hardly.outcomes] == [o.verdict for o in freely.outcomes]
    assert hardly.result.findings
    assert not freely.result.documents[0].unread
    assert any("--max-trials" in part.reason.en for part in document.unread)


def test_figures_beyond_the_limit_are_counted_and_not_checked(tmp_path: Path) -> None:
    path = broken_table(tmp_path)
    every = len(audited(path, Limits()).material.figures)
    some = audited(path, Limits(figures=10))
    (document,) = some.result.documents
    assert document.figures == 10
    assert [part.reason.en.split()[1] for part in document.unread] == [str(every - 10)]
    assert "--max-figures" in document.unread[0].reason.zh
