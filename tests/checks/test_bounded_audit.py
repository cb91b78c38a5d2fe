"""Inputs with more figures, or more breaks, than can be looked at: told, counted, never endless."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gouji.checks.audit import Audit, Terms, audit, audit_files
from gouji.checks.binding import bind
from gouji.checks.engagement import rules_of
from gouji.checks.equations.settling import settle
from gouji.checks.material import Material
from gouji.checks.repairs.diagnosis import diagnose
from gouji.documents.files.deadline import Deadline
from gouji.documents.files.limits import Limits
from gouji.documents.opening import open_document
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import vocabulary
from gouji.rules.settings import Settings

HEAD = "单位\t受理量\t电话\t互联网"
ROWS = 12


def audited(path: Path, limits: Limits) -> Audit:
    meaning = Meaning(vocabulary.load())
    return audit_files([path], Terms(rules_of(Settings()), meaning, limits))[0]


def broken_table(tmp_path: Path) -> Path:
    """Two rows print ten more of one part than there are."""
    rows = [f"第{n}局\t{1000 + n}\t{700 + n}\t{310 if n in (3, 7) else 300}" for n in range(ROWS)]
    whole = sum(1000 + n for n in range(ROWS))
    total = f"合计\t{whole}\t{sum(700 + n for n in range(ROWS))}\t{300 * ROWS}"
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


PROSE = "全年受理诉求500件，其中电话300件、网络100件。"


def test_what_there_is_no_time_to_read_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text(
        f"{PROSE}\n\n{PROSE}\n\n| 类别 | 受理量(件) |\n|---|---|\n| 咨询 | 3 |\n", "utf-8"
    )
    document, meaning = open_document(path), Meaning(vocabulary.load())
    late, told = read(document, meaning, Deadline.within(-1)), read(document, meaning)
    assert told.figures
    assert not told.unread
    assert not late.figures
    assert [part.reason.en.split(";")[0] for part in late.unread] == [
        "time was up: the numbers of 2 paragraphs were not read",
        "time was up: the numbers of 1 tables were not read",
    ]


def test_what_there_is_no_time_to_check_is_counted(tmp_path: Path) -> None:
    path, meaning = broken_table(tmp_path), Meaning(vocabulary.load())
    disclosure, rules = read(open_document(path), meaning), rules_of(Settings())
    late = audit([disclosure], rules, meaning, deadline=Deadline.within(-1)).result
    (document,) = late.documents
    assert not late.findings
    assert [part.reason.zh for part in document.unread] == [
        f"用时已到上限，{len(rules)} 条规则没有用上；可用 --max-seconds 提高上限"
    ]


def test_the_clock_leaves_repairs_and_evaluations_undone(tmp_path: Path) -> None:
    """Bound in time, then late: nothing is decided that was not evaluated."""
    path, meaning = broken_table(tmp_path), Meaning(vocabulary.load())
    material = Material.of([read(open_document(path), meaning)], meaning)
    checks, late = bind(rules_of(Settings()), material), Deadline.within(-1)
    hurried = replace(material, deadline=late)
    assert {o.verdict for o in settle(checks, hurried)} == {"undecidable"}
    assert late.left["checks"] == len(checks)
    outcomes = settle(checks, material)
    diagnosis = diagnose(outcomes, hurried)
    assert not any(cause.suggestions for cause in diagnosis.causes)
    assert sorted(at for cause in diagnosis.causes for at in cause.outcomes) == [
        at for at, outcome in enumerate(outcomes) if outcome.failed
    ]
    assert late.left["repairs"]
