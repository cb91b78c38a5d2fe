"""Columns of shares with subtotals: what each group's shares agree on is what they are of."""

from __future__ import annotations

import textwrap
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pytest

from gouji.checks.audit import audit
from gouji.documents import text
from gouji.documents.files.source import Source
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

BUREAUS = {"公安局": 1523, "住建局": 1187, "人社局": 904, "教育局": 655}
COUNTIES = {"东山县": 2310, "西河县": 1875, "南湖区": 1604, "北江区": 1290, "开发区": 742}
CITY, OUT = sum(BUREAUS.values()), sum(COUNTIES.values())
ALL = CITY + OUT
OWN = (CITY, OUT)
OF_ALL = (ALL, ALL)


@cache
def meaning() -> Meaning:
    return Meaning(vocabulary.load())


def findings(table: str) -> list[str]:
    page = f"某市2024年热线年报\n\n表1 各单位承办情况\n\n{textwrap.dedent(table).strip()}\n"
    source = Source(Path("made-up.txt"), page.replace("¦", "\t").encode())
    found = audit([read(text.read(source), meaning())], pack.load(), meaning()).result.findings
    return [f"{f.severity} {f.message.zh}" for f in found]


def share(part: int, whole: int) -> str:
    exact = Decimal(part) * 100 / whole
    return f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def leaves(bases: tuple[int, int]) -> tuple[list[str], list[str]]:
    city, out = bases
    return (
        [f"{name}¦{n}¦{share(n, city)}" for name, n in BUREAUS.items()],
        [f"{name}¦{n}¦{share(n, out)}" for name, n in COUNTIES.items()],
    )


def below(bases: tuple[int, int], of: tuple[int, int], last: str) -> str:
    city, out = leaves(bases)
    first, second = (f"小计¦{n}¦{share(n, whole)}" for n, whole in zip(OWN, of, strict=True))
    return "\n".join(["单位¦件数（件）¦占比", *city, first, *out, second, last])


def above(bases: tuple[int, int], of: tuple[int, int], last: str) -> str:
    city, out = leaves(bases)
    first, second = (f"{n}¦{share(n, whole)}" for n, whole in zip(OWN, of, strict=True))
    rows = [f"市直小计¦{first}", *city, f"县区小计¦{second}", *out, last]
    return "\n".join(["单位¦件数（件）¦占比", *rows])


def sections(bases: tuple[int, int], of: tuple[int, int], last: str) -> str:
    rows = below(bases, of, last).replace("公安局", "一、市直¦¦\n公安局")
    return rows.replace("东山县", "二、县区¦¦\n东山县")


def labelled(bases: tuple[int, int], of: tuple[int, int], last: str) -> str:
    head, *rows = below(bases, of, last).splitlines()
    city, out = rows[: len(BUREAUS) + 1], rows[len(BUREAUS) + 1 : -1]
    marked = [*(f"市直¦{row}" for row in city), *(f"县区¦{row}" for row in out)]
    total, *cells = last.split("¦")
    return "\n".join([f"类别¦{head}", *marked, "¦".join([total, "", *cells])])


def of_which(bases: tuple[int, int], of: tuple[int, int], last: str) -> str:
    city, out = ([f"其中：{row}" for row in rows] for rows in leaves(bases))
    first, second = (f"{n}¦{share(n, whole)}" for n, whole in zip(OWN, OF_ALL, strict=True))
    rows = [f"市直部门¦{first}", *city, f"县区¦{second}", *out, last]
    return "\n".join(["单位¦件数（件）¦占比", *rows])


def bracketed(bases: tuple[int, int], of: tuple[int, int], last: str) -> str:
    rows = [row.split("¦") for row in below(bases, of, last).splitlines()[1:]]
    cells = [f"{name}¦{n}（{of}）" if of else f"{name}¦{n}" for name, n, of in rows]
    return "\n".join(["单位¦件数（占比）", *cells])


LAYOUTS = (below, above, sections, labelled, of_which, bracketed)
CASES = {
    "groups of their own": (OWN, OWN, f"总计¦{ALL}¦"),
    "groups of their own, subtotals of all": (OWN, OF_ALL, f"总计¦{ALL}¦100.00%"),
    "all of all": (OF_ALL, OF_ALL, f"总计¦{ALL}¦100.00%"),
    "one group of all": ((CITY, ALL), (CITY, ALL), f"总计¦{ALL}¦100.00%"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("case", CASES)
def test_shares_are_of_what_their_group_agrees_on(layout, case):
    assert findings(layout(*CASES[case])) == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", ["人社局", "北江区"])
def test_a_slip_in_one_share_is_found_and_nothing_else(layout, case, name):
    clean = layout(*CASES[case])
    row = next(r for r in clean.splitlines() if name in r)
    at = row.index(".")
    slipped = f"{row[: at - 1]}{(int(row[at - 1]) + 3) % 10}{row[at:]}"
    errors = [f for f in findings(clean.replace(row, slipped)) if f.startswith("error")]
    assert len(errors) == 1
    assert name in errors[0]


def test_a_count_that_breaks_its_subtotal_and_its_share_is_found_below_it_too():
    table = above(OWN, OWN, f"总计¦{ALL}¦").replace("¦904¦", "¦909¦")
    assert any("909" in f for f in findings(table) if f.startswith("error"))


def test_a_lone_subtotal_above_rows_that_do_not_make_it_up_says_nothing():
    assert (
        findings(f"""
        单位¦件数（件）
        市直部门小计¦{CITY}
        东山县¦2310
        西河县¦1875
        县区小计¦4185
        总计¦{CITY + 4185}
    """)
        == []
    )


def test_two_of_a_small_group_are_held_against_their_own_subtotal():
    table = """
        单位¦件数（件）¦占比
        公安局¦1523¦56.20%
        住建局¦1187¦{}
        市直小计¦2710¦100.00%
        东山县¦2310¦29.54%
        西河县¦1875¦23.97%
        南湖区¦1604¦20.51%
        北江区¦1290¦16.49%
        开发区¦742¦9.49%
        县区小计¦7821¦100.00%
    """
    assert findings(table.format("43.80%")) == []
    errors = [f for f in findings(table.format("48.30%")) if f.startswith("error")]
    assert len(errors) == 1
    assert "住建局" in errors[0]


def test_small_shares_that_meet_a_figure_by_chance_bind_no_others():
    """26 and 18 are 0.5 and 0.3 % of 5612 as well, but the others are of a whole not printed."""
    table = """
        事项¦2021年（件）¦占比（%）¦2022年（件）
        噪声¦2965¦56.1¦3403
        道路¦2203¦41.7¦5612
        路灯¦26¦0.5¦39
        公厕¦18¦0.3¦67
    """
    assert not findings(table)


def test_a_share_told_one_place_off_to_fill_a_hundred_is_a_note():
    told = "受理诉求10000件。其中，电话3334件，占33.{}%；网络3334件，占33.3%；来访3332件，占33.3%。"
    (adjusted,) = findings(told.format(4))
    assert adjusted.startswith("note")
    assert [f for f in findings(told.format(6)) if not f.startswith("note")]
    between = "办理诉求10000件。其中，电话4000件，占办理诉求的40.0%。"
    again = "\n\n".join([told.format(4), between, told.format(4)])
    assert {f.partition(" ")[0] for f in findings(again)} == {"note"}


def test_a_row_of_shares_is_of_that_row_of_counts_above_which_it_fits():
    table = """
        ¦Orchards¦Dairies¦Nurseries¦Vineyards¦All holdings
        Holdings¦412¦655¦308¦177¦1552
        Land (ha)¦7321¦20415¦1190¦2307¦31233
        Hands employed¦2064¦3919¦2511¦890¦9384
        Share of holdings (%)¦26.5¦42.2¦{}¦11.4¦100.0
    """
    assert not findings(table.format("19.8"))
    assert [f.partition(" ")[0] for f in findings(table.format("18.9"))] == ["error"]
