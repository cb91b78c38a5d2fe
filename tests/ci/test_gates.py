"""The gates for CI servers run here what they run there, but for the installation."""

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
import yaml

ROOT = Path(__file__).parents[2]
PACKS = ROOT / "tests" / "packs"
ACTION = ROOT / "ci" / "github" / "action.yml"
BASH = shutil.which("bash")

pytestmark = pytest.mark.skipif(BASH is None, reason="the gates are written for bash")


def read(path):
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


@pytest.fixture
def folder(tmp_path):
    for name in ("bulletin-2025-w10.txt", "bulletin-2025-w10-broken.txt"):
        shutil.copy(PACKS / name, tmp_path)
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "gouji"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m gouji "$@"\n', "utf-8")
    command.chmod(0o755)
    return tmp_path


def run(folder, script, **variables):
    environment = {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "PYTHONUTF8": "1",
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        **variables,
    }
    # as GitHub and GitLab start it: the first command that fails ends the script
    return subprocess.run(
        [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def act(folder, **given):
    """Run the last step of the action with its inputs, the others as they are by default."""
    action = read(ACTION)
    inputs = {name: told["default"] for name, told in action["inputs"].items()}
    inputs |= {name.replace("_", "-"): value for name, value in given.items()}
    step = action["runs"]["steps"][-1]

    def said(match):
        return inputs[match[1]]

    variables = {
        n: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", said, v) for n, v in step["env"].items()
    }
    return run(folder, step["run"], **variables)


def test_the_action_passes_what_ties_and_fails_what_breaks(folder):
    sound = act(folder, paths="bulletin-2025-w10.txt", rules="bulletin")
    assert (sound.returncode, sound.stderr) == (0, "")
    broken = act(folder, paths="bulletin-2025-w10-broken.txt", rules="structure\nbulletin")
    assert broken.returncode == 1
    assert "::error" in broken.stdout
    assert "9,540" in (folder / "summary.md").read_text("utf-8")
    assert json.loads((folder / "gouji.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert "<html" in (folder / "gouji.html").read_text("utf-8")


def as_word(folder, name):
    """The same bulletin as a Word file, in the folder that its repository would have."""
    word = folder / "reports"
    word.mkdir(exist_ok=True)
    made = docx.Document()
    for line in (folder / f"{name}.txt").read_text("utf-8").splitlines():
        made.add_paragraph(line)
    made.save(word / f"{name}.docx")
    return f"reports/{name}.docx"


def test_every_gate_reads_word(folder):
    """Action, GitLab job and hook on docx, with no more installed than setup.cfg asks for."""
    sound, broken = (as_word(folder, f"bulletin-2025-w10{end}") for end in ("", "-broken"))
    hook = hooks()["gouji"]
    assert re.search(hook["files"], broken)
    for file, code in ((sound, 0), (broken, 1)):
        assert act(folder, paths=file).returncode == code
        assert job(folder, GOUJI_PATHS=file).returncode == code
        assert run(folder, f"{hook['entry']} {file}").returncode == code
    needed = configparser.ConfigParser()
    needed.read(ROOT / "setup.cfg", "utf-8")
    listed = needed["options"]["install_requires"]
    assert all(library in listed for library in ("python-docx", "openpyxl", "xlrd", "pdfplumber"))


def test_a_gate_with_nothing_to_audit_does_not_pass(folder):
    (folder / "reports").mkdir()
    (folder / "reports" / "notes.xyz").write_text("x", "utf-8")
    for done in (act(folder, paths="reports"), job(folder, GOUJI_PATHS="reports")):
        assert done.returncode == 2
        assert "没有一份文件可供审核" in done.stderr
    shutil.copy(folder / "bulletin-2025-w10.txt", folder / "reports")
    (folder / "gouji.toml").write_text('paths = ["reports"]\nexclude = ["*.txt"]\n', "utf-8")
    assert job(folder).returncode == 2


def test_the_action_hands_its_inputs_on(folder):
    paths = "bulletin-2025-w10.txt\nbulletin-2025-w10-broken.txt\n"
    assert act(folder, paths=paths, fail_on="never").returncode == 0
    assert act(folder, paths="none.txt").returncode == 2
    (folder / "ours.toml").write_text('fail-on = "never"\n', "utf-8")
    assert act(folder, paths=paths, config="ours.toml").returncode == 0
    (folder / "known.json").write_text('{"gouji-baseline": 1, "findings": []}', "utf-8")
    assert act(folder, paths=paths, baseline="known.json").returncode == 1


def test_no_input_of_the_action_is_run_as_a_command(folder):
    hostile = '"; touch ran; echo "$(touch ran)`touch ran`'
    act(folder, paths=hostile, rules=hostile, config=hostile, baseline=hostile, fail_on=hostile)
    assert not (folder / "ran").exists()
    scripts = [step.get("run", "") for step in read(ACTION)["runs"]["steps"]]
    assert not [script for script in scripts if "${{" in script]


def test_the_action_installs_the_repository_it_stands_in():
    install = read(ACTION)["runs"]["steps"][1]["run"]
    assert "$GITHUB_ACTION_PATH/../.." in install
    assert (ACTION.parent / ".." / ".." / "setup.cfg").is_file()


def job(folder, **given):
    """Run the job of the template, all its lines but the installation."""
    told = read(ROOT / "ci" / "gitlab.yml")["gouji"]
    install, audit = told["script"]
    assert "pip install" in install
    return run(folder, audit, **{**told["variables"], **given})


def test_the_gitlab_job_passes_fails_and_leaves_its_reports(folder):
    assert job(folder, GOUJI_PATHS="bulletin-2025-w10.txt").returncode == 0
    broken = job(
        folder, GOUJI_PATHS="bulletin-2025-w10-broken.txt", GOUJI_OPTIONS="--rules bulletin"
    )
    assert broken.returncode == 1
    kept = read(ROOT / "ci" / "gitlab.yml")["gouji"]["artifacts"]
    assert ElementTree.parse(folder / kept["reports"]["junit"]).getroot().get("failures") != "0"
    assert all((folder / name).is_file() for name in kept["paths"])


def test_the_gitlab_job_follows_the_settings(folder):
    (folder / "gouji.toml").write_text('paths = ["bulletin-2025-w10-broken.txt"]\n', "utf-8")
    assert job(folder).returncode == 1
    assert job(folder, GOUJI_OPTIONS="--fail-on never").returncode == 0


def hooks():
    return {hook["id"]: hook for hook in read(ROOT / ".pre-commit-hooks.yaml")}


def test_the_hook_audits_the_files_it_is_given(folder):
    entry = hooks()["gouji"]["entry"]
    assert run(folder, f"{entry} bulletin-2025-w10.txt").returncode == 0
    both = run(folder, f"{entry} bulletin-2025-w10.txt bulletin-2025-w10-broken.txt")
    assert both.returncode == 1


@pytest.mark.parametrize(
    ("file", "is_audited"),
    [("a/b.docx", True), ("b.xlsx", True), ("c.pdf", True), ("README.md", False), ("d.py", False)],
)
def test_the_hook_is_given_disclosures(file, is_audited):
    assert bool(re.search(hooks()["gouji"]["files"], file)) == is_audited


def test_the_hook_for_rules_runs_their_cases(folder):
    entry = hooks()["gouji-rules"]["entry"]
    run(folder, "gouji rules new mine")
    (folder / "gouji.toml").write_text('packs = ["mine.yaml"]\n', "utf-8")
    assert run(folder, entry).returncode == 0
    pack = folder / "mine.yaml"
    pack.write_text(pack.read_text("utf-8").replace('"1292"', '"1293"'), "utf-8")
    assert run(folder, entry).returncode == 1
