"""How a disclosure is written down changes no finding: marks, widths, encodings, orders."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

import gouji
from gouji.checks.finding import Finding

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = ("yunting-2024-annual.txt", "qingluan-2025-06-bulletin.md")
Rewritten: TypeAlias = Callable[[str], str]

_COUNT = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d\b)[1-9]\d{3,}(?=[\s(（|]|$)")
_ROW = re.compile(r"[\t|]")


def in_tables(change: Callable[[str], str]) -> Rewritten:
    """Rewrite the lines of tables only."""
    return lambda text: "\n".join(
        change(line) if _ROW.search(line) else line for line in text.split("\n")
    )


def grouped(mark: str) -> Rewritten:
    """Part the thousands of every count in a table."""
    return in_tables(lambda line: _COUNT.sub(lambda m: f"{int(m[0]):,}".replace(",", mark), line))


def wide(text: str) -> str:
    return re.sub(r"[0-9%().]", lambda m: chr(ord(m[0]) + 0xFEE0), text)


def rows_exchanged(text: str) -> str:
    """The first two rows of figures of each table change places; a total stays the last."""
    lines = text.split("\n")
    figures = [bool(_ROW.search(line)) and len(re.findall(r"\d{3,}", line)) > 1 for line in lines]
    at = 0
    while at + 2 < len(lines):
        if figures[at] and figures[at + 1] and figures[at + 2]:
            lines[at], lines[at + 1] = lines[at + 1], lines[at]
            while at + 1 < len(lines) and figures[at + 1]:
                at += 1
        at += 1
    return "\n".join(lines)


def sections_exchanged(text: str) -> str:
    """The first two sections of prose change places; the numbers of their headings stay."""
    sections = r"\(一\)(.+)\n\n(.+)\n\n\(二\)(.+)\n\n(.+)\n"
    exchanged = r"(一)\3\n\n\4\n\n(二)\1\n\n\2\n"
    return re.sub(sections, exchanged, text, count=1)


WRITTEN: dict[str, Rewritten] = {
    "thousands commas": grouped(","),
    "thousands thin spaces": grouped("\u202f"),
    "full width": in_tables(wide),
    "rows": rows_exchanged,
    "sections": sections_exchanged,
    "blank lines": lambda text: text.replace("\n\n", "\n\n\n"),
    "no-break spaces in prose": lambda text: text.replace("年度", "\u00a0年度"),
}
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "gb18030")


@cache
def original(name: str) -> str:
    return (EXAMPLES / name).read_text("utf-8")


@cache
def expected(name: str) -> Counter[tuple[str, ...]]:
    return Counter(map(told, gouji.audit(EXAMPLES / name).findings))


def told(finding: Finding) -> tuple[str, ...]:
    """What is wrong with which figures, however these are written."""
    texts = (unicodedata.normalize("NFKC", o.figure.text) for o in finding.operands)
    figures = sorted(re.sub(r"[\s,]", "", text) for text in texts)
    return finding.rule, finding.severity, finding.verdict, *figures


def found(name: str, data: bytes, folder: Path) -> Counter[tuple[str, ...]]:
    path = folder / name
    path.write_bytes(data)
    return Counter(map(told, gouji.audit(path).findings))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", WRITTEN)
def test_another_way_to_write_changes_no_finding(name: str, way: str, tmp_path: Path) -> None:
    text = WRITTEN[way](original(name))
    if text == original(name):
        pytest.skip("nothing in it can be written so")
    assert found(name, text.encode(), tmp_path) == expected(name)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_encoding_changes_no_finding(encoding: str, tmp_path: Path) -> None:
    data = original(NAMES[0]).encode(encoding)
    assert found(NAMES[0], data, tmp_path) == expected(NAMES[0])


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_no_finding(end: str, tmp_path: Path) -> None:
    data = original(NAMES[0]).replace("\n", end).encode()
    assert found(NAMES[0], data, tmp_path) == expected(NAMES[0])
