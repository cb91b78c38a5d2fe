"""What a sum lacks in every row stands in another column: the header is misread, nothing wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.checks.audit import audit
from gouji.documents import markdown
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

MEANING, RULES = Meaning(vocabulary.load()), pack.load()
TOLD = [(1300, 1000, 200), (905, 700, 150), (317, 250, 21), (410, 300, 50)]


def rules_broken(header: str, beside: list[str]) -> list[str]:
    rows = [
        f"| {name}坪 | {whole} | {called} | {wrote} | {more} |"
        for name, (whole, called, wrote), more in zip("东西中北", TOLD, beside, strict=True)
    ]
    lines = [f"| 单位 | {header} |", "|---|---|---|---|---|" + "---|" * beside[0].count("|"), *rows]
    return broken(["# 云汀市2024年", "", *lines])


def broken(lines: list[str]) -> list[str]:
    source = Source(Path("a.md"), "\n".join(lines).encode(), Limits())
    result = audit([read(markdown.read(source), MEANING)], RULES, MEANING).result
    return [f.rule for f in result.findings if f.severity != "note"]


def lacking(*off: int) -> list[str]:
    return [str(t[0] - t[1] - t[2] + by) for t, by in zip(TOLD, off, strict=True)]


HEADER = "诉求总量 | 电话 | 互联网 | {}"


@pytest.mark.parametrize(
    ("header", "beside"),
    [
        ("回访", lacking(0, 0, 0, 0)),
        ("回访 | 其他", [f"{more} | {k + 3}" for k, more in enumerate(lacking(0, 0, 0, 0))]),
    ],
)
def test_a_column_that_makes_every_row_tie_was_meant(header: str, beside: list[str]) -> None:
    assert "requests-by-channel" not in rules_broken(HEADER.format(header), beside)


def test_a_column_that_fits_in_some_rows_only_was_not() -> None:
    assert "requests-by-channel" in rules_broken(HEADER.format("回访"), lacking(0, 0, 7, 0))


def test_a_slip_in_one_row_of_many_accuses_no_other() -> None:
    rows = [(1_000 + 37 * k, 600 + 11 * k, 300 + 7 * k) for k in range(12)]
    lines = [f"| 第{k}局 | {a + b + 90} | {a} | {b} | 90 |" for k, (_, a, b) in enumerate(rows)]
    slipped = lines[4].replace(f"| {rows[4][1]} |", f"| {rows[4][1] + 18} |")
    head = ["| 单位 | 诉求总量 | 电话 | 互联网 | 回访 |", "|---|---|---|---|---|"]
    assert "requests-by-channel" not in broken([*head, *lines[:4], slipped, *lines[5:]])


PEOPLE = [
    "| 指标 | 甲县 | 乙县 |",
    "|---|---|---|",
    "| 出生人口 | 9366 | 10335 |",
    "| 死亡人口 | 6836 | 7464 |",
    "| 登记前死亡 | 315 | 285 |",
    "| 死亡与登记前死亡 | 7151 | 7749 |",
    "| 自然增加人口 | 2215 | 2586 |",
]


def test_a_name_that_another_line_bears_rightly_accuses_nobody() -> None:
    assert broken(PEOPLE) == []


def test_without_that_line_the_names_are_taken_at_their_word() -> None:
    assert "natural-increase" in broken([*PEOPLE[:4], PEOPLE[6].replace("2215", "2530")])
