"""Answers go to the baseline and the waivers of the command line, and come out of them again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import gouji
from gouji.checks.finding import Finding
from gouji.cli import main
from gouji.desk.ticks import Ticks
from gouji.rules.problem import RuleError
from gouji.rules.settings import Settings, Waiver, load

TODAY = date(2026, 3, 1)


@pytest.fixture
def finding(tmp_path: Path, draft: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Finding:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(draft("89950"), "utf-8")
    return gouji.audit("a.md").findings[0]


def heard(*more: str) -> list[str]:
    """The ids that the command line still tells of."""
    command = ["audit", "a.md", "--format", "json", "--no-archive", *more]
    told = json.loads(CliRunner().invoke(main, command).stdout)
    return [f["id"] for f in told["findings"] if f["rule"] not in {"baseline", "waiver"}]


def test_what_is_ticked_the_command_line_knows(finding: Finding, tmp_path: Path) -> None:
    ticks = Ticks(Settings(), tmp_path)
    assert finding.id in heard()
    ticks.check(finding, TODAY)
    assert finding.id not in heard()
    ticks.reopen(finding)
    assert finding.id in heard()
    ticks.excuse(finding, "青岚市", Waiver("口径不同", author="李", expires=date(2099, 1, 1)))
    assert finding.id not in heard()
    (waiver,) = load(tmp_path / "gouji.toml").waivers
    assert (waiver.id, waiver.reason, waiver.author) == (finding.id, "口径不同", "李")
    ticks.reopen(finding)
    assert finding.id in heard()


def test_a_reason_replaces_a_tick(finding: Finding, tmp_path: Path) -> None:
    ticks = Ticks(Settings(), tmp_path)
    ticks.check(finding, TODAY)
    ticks.excuse(finding, "青岚市", Waiver("口径不同"))
    assert not (ticks.baseline() or pytest.fail()).known
    assert len(ticks.waivers()) == 1


@pytest.mark.parametrize("reason", ['a "quoted" \\ one', "two\nlines", "\x7f\x01", "# [[waivers]]"])
def test_any_reason_is_written_as_it_was_given(
    finding: Finding, tmp_path: Path, reason: str
) -> None:
    ticks = Ticks(Settings(), tmp_path)
    ticks.excuse(finding, "青岚市", Waiver(reason))
    assert [w.reason for w in ticks.waivers()] == [reason]
    ticks.reopen(finding)
    assert ticks.waivers() == ()


def test_an_issuer_that_nobody_knows_keeps_a_waiver_to_its_document(
    finding: Finding, tmp_path: Path
) -> None:
    ticks = Ticks(Settings(), tmp_path)
    ticks.excuse(finding, "", Waiver("口径不同"))
    assert [w.document for w in ticks.waivers()] == ["a.md"]
    for _ in range(2):
        ticks.follow("a.md", "b.md")
    assert [w.document for w in ticks.waivers()] == ["a.md", "b.md"]


def test_what_else_the_settings_say_stays(finding: Finding, tmp_path: Path) -> None:
    file = tmp_path / "gouji.toml"
    own = '# ours\nlang = "en"\n\n[[waivers]]\nid = "x"\nreason = "old"\n\n[limits]\nbytes = 9999\n'
    file.write_text(own, "utf-8")
    ticks = Ticks(load(file), tmp_path)
    ticks.excuse(finding, "青岚市", Waiver("口径不同"))
    assert [w.reason for w in ticks.waivers()] == ["old", "口径不同"]
    ticks.reopen(finding)
    assert file.read_text("utf-8") == own


def test_a_waiver_of_many_findings_is_left_to_its_author(finding: Finding, tmp_path: Path) -> None:
    file = tmp_path / "gouji.toml"
    file.write_text(
        f'[[waivers]]\nrule = "{finding.rule}"\ndocument = "a.md"\nreason = "all"\n', "utf-8"
    )
    with pytest.raises(RuleError, match="more than one finding"):
        Ticks(load(file), tmp_path).reopen(finding)


def test_waivers_in_one_line_are_not_spoilt(finding: Finding, tmp_path: Path) -> None:
    file = tmp_path / "gouji.toml"
    file.write_text('waivers = [{id = "x", reason = "old"}]\n', "utf-8")
    before = file.read_text("utf-8")
    with pytest.raises(RuleError, match="inline array"):
        Ticks(load(file), tmp_path).excuse(finding, "青岚市", Waiver("口径不同"))
    assert file.read_text("utf-8") == before
