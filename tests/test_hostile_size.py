"""Large inputs of every kind and little time: told or refused, and never much later than that."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gouji.checks.audit import Terms, audit_files
from gouji.checks.engagement import rules_of
from gouji.documents.document import DocumentError
from gouji.documents.files.deadline import GRACE, cut_off
from gouji.documents.files.limits import Limits
from gouji.figures.meaning import Meaning
from gouji.rules import vocabulary
from gouji.rules.settings import Settings
from gouji.texts.bilingual import Words

SECONDS = 1
LATEST = SECONDS + 5
"""Seconds of work: a busy machine makes them last longer, and ours no more."""
TITLE = "云汀市2024年情况\n\n"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
    "</workbook>",
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
    'package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/worksheet" Target="worksheets/a.xml"/></Relationships>',
}


def _workbook() -> bytes:
    """A million cells."""
    rows = [
        "<row>" + "".join(f"<c><v>{(k * 7919 + c * 104729) % 9973}</v></c>" for c in range(100))
        for k in range(97)
    ]
    body = "".join(f"{rows[k % 97]}</row>" for k in range(10_000))
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData>{body}</sheetData></worksheet>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, part in {**PARTS, "xl/worksheets/a.xml": sheet}.items():
            package.writestr(name, part)
    return file.getvalue()


def _sentences() -> str:
    told = (f"第{k}街道受理诉求{k + 107}件，其中电话{k + 100}件、网络7件。" for k in range(30_000))
    return TITLE + "\n\n".join(told)


def _one_line() -> str:
    return TITLE + "，".join(f"第{k}街道受理诉求{k + 100}件" for k in range(60_000))


def _wide() -> str:
    return "\n".join(",".join([f"第{k}街道", *map(str, range(k, k + 5_000))]) for k in range(60))


def _deep() -> str:
    rows = "".join(f"<tr><td>第{k}局</td><td>{k}</td><td>{k * 7}</td></tr>" for k in range(60))
    return f"<body><p>{TITLE}</p>{'<div>' * 180}{f'<table>{rows}</table>' * 800}"


def _cells() -> str:
    return TITLE + "\n".join(f"第{k}局\n{k * 7}\n{k}" for k in range(40_000))


KINDS: dict[str, Callable[[], str | bytes]] = {
    "a.xlsx": _workbook,
    "sentences.txt": _sentences,
    "line.txt": _one_line,
    "wide.csv": _wide,
    "deep.html": _deep,
    "cells.txt": _cells,
}


@pytest.mark.parametrize("name", KINDS)
def test_what_there_is_no_time_for_is_told_in_time(name: str, tmp_path: Path) -> None:
    path, made = tmp_path / name, KINDS[name]()
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    meaning, rules = Meaning(vocabulary.load()), rules_of(Settings())
    started = time.process_time()
    done, _ = audit_files([path], Terms(rules, meaning, Limits(seconds=SECONDS)))
    assert time.process_time() - started < LATEST
    told = [part.reason.en for document in done.result.documents for part in document.unread]
    told += [failed.reason.en for failed in done.result.unreadable]
    assert any("--max-seconds" in reason for reason in told)


def _forever() -> None:
    while True:
        try:
            time.sleep(0.01)
        except BaseException:  # noqa: BLE001  # as some libraries do
            break
    while True:
        time.sleep(0.01)


def test_work_that_looks_at_no_clock_is_ended_from_outside() -> None:
    late = DocumentError("a.txt", Words("太久", "too long"))
    with pytest.raises(DocumentError, match="too long"):
        cut_off(_forever, time.monotonic() - GRACE, late)
    assert cut_off(lambda: 5, time.monotonic() + 60, late) == 5


class _Tidy:
    """What takes its time to go away, and can raise nothing then."""

    def __del__(self) -> None:
        until = time.monotonic() + 0.4
        while time.monotonic() < until:
            pass


def _tidying() -> None:
    _Tidy()
    while True:
        time.sleep(0.01)


def test_what_is_cut_off_while_it_tidies_up_warns_of_nothing() -> None:
    late = DocumentError("a.txt", Words("太久", "too long"))
    with pytest.raises(DocumentError, match="too long"):
        cut_off(_tidying, time.monotonic() - GRACE + 0.2, late)


def test_work_in_time_may_be_traced() -> None:
    """What asks the interpreter to look up, and never lets it, hangs profilers and debuggers."""
    command = [sys.executable, "-X", "dev", "-c", TRACED]
    subprocess.run(command, check=True, timeout=60)


TRACED = """
import cProfile, time
from gouji.documents.files.deadline import cut_off
for _ in range(2):
    profile = cProfile.Profile()
    profile.runcall(cut_off, lambda: len('a'), time.monotonic() + 60, OSError())
    profile.runcall(lambda: [f() for f in [lambda: 1] * 9])
"""
