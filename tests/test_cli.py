"""The command line as people and gates meet it."""

import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from gouji.cli import main
from gouji.rules import scaffold
from gouji.rules.pack import load

DRAFT = """\
# 某市12345热线2024年度服务情况

## 一、诉求受理

| 县区 | 诉求总量(件) | 电话(件) | 互联网(件) |
| --- | --- | --- | --- |
| 东区 | 1000 | 900 | 100 |
| 西区 | 200 | 150 | 50 |
| 合计 | {total} | 1050 | 150 |
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GOUJI_LANG", raising=False)
    (tmp_path / "broken.md").write_text(DRAFT.format(total=1300), "utf-8")
    (tmp_path / "sound.md").write_text(DRAFT.format(total=1200), "utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)


def audited(*arguments):
    ran = run("audit", "--format", "json", *arguments)
    return ran.exit_code, json.loads(ran.stdout)


def test_a_draft_that_ties_passes_and_one_that_breaks_fails(folder):
    assert run("audit", "sound.md").exit_code == 0
    ran = run("audit", "broken.md")
    assert ran.exit_code == 1
    assert "requests-by-channel" in ran.stdout


def test_of_a_zip_each_report_is_audited_and_the_one_that_is_named_marked(folder):
    with zipfile.ZipFile("reports.zip", "w") as archive:
        for name in ("broken.md", "sound.md"):
            archive.write(name)
    code, found = audited("reports.zip")
    assert code == 1
    assert [d["path"] for d in found["documents"]] == [
        "reports.zip/broken.md",
        "reports.zip/sound.md",
    ]
    ran = run("annotate", "reports.zip", "-o", "copy.html")
    assert (ran.exit_code, "reports.zip/broken.md" in ran.stderr) == (2, True)
    assert run("annotate", "reports.zip/broken.md", "-o", "copy.html").exit_code in (0, 1)
    assert "1300" in (folder / "copy.html").read_text("utf-8")


@pytest.mark.parametrize(("bar", "code"), [("error", 1), ("never", 0), ("note", 1)])
def test_fail_on_is_the_bar(folder, bar, code):
    assert run("audit", "broken.md", "--fail-on", bar).exit_code == code


def test_what_cannot_be_read_is_one_line_and_exit_2_and_the_rest_is_audited(folder):
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 no zip")
    ran = run("audit", "bad.docx", "broken.md")
    assert ran.exit_code == 2
    assert "requests-by-channel" in ran.stdout
    assert ran.stderr.count("\n") == 1
    assert ran.stderr.startswith("bad.docx: ")


def test_every_format_goes_to_its_output(folder):
    ran = run(
        *("audit", "broken.md", "--format", "text", "--format", "json", "--format", "markdown"),
        *("--output", "-", "--output", "a.json", "--output", "a.md"),
    )
    assert ran.exit_code == 1
    assert "requests-by-channel" in ran.stdout
    assert json.loads(Path("a.json").read_text("utf-8"))["summary"]["error"] == 1
    assert "各来源渠道之和等于诉求总量" in Path("a.md").read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "text", "--format", "json"],
        ["--format", "text", "--output", "a", "--output", "b"],
        ["--format", "xlsx"],
        ["--format", "yaml"],
        ["--jobs", "-1"],
        ["--max-bytes", "0"],
    ],
)
def test_usage_that_makes_no_sense_is_exit_2(folder, arguments):
    assert run("audit", "sound.md", *arguments).exit_code == 2


def test_no_paths_is_usage(folder):
    assert run("audit").exit_code == 2


def test_a_file_that_cannot_be_written_is_told(folder):
    ran = run("audit", "sound.md", "--output", "no/such/folder/x.txt")
    assert ran.exit_code == 2
    assert ran.stderr.count("\n") == 1


def test_a_limit_is_raised_and_lowered_by_its_option(folder):
    ran = run("audit", "sound.md", "--max-bytes", "10")
    assert ran.exit_code == 2
    assert "--max-bytes" in ran.stderr


def test_settings_are_found_and_the_command_line_goes_first(folder):
    (folder / "gouji.toml").write_text(
        'paths = ["broken.md"]\npacks = "structure"\nfail-on = "never"\nlang = "en"\n'
        "limits.bytes = 1000000\n",
        "utf-8",
    )
    ran = run("audit")
    assert ran.exit_code == 0
    assert "does not tie" in ran.stdout
    assert run("audit", "--fail-on", "error").exit_code == 1
    assert "不符" in run("audit", "--lang", "zh").stdout
    assert run("audit", "--max-bytes", "9").exit_code == 2


def test_excluded_files_are_left_out(folder):
    _, told = audited(folder, "--exclude", "broken.*")
    assert [Path(d["path"]).name for d in told["documents"]] == ["sound.md"]


def test_wrong_settings_are_told_line_by_line(folder):
    (folder / "gouji.toml").write_text('fail_on = "error"\nlang = "xx"\n', "utf-8")
    ran = run("audit", "sound.md")
    assert ran.exit_code == 2
    assert [line.partition(": ")[0] for line in ran.stderr.splitlines()] == [
        "gouji.toml:1",
        "gouji.toml:2",
    ]
    assert "fail-on" in ran.stderr
    assert run("audit", "sound.md", "--config", "none.toml").exit_code == 2


def test_errors_are_told_in_the_language_asked_for(folder):
    for lang, said in (("en", "did you mean 'hotline'?"), ("zh", "是否为“hotline”")):
        ran = run("audit", "sound.md", "--rules", "hotlin", "--lang", lang)
        assert ran.exit_code == 2
        assert said in ran.stderr
        assert ran.stderr.count("\n") == 1


PACK = """\
pack: ours
rules:
  - id: mine
    title: 合计
    equation: "{equation}"
    for-each: row
    severity: note
    because: 就是如此
    shape: {shape}
"""


@pytest.mark.parametrize(
    ("equation", "shape", "said"),
    [
        ("@a = = @b", "text", "方程无法解析"),
        ("@a = @b / (@c - @c)", "text", "方程无法计算"),
        ("@a = @b", "totl-row", "是否为“total-row”"),
    ],
)
def test_a_wrong_rule_is_told_and_never_a_traceback(folder, equation, shape, said):
    Path("ours.yaml").write_text(PACK.format(equation=equation, shape=shape), "utf-8")
    ran = run("audit", "sound.md", "--rules", "ours.yaml")
    assert ran.exit_code == 2
    assert said in ran.stderr
    assert ran.stderr.startswith("ours.yaml:")


@pytest.mark.parametrize("command", [("audit", "sound.md"), ("rules", "test"), ("rules", "lint")])
def test_a_name_that_means_nothing_is_refused_with_what_was_probably_meant(folder, command):
    text = PACK.replace("    shape: {shape}\n", "").format(equation="诉求总量 = 电话 + 互连网")
    Path("ours.yaml").write_text(text, "utf-8")
    ran = run(*command, "--rules", "ours.yaml")
    assert ran.exit_code == 2
    assert ran.stderr.startswith("ours.yaml:3: 未知的指标“互连网”；是否为“互联网”？")
    alias = Path("ours.yaml").read_text("utf-8").replace("互连网", "网络端")
    Path("ours.yaml").write_text(alias, "utf-8")
    assert "“网络端”是“互联网”的别名；请写“互联网”" in run(*command, "--rules", "ours.yaml").stderr


def test_a_pack_brings_the_words_that_its_rules_name(folder):
    words = "vocabulary:\n  indicators:\n    - {{name: 互连网, aliases: [网络端]}}\nrules:"
    text = PACK.replace("    shape: {shape}\n", "").replace("rules:", words)
    Path("ours.yaml").write_text(text.format(equation="诉求总量 = 电话 + 互连网"), "utf-8")
    assert "缺少例子" in run("rules", "lint", "--rules", "ours.yaml").stdout
    assert "互连网 = 网络端" in run("rules", "terms", "网络端", "--rules", "ours.yaml").stdout
    misfit = Path("ours.yaml").read_text("utf-8").replace("aliases", "alias")
    Path("ours.yaml").write_text(misfit, "utf-8")
    ran = run("audit", "sound.md", "--rules", "ours.yaml")
    assert ran.exit_code == 2
    assert ran.stderr.startswith("ours.yaml:4: 未知的键“alias”；是否为“aliases”？")


def test_severities_are_set_by_rule(folder):
    rules = ("--rules", "structure")
    Path("gouji.toml").write_text('[severities]\ntotal-row = "note"\n', "utf-8")
    code, told = audited("broken.md", *rules)
    assert code == 0
    assert {f["severity"] for f in told["findings"] if f["rule"] == "total-row"} == {"note"}
    Path("gouji.toml").write_text('[severities]\ntotal-row = "off"\n', "utf-8")
    assert not [f for f in audited("broken.md")[1]["findings"] if f["rule"] == "total-row"]
    Path("gouji.toml").write_text('[severities]\ntotal-rwo = "off"\n', "utf-8")
    ran = run("audit", "broken.md")
    assert ran.exit_code == 2
    assert "gouji.toml:2: " in ran.stderr
    assert "total-row" in ran.stderr


def test_severities_may_be_set_for_packs_that_are_not_loaded_this_time(folder):
    Path("gouji.toml").write_text('[severities]\nopenness-balance = "note"\n', "utf-8")
    assert run("audit", "sound.md", "--rules", "structure").exit_code == 0


def test_a_waived_finding_does_not_fail_and_its_reason_stays(folder):
    _, told = audited("broken.md")
    (broken,) = [f["id"] for f in told["findings"] if f["severity"] == "error"]
    Path("gouji.toml").write_text(
        f'[[waivers]]\nid = "{broken}"\nreason = "another basis"\nexpires = 2999-01-01\n', "utf-8"
    )
    for form in ("sarif", "html", "markdown", "junit"):
        ran = run("audit", "broken.md", "--format", form)
        assert ran.exit_code == 0
        assert "another basis" in ran.stdout


def test_unchecked_figures_are_listed_with_the_reason(folder):
    Path("alone.md").write_text("# 某市2024年情况\n\n开展培训35场次。\n", "utf-8")
    ran = run("figures", "alone.md", "--unchecked", "--format", "json", "--lang", "en")
    assert ran.exit_code == 0
    assert [(f["text"], bool(f["unchecked"])) for f in json.loads(ran.stdout)] == [("35", True)]
    assert "未核验的原因" in run("figures", "alone.md", "--unchecked").stdout
    assert json.loads(run("figures", "sound.md", "--unchecked", "--format", "json").stdout) == []


def test_figures_says_what_it_could_not_read(folder):
    ran = run("figures", "sound.md", "gone.md", "--format", "csv")
    assert ran.exit_code == 2
    assert ran.stdout.count("\n") == 10
    assert ran.stderr.startswith("gone.md: ")


def commands(group=main, names=()):
    yield names
    for name, inner in getattr(group, "commands", {}).items():
        yield from commands(inner, (*names, name))


@pytest.mark.parametrize("names", list(commands()), ids=" ".join)
def test_every_help_is_told_in_both_languages(names):
    context = click.Context(main)
    command = main
    for name in names:
        command = command.commands[name]
    options = [p for p in command.get_params(context) if isinstance(p, click.Option)]
    for told in [command.help, *(option.help for option in options)]:
        assert re.search(r"[\u4e00-\u9fff].* / .*[a-z]", told), told


def test_a_baseline_takes_what_is_known_and_tells_what_is_gone(folder):
    assert run("baseline", "create", "broken.md").exit_code == 0
    assert run("baseline", "create", "broken.md").exit_code == 2
    assert run("audit", "broken.md", "--baseline", "gouji-baseline.json").exit_code == 0
    Path("gouji.toml").write_text('baseline = "gouji-baseline.json"\n', "utf-8")
    assert run("audit", "broken.md").exit_code == 0

    Path("broken.md").write_text(DRAFT.format(total=1400), "utf-8")
    assert run("audit", "broken.md").exit_code == 1
    assert run("baseline", "prune", "broken.md").exit_code == 0
    assert run("audit", "broken.md").exit_code == 1
    assert run("baseline", "update", "broken.md").exit_code == 0
    assert run("audit", "broken.md").exit_code == 0

    Path("broken.md").write_text(DRAFT.format(total=1200), "utf-8")
    _, told = audited("broken.md")
    assert {f["rule"] for f in told["findings"]} == {"baseline"}
    assert run("audit", "sound.md", "--fail-on", "note").exit_code == 0
    assert run("baseline", "prune", "broken.md").exit_code == 0
    assert audited("broken.md")[1]["findings"] == []


def test_what_is_no_baseline_is_told(folder):
    Path("known.json").write_text("{}", "utf-8")
    for file in ("known.json", "none.json"):
        ran = run("audit", "sound.md", "--baseline", file)
        assert ran.exit_code == 2
        assert ran.stderr.startswith(f"{file}")
        assert ran.stderr.count("\n") == 1


def test_init_writes_settings_that_are_read(folder):
    assert run("init").exit_code == 0
    assert run("audit", "sound.md").exit_code == 0
    assert run("init").exit_code == 2


def test_rules_are_listed_shown_and_explained(folder):
    assert "total-row" in run("rules", "list").stdout
    shown = run("rules", "show", "total-row", "share").stdout
    assert [entry["id"] for entry in yaml.safe_load(shown)] == ["total-row", "share"]
    assert "## Why it must hold" in run("rules", "explain", "share", "--lang", "en").stdout
    for command in ("show", "explain"):
        ran = run("rules", command, "totl-row")
        assert ran.exit_code == 2
        assert "total-row" in ran.stderr


def test_every_rule_reads_back_from_what_is_shown(folder):
    ids = [rule.id for rule in load()]
    entries = run("rules", "show", *ids).stdout
    Path("ours.yaml").write_text(f"pack: ours\nrules:\n{entries}", "utf-8")
    bare = {"place": "", "pack": "", "cases": ()}
    again = [replace(rule, **bare) for rule in load(["ours.yaml"])]
    assert again == [replace(rule, **bare) for rule in load()]


def test_a_new_rule_is_tested_and_linted(folder):
    assert run("rules", "new", "mine").exit_code == 0
    assert run("rules", "test", "--rules", "mine.yaml").exit_code == 0
    assert run("rules", "lint", "--rules", "mine.yaml", "--on", "sound.md").exit_code == 0
    text = Path("mine.yaml").read_text("utf-8")
    Path("mine.yaml").write_text(text.replace('"1320"', '"1292"'), "utf-8")
    ran = run("rules", "test", "--rules", "mine.yaml")
    assert ran.exit_code == 1
    assert ran.stdout.startswith("mine.yaml:")
    assert run("rules", "lint", "--rules", "mine.yaml").exit_code == 1
    Path("mine.yaml").write_text(text.replace("电话", "电活"), "utf-8")
    ran = run("rules", "lint", "--rules", "mine.yaml", "--lang", "en")
    assert ran.exit_code == 2
    assert "did you mean '电话'" in ran.stderr


def test_a_pack_that_contradicts_another_is_told(folder):
    text = scaffold.pack("mine", "mine.yaml").replace("[其他来源]", "话务量")
    Path("mine.yaml").write_text(text, "utf-8")
    ran = run("rules", "lint", "--rules", "hotline", "--rules", "mine.yaml", "--lang", "en")
    assert "contradicts requests-by-channel" in ran.stdout


def test_lint_says_what_it_could_not_read(folder):
    assert run("rules", "lint", "--on", "none.md").exit_code == 2


@pytest.mark.parametrize("name", ["pack", "vocabulary", "settings"])
def test_schemas_are_printed_for_editors(name):
    assert json.loads(run("rules", "schema", name).stdout)["type"] == "object"


def test_a_draft_is_held_against_the_one_before(folder):
    ran = run("diff", "broken.md", "sound.md", "--lang", "en")
    assert ran.exit_code == 0
    assert "Findings resolved (1)" in ran.stdout
    assert "error  table 1, row 4, column 2" in ran.stdout
    assert "合计 / 诉求总量(件): 1300 → 1200" in ran.stdout
    assert run("diff", "sound.md", "broken.md").exit_code == 1
    assert run("diff", "sound.md", "broken.md", "--fail-on", "never").exit_code == 0
    assert run("diff", "broken.md", "broken.md").exit_code == 0


def test_a_diff_is_told_as_json_and_as_markdown(folder):
    ran = run("diff", "broken.md", "sound.md", "--format", "json")
    told = json.loads(ran.stdout)
    assert [(f["before"]["text"], f["after"]["text"]) for f in told["figures"]] == [
        ("1300", "1200")
    ]
    assert len(told["resolved"]) == 1
    run("diff", "broken.md", "sound.md", "--format", "markdown", "--output", "diff.md")
    assert Path("diff.md").read_text("utf-8").count("## ") == 4


def test_a_draft_that_cannot_be_read_is_told(folder):
    assert run("diff", "none.md", "sound.md").exit_code == 2


@pytest.mark.parametrize("asked", [("--help",), ("audit", "--help"), ("rules", "list")])
def test_any_console_gets_utf_8(asked):
    told = subprocess.run(
        [sys.executable, "-m", "gouji", *asked],
        env={**os.environ, "PYTHONIOENCODING": "cp1252:strict", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert told.stderr == b""
    assert any("\u4e00" <= letter <= "\u9fff" for letter in told.stdout.decode("utf-8"))


def test_what_was_written_is_said(folder):
    assert run("init").stdout.startswith("gouji.toml: 已写好")
    assert run("rules", "new", "mine").stdout.startswith("mine.yaml: 已写好")
    made = run("baseline", "create", "broken.md")
    assert "gouji-baseline.json: 已记入 1 处疑点" in made.stdout
    renewed = run("baseline", "update", "sound.md", "broken.md")
    assert "现有 1 处疑点，新增 0 处，移出 0 处" in renewed.stdout
