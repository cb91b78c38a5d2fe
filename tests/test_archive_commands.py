"""``gouji archive`` and audits that compare with it, from the command line."""

import json

import pytest
from click.testing import CliRunner

from gouji.cli import main

REPORT = """宿迁市12345热线{year}年度服务情况报告

诉求类别\t诉求总量（件）\t电话（件）
群众诉求\t{requests}\t80000
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOUJI_ARCHIVE", str(tmp_path / "archive.sqlite"))
    monkeypatch.delenv("GOUJI_LANG", raising=False)
    for year, requests in (("2023", "100000"), ("2024", "110000(↓10.00%)")):
        text = REPORT.format(year=year, requests=requests)
        (tmp_path / f"{year}.txt").write_text(text, "utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)


def between(*arguments):
    """Findings that hold figures of more than one document."""
    ran = run("audit", "--format", "json", "--fail-on", "never", *arguments)
    found = json.loads(ran.stdout)["findings"]
    return [f for f in found if len({o["document"] for o in f["figures"]}) > 1]


def test_an_audit_ties_this_year_to_the_archive_and_says_so(folder):
    assert between("2024.txt") == []
    assert run("archive", "add", "2023.txt").exit_code == 0
    (finding,) = between("2024.txt")
    assert finding["document"] == "2024.txt"
    prior = next(o for o in finding["figures"] if o["document"] == "2023.txt")
    assert (prior["text"], prior["place"]["table"]) == ("100000", 1)
    assert "2023.txt（档案）" in finding["message"]
    assert between("2024.txt", "--no-archive") == []
    assert between("2024.txt", "--archive", folder / "another.sqlite") == []
    assert not (folder / "another.sqlite").exists()


def test_both_years_in_one_run_need_no_archive(folder):
    (finding,) = between(".")
    assert "档案" not in finding["message"]


def test_adding_twice_is_told_and_harmless(folder):
    assert "已存入 宿迁市 2023" in run("archive", "add", "2023.txt").stdout
    assert "未重复存入" in run("archive", "add", "2023.txt").stdout
    assert len(json.loads(run("archive", "list", "--format", "json").stdout)) == 1


def test_a_corrected_document_is_said_to_replace_the_first(folder):
    run("archive", "add", "2023.txt")
    (folder / "2023.txt").write_text(REPORT.format(year=2023, requests="130000"), "utf-8")
    assert "不再用" in run("archive", "add", "2023.txt").stdout
    assert "已有新版" in run("archive", "list").stdout
    (finding,) = between("2024.txt")
    assert "130,000" in finding["message"]


def test_show_and_remove_by_issuer_and_period(folder):
    run("archive", "add", ".")
    shown = run("archive", "show", "宿迁市", "2023", "--format", "csv")
    assert "100000" in shown.stdout
    assert "110000" not in shown.stdout
    assert "2023" in run("archive", "remove", "宿迁市", "2023").stdout
    assert run("archive", "show", "宿迁市", "2023").exit_code == 2
    assert "2024" in run("archive", "list", "--lang", "en").stdout


def test_a_document_of_nobody_is_not_added_until_it_is_named(folder):
    (folder / "bare.txt").write_text("运行情况\n\n受理诉求总量100件。\n", "utf-8")
    ran = run("archive", "add", "bare.txt")
    assert ran.exit_code == 2
    assert "--issuer" in ran.stdout
    named = run("archive", "add", "bare.txt", "--issuer", "宿迁市", "--period", "2022年")
    assert (named.exit_code, "宿迁市 2022" in named.stdout) == (0, True)
    (folder / "bare.txt.gouji.yaml").write_text("issuer: 淮安市\nperiod: 2022\n", "utf-8")
    assert "淮安市 2022" in run("archive", "add", "bare.txt").stdout


def test_a_period_that_is_none_is_a_usage_error(folder):
    ran = run("audit", "2024.txt", "--period", "spring")
    assert ran.exit_code == 2
    assert "2024-05" in ran.stderr


def test_a_damaged_archive_is_one_line_and_the_audit_goes_on(folder):
    (folder / "archive.sqlite").write_bytes(b"spoilt")
    ran = run("audit", "2024.txt", "--format", "json")
    assert ran.exit_code == 2
    assert json.loads(ran.stdout)["documents"]
    assert "档案已损坏" in ran.stderr
    for command in (("list",), ("add", "2023.txt"), ("show", "宿迁市"), ("remove", "宿迁市")):
        ran = run("archive", *command)
        assert ran.exit_code == 2
        assert len(ran.stderr.strip().splitlines()) == 1
    assert (folder / "archive.sqlite").read_bytes() == b"spoilt"


def test_an_empty_archive_says_so(folder):
    assert "没有" in run("archive", "list").stdout
    assert "none" in run("archive", "list", "--lang", "en").stdout


def test_a_broken_sidecar_stops_only_its_document(folder):
    (folder / "2023.txt.gouji.yaml").write_text("issuer: [", "utf-8")
    ran = run("audit", ".", "--format", "json")
    assert ran.exit_code == 2
    assert [d["path"] for d in json.loads(ran.stdout)["documents"]] == ["2024.txt"]
    assert "2023.txt.gouji.yaml" in ran.stderr
