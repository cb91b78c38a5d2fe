"""``audit --explain``: the reasons add up to the certainty, and read in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import gouji
from gouji.checks.finding import Step
from gouji.checks.weighing.weighing import certainty_of
from gouji.cli import main
from gouji.reports.saying.phrases import PHRASES
from gouji.rules.bundled import weights

TABLE = """| 街道 | 受理 | 转办 | 回访 |
| --- | --- | --- | --- |
| 青石街道 | 3,412 | 2,871 | 2,644 |
| 白塔街道 | 1,985 | 1,604 | 1,533 |
| 柳浦街道 | 2,768 | 2,390 | 2,071 |
| 合计 | 8,165 | 6,685 | 6,248 |
"""
"""柳浦街道转办 2,390 and 合计 6,685: the parts make 6,865, two digits are swapped."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "街道.md"
    path.write_text(TABLE, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)


def test_the_steps_add_up_to_the_certainty(file: Path) -> None:
    (finding,) = gouji.audit(file).findings
    weight = finding.evidence[0].weight
    assert finding.certainty == pytest.approx(certainty_of(weight))
    steps = {step.by: step for step in weight}
    assert steps["ties"].n == 2 and steps["ties"].digits > 5
    assert steps["gap"].digits > 0  # swapped digits explain it


def test_a_family_lends_no_more_than_the_cap(file: Path) -> None:
    (finding,) = gouji.audit(file).findings
    names = [step.by for step in finding.evidence[0].weight]
    so_far = finding.evidence[0].weight[: names.index("cap") + 1]
    assert sum(step.digits for step in so_far) == pytest.approx(weights("breaks")["cap"])


def test_every_step_of_the_examples_has_its_words() -> None:
    examples = Path(__file__).parents[1] / "examples"
    found = gouji.audit(examples).findings
    told = {step.by for f in found for e in f.evidence for step in e.weight}
    assert {by for by in told if f"step-{by}" not in PHRASES} == {"gap"}
    assert all(f"step-{name}" in PHRASES for name in ("gap-slip", "gap-odd"))


def test_an_explanation_is_one_finding_on_one_screen_in_both_languages(file: Path) -> None:
    (finding,) = gouji.audit(file).findings
    zh, en = (run("audit", file, "--lang", lang, "--explain", finding.id) for lang in ("zh", "en"))
    assert zh.exit_code == en.exit_code == 1
    assert "同族 2 处相符" in zh.output and "差额像是一处常见笔误" in zh.output
    assert "2 of its family tie" in en.output and "one known slip" in en.output
    assert len(zh.output.splitlines()) <= 45


def test_other_readings_that_were_tried_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "flows.md"
    rows = ("| Item | 2023 | 2024 |", "| --- | --- | --- |", "| Fees | 812 | 954 |")
    rows = (*rows, "| Grants | 1,433 | 1,268 |", "| Refunds | (240) | (310) |")
    path.write_text("\n".join((*rows, "| Total | 2,005 | 1,921 |", "")), encoding="utf-8")
    (finding,) = gouji.audit(path).findings
    told = run("audit", path, "--lang", "en", "--explain", finding.id).output
    assert "other readings tried: (310) →" in told and "none ties" in told


def test_an_id_that_is_nearly_right_is_met_with_the_right_one(file: Path) -> None:
    (finding,) = gouji.audit(file).findings
    done = run("audit", file, "--lang", "en", "--explain", finding.id[:-2])
    assert done.exit_code == 2 and f"did you mean '{finding.id}'" in done.output


def test_json_and_html_carry_the_reasons(file: Path) -> None:
    (told,) = json.loads(run("audit", file, "--format", "json").output)["findings"]
    assert {"ties": 2, "tried": 8}.items() <= {
        step["by"]: step["n"] for step in told["evidence"][0]["weight"]
    }.items()
    page = run("audit", file, "--format", "html").output
    assert "为何可信" in page and "同族 2 处相符" in page


def test_nothing_weighed_has_certainty_by_the_toss_of_a_coin() -> None:
    assert certainty_of(()) == 0.5
    assert certainty_of((Step("prior", 2.0), Step("slip", -1.0))) == pytest.approx(10 / 11)
