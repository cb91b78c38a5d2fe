"""What is written for people is true: commands, options, excerpts, the rule in the README."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

import gouji
from gouji.cli import main
from gouji.documents.opening import PICTURES, SUFFIXES
from gouji.rules.settings import load

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
MANUAL = (ROOT / "docs" / "cli.md").read_text("utf-8")
FORMATS = (ROOT / "docs" / "formats.md").read_text("utf-8")
WRITTEN = README + MANUAL
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
ELLIPSIS = "…"


def fenced(language: str, text: str = README) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(
    group: click.Command = main, path: str = "gouji"
) -> Iterator[tuple[str, click.Command]]:
    yield path, group
    if isinstance(group, click.Group):
        for name, inner in group.commands.items():
            yield from commands(inner, f"{path} {name}")


def options(command: click.Command) -> set[str]:
    asked = command.get_params(click.Context(command))
    return {o for p in asked if isinstance(p, click.Option) for o in p.opts if o.startswith("--")}


def test_every_command_and_option_is_in_the_manual() -> None:
    assert not [path for path, _ in commands() if f"`{path}" not in MANUAL]
    known = {option for _, command in commands() for option in options(command)}
    assert known <= set(OPTION.findall(WRITTEN))


def test_every_option_that_is_written_exists() -> None:
    known = {option for _, command in commands() for option in options(command)}
    assert set(OPTION.findall(MANUAL)) <= known


@pytest.mark.parametrize("name", ["format", "fail-on"])
def test_every_choice_of_an_audit_is_written(name: str) -> None:
    audit = dict(commands())["gouji audit"]
    (option,) = [p for p in audit.params if f"--{name}" in p.opts]
    assert isinstance(option.type, click.Choice)
    for choice in option.type.choices:
        assert choice in MANUAL
        assert choice in README


@pytest.mark.parametrize("excerpt", fenced("console"), ids=["zh", "en"])
def test_the_excerpts_are_what_a_run_prints(excerpt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    command, _, shown = excerpt.partition("\n")
    told = CliRunner().invoke(main, command.split()[2:])
    pieces = [piece.strip("\n") for piece in shown.split(f"{ELLIPSIS}\n") if piece.strip()]
    assert pieces
    assert not [piece for piece in pieces if piece not in told.stdout]


def test_the_rule_in_the_readme_holds_its_cases(tmp_path: Path) -> None:
    (pack,) = fenced("yaml")
    (tmp_path / "ours.yaml").write_text(pack, "utf-8")
    told = CliRunner().invoke(main, ["rules", "test", "--rules", str(tmp_path / "ours.yaml")])
    assert told.exit_code == 0, told.output


def test_the_python_in_the_readme_runs() -> None:
    (code,) = fenced("python")
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert told.stdout.startswith("error ")


def test_ci_runs_the_commands_of_the_readme() -> None:
    audit, test = (command.strip() for command in fenced("sh"))
    told = (ROOT / ".ci" / "run").read_text("utf-8")
    assert f"    {audit}\n" in told
    assert f"    {test}\n" in told


def test_the_changelog_has_this_version() -> None:
    assert f"## {gouji.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


PAGES = [
    ROOT / "README.md",
    *(p for p in (ROOT / "docs").rglob("*.md") if "rules" not in p.parts),
    *(ROOT / "ci").rglob("*.md"),
]


def told_commands(page: Path) -> list[str]:
    """What a page gives to be typed: in a line, or in a block for a shell."""
    text = page.read_text("utf-8")
    blocks = (fenced(shell, text) for shell in ("sh", "bash", "console", "powershell"))
    lines = [line for block in blocks for part in block for line in part.splitlines()]
    typed = [*re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)), *lines]
    found = (re.match(r"(?:\$ |.*&& )?(?:\S+[\\/])?gouji ([a-z].*)", one) for one in typed)
    return [match[1].partition(" #")[0] for match in found if match]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_written_is_one(page: Path) -> None:
    for told in told_commands(page):
        command, words = main, shlex.split(told.replace("…", ""))
        while isinstance(command, click.Group) and words and words[0] in command.commands:
            command = command.commands[words.pop(0)]
        assert command is not main, told
        known = {o for p in command.get_params(click.Context(command)) for o in p.opts}
        asked = {word.partition("=")[0] for word in words if word[:1] == "-" != word}
        assert asked <= known, told


def test_commands_are_found_in_lines_and_blocks() -> None:
    assert "audit examples --fail-on never" in told_commands(ROOT / "README.md")
    assert "figures FILE --unchecked" in told_commands(ROOT / "README.md")
    assert sum(len(told_commands(page)) for page in PAGES) > 60


def test_every_extra_that_is_written_is_one() -> None:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", "utf-8")
    extras = set(setup["options.extras_require"])
    for page in PAGES:
        text = page.read_text("utf-8")
        told = {
            e for named in re.findall(r"(?:gouji|\.)\[([a-z,]+)\]", text) for e in named.split(",")
        }
        assert told <= extras, page
    rows = re.findall(r"^\|([^|]+)\|([^|]+)\|.*\|.*\|$", FORMATS, re.MULTILINE)[2:]
    needed = {extra for _, cell in rows for extra in re.findall("`([a-z]+)`", cell)}
    assert needed
    assert needed <= extras


def test_formats_that_are_written_are_read() -> None:
    told = re.findall(r"^\| ([a-z、，/ ]+?)(?:（|；| \||：)", FORMATS, re.MULTILINE)
    names = {f".{name}" for cell in told for name in re.findall("[a-z]+", cell)} - {".format"}
    assert names >= {".docx", ".odt", ".pdf", ".xls"}
    assert names <= SUFFIXES | PICTURES | {".zip"}


def test_the_waiver_of_the_readme_is_read(tmp_path: Path) -> None:
    (waiver,) = fenced("toml")
    (tmp_path / "gouji.toml").write_text(waiver, "utf-8")
    (read,) = load(tmp_path / "gouji.toml").waivers
    assert (read.rule, read.author) == ("share", "李")


def test_the_gates_of_the_readme_are_there() -> None:
    action = yaml.safe_load((ROOT / "ci/github/action.yml").read_text("utf-8"))
    job = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text("utf-8"))["gouji"]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert "paths" in action["inputs"]
    assert {"GOUJI_PATHS", "GOUJI_PACKAGE"} <= set(job["variables"])
    assert {"gouji", "gouji-rules"} == {hook["id"] for hook in hooks}
    for name in ("GOUJI_PATHS", "GOUJI_PACKAGE", "with: {paths: reports}", "`gouji-rules`"):
        assert name in README


GUIDES = [ROOT / "docs" / "architecture.md", ROOT / "CONTRIBUTING.md"]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_what_a_guide_points_to_is_there(guide: Path) -> None:
    written = guide.read_text("utf-8")
    paths = set(
        re.findall(r"(?:checks|docs|documents|figures|reports|rules|tests)/[\w./-]*", written)
    )
    assert len(paths) > 5
    assert not [path for path in paths if not (ROOT / path.rstrip(".")).exists()]


def test_every_trait_of_a_rule_is_in_the_guide() -> None:
    keys = json.loads((ROOT / "rules" / "schema.json").read_text("utf-8"))
    written = GUIDES[0].read_text("utf-8")
    traits = {"shape", "break", "licence", "readings", "whole", "cause", "says", "many"}
    properties = keys["$defs"]["rule"]["properties"]
    assert traits <= set(properties)
    assert not [trait for trait in traits if f"`{trait}`" not in written]
    choices = [c for t in traits for c in properties[t].get("enum", ())]
    assert not [choice for choice in choices if f"`{choice}`" not in written]
