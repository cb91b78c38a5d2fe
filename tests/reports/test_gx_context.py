"""The exported great-expectations context gives verdict for verdict what the audit gives."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from html import unescape
from importlib.util import find_spec
from pathlib import Path

import pytest

from gouji.checks.audit import Audit, Terms, audit_files
from gouji.checks.frames.recheck import records, ties_again
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def audited() -> Audit:
    done, _ = audit_files([EXAMPLES], Terms(pack.load(), Meaning(vocabulary.load())))
    return done


def test_every_check_decided_anew_gives_its_own_verdict(audited: Audit) -> None:
    listed = list(records(audited.outcomes, audited.material))
    assert len(listed) == sum(o.verdict != "undecidable" for o in audited.outcomes) > 50
    for record in listed:
        again = ties_again(record["whole"], record["equation"], record["terms"])
        assert again == record["verdict"].startswith("ties"), record


@pytest.mark.skipif(find_spec("great_expectations") is None, reason="needs gouji[gx]")
def test_a_context_runs_wherever_it_is_moved_and_agrees_with_the_audit(
    audited: Audit, tmp_path: Path
) -> None:
    script = (
        "import sys, pathlib\n"
        "from gouji.checks.audit import Terms, audit_files\n"
        "from gouji.figures.meaning import Meaning\n"
        "from gouji.reports.commands.gx_context import write\n"
        "from gouji.rules import pack, vocabulary\n"
        "rules = pack.load()\n"
        "meaning = Meaning(vocabulary.load())\n"
        f"done, _ = audit_files([pathlib.Path({str(EXAMPLES)!r})], Terms(rules, meaning))\n"
        "write(done, rules, pathlib.Path('made'))\n"
    )
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore", "PYTHONUTF8": "1"}
    run = [sys.executable, "-c", script]
    subprocess.run(run, cwd=tmp_path, env=quiet, check=True, capture_output=True, timeout=120)
    moved = (tmp_path / "made").rename(tmp_path / "moved")
    done = subprocess.run(
        [sys.executable, moved / "run.py"],
        cwd=tmp_path, env=quiet, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    with (moved / "data" / "checks.csv").open(encoding="utf-8", newline="") as file:
        broken = [row for row in csv.DictReader(file) if not row["verdict"].startswith("ties")]
    said = dict(line.split()[:2] for line in done.stdout.splitlines()[:-1])
    counted: dict[str, int] = {}
    for row in broken:
        counted[row["rule"]] = counted.get(row["rule"], 0) + 1
    assert done.returncode == (1 if broken else 0), done.stderr
    assert {rule: int(count) for rule, count in said.items()} == counted
    (page,) = moved.rglob("data_docs/**/validations/**/*.html")
    printed = unescape(page.read_text("utf-8"))
    for row in broken:
        assert row["said"].removeprefix("'") in printed
        assert row["place"] in printed
    assert '"text":' not in printed
    assert all(rule.title in printed for rule in pack.load() if rule.id in counted)


@pytest.mark.skipif(find_spec("great_expectations") is None, reason="needs gouji[gx]")
@pytest.mark.filterwarnings("ignore")
def test_data_docs_take_nothing_of_a_document_for_markup() -> None:
    from great_expectations.core import ExpectationValidationResult  # noqa: PLC0415
    from great_expectations.render.view import DefaultJinjaComponentView  # noqa: PLC0415

    from gouji.checks.frames.expectations import ExpectChecksToTieOut  # noqa: PLC0415

    row = {"document": "a.md", "place": "", "label": "<script>alert(1)</script>", "said": "1 ≠ 2"}
    result = ExpectationValidationResult(
        success=False,
        expectation_config=ExpectChecksToTieOut(meta={"title": "合计"}).configuration,
        result={"partial_unexpected_list": [row]},
    )
    (table,) = ExpectChecksToTieOut._diagnostic_unexpected_table_renderer(result=result)
    page = DefaultJinjaComponentView().render({"content_block": table.to_json_dict()})
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "&amp;lt;" not in page
