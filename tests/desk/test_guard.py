"""Nobody but the desk's own page, on this machine, is answered; what is sent in is bounded."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

Desks = Callable[..., Any]


def test_only_who_has_the_address_is_answered(open_desk: Desks) -> None:
    desk = open_desk()
    assert desk.ask("")[0] == 200
    status, said, _ = replace(desk, address=f"{desk.origin}/guess/").ask("")
    assert (status, said) == (404, b"")


def test_other_sites_and_other_names_are_refused(open_desk: Desks) -> None:
    desk = open_desk()
    evil = {"Origin": "http://example.org"}
    assert desk.ask("new", "POST", b"", evil)[0] == 403
    assert desk.ask("new", "POST", b"", {"Origin": "null"})[0] == 403
    assert desk.ask("", headers=evil)[0] == 403
    assert desk.ask("", headers={"Sec-Fetch-Site": "cross-site"})[0] == 403
    assert desk.ask("", headers={"Host": "example.org"})[0] == 421
    assert desk.ask("new", "POST", b"")[0] == 200


def test_every_answer_forbids_what_is_not_its_own(open_desk: Desks) -> None:
    desk = open_desk()
    for path in ("", "asset/desk.js", "case/99", "asset/../app.py"):
        policy = desk.ask(path)[2]["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_nothing_beside_the_styles_and_scripts_is_served(open_desk: Desks) -> None:
    desk = open_desk()
    for name in ("report.css", "report.js", "desk.css", "desk.js", "desk.svg"):
        assert desk.ask(f"asset/{name}")[0] == 200
    for name in ("desk-home.html", "report.html", "gx-run.txt", "", "../app.py"):
        assert desk.ask(f"asset/{name}")[0] == 404


def test_what_is_dropped_is_bounded_and_stays_in_its_folder(
    open_desk: Desks, draft: Callable[..., str]
) -> None:
    desk = open_desk("--max-bytes", "2000")
    made = json.loads(desk.ask("new", "POST", b"")[1])["case"]
    file = f"case/{made}/file?name="
    assert desk.ask(f"{file}big.txt", "PUT", b"1" * 3000)[0] == 413
    assert desk.ask(f"{file}..%2F..%2F..%2Fout.md", "PUT", draft().encode())[0] == 200
    assert desk.ask(f"{file}out.md", "PUT", b"again")[0] == 409
    assert not list(desk.folder.rglob("out.md"))
    assert desk.ask(f"case/{made}/begin", "POST", b"")[0] == 200
    assert desk.ask(f"{file}late.md", "PUT", b"late")[0] == 409


def test_an_answer_needs_a_finding_and_a_reason(
    open_desk: Desks, draft: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(draft("89950"), "utf-8")
    desk = open_desk("a.md")
    desk.finished()
    assert desk.ask("case/1/tick", "POST", b"{}")[0] == 404
    assert desk.ask("case/1/tick", "POST", b"[]")[0] == 404
    assert desk.ask("case/1/tick", "POST", b"{")[0] == 400
    assert desk.ask("case/1/tick", "POST", b" " * 9000)[0] == 413
    assert desk.ask("case/1/report/junit")[0] == 404
    report = json.loads(desk.ask("case/1/report/json")[1])
    wanted = report["findings"][0]["id"]
    blank = json.dumps({"finding": wanted, "how": "reason", "reason": " "}).encode()
    assert desk.ask("case/1/tick", "POST", blank)[0] == 400


def test_answers_that_cannot_be_read_are_told_of(
    open_desk: Desks, draft: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(draft("89950"), "utf-8")
    desk = open_desk("a.md")
    desk.finished()
    (tmp_path / "gouji-baseline.json").write_text("{", "utf-8")
    status, told, _ = desk.ask("case/1/state")
    assert status == 409
    assert "gouji baseline create" in json.loads(told)["said"]
    status, told, _ = desk.ask("case/1", headers={"Accept": "text/html"})
    assert status == 409
    assert b"gouji baseline create" in told
