"""What a family lends to a member that breaks, and what rounding may have left."""

from __future__ import annotations

from pathlib import Path

import gouji
from gouji.checks.finding import Finding

HEAD = "| 类型 | 民生 | 经济 | 交通 | 城建 | 旅游 |\n| --- | --- | --- | --- | --- | --- |\n"
SLIPPED = """| 咨询类 | 30,215 | 13,203 | 2,740 | {asked} | 1,208 |
| 非咨询类 | 15,354 | 7,635 | 7,561 | 6,729 | 3,317 |
| 总计 | 45,469 | 20,838 | 10,301 | {all} | 4,525 |
"""
"""民生: 30,215 + 15,354 = 45,569, printed 45,469."""


def findings(folder: Path, text: str, name: str = "a.md") -> list[Finding]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return list(gouji.audit(path).findings)


def certainty(folder: Path, asked: str, total: str) -> float:
    text = HEAD + SLIPPED.format(asked=asked, all=total)
    return max(f.certainty or 0 for f in findings(folder, text))


def test_a_lane_with_a_blank_part_says_nothing_of_what_the_others_mean(tmp_path: Path) -> None:
    whole = certainty(tmp_path, "2,341", "9,070")
    blank = certainty(tmp_path, "", "9,070")
    broken = certainty(tmp_path, "2,341", "3,117")
    assert whole >= blank > broken


SHARES = """| Line | 2021 | % | 2022 | % | 2023 | % |
| --- | --- | --- | --- | --- | --- | --- |
| Paper | 105720 | 0.2011 | 132150 | 0.2006 | 158580 | 0.1879 |
| Ink | 20000 | 0.0380 | 24000 | 0.0364 | 30000 | 0.0356 |
| Total materials | 125720 | 0.2391 | 156150 | 0.2371 | {total} | 0.2235 |
"""
"""Of 658640 the total is 0.23708, its parts are 0.20064 and 0.03644: each was rounded."""


def test_sums_that_tie_to_another_place_do_not_show_that_shares_are_exact(tmp_path: Path) -> None:
    assert not any(f.severity != "note" for f in findings(tmp_path, SHARES.format(total=188580)))
    found = findings(tmp_path, SHARES.format(total=188850))
    assert any("188850" in f.operands[0].figure.text for f in found if f.severity != "note")


def capacities(total: int, unit: str = "") -> str:
    rows = "".join(f"| Plant {n} | {n * 37 % 91 + 12} |\n" for n in range(1, 64))
    return f"| Plant | Capacity{unit} |\n| --- | --- |\n{rows}| Total | {total} |\n"


def test_a_long_list_of_rounded_numbers_may_miss_its_total_by_several_units(tmp_path: Path) -> None:
    exact = sum(n * 37 % 91 + 12 for n in range(1, 64))
    assert not any(f.severity != "note" for f in findings(tmp_path, capacities(exact + 4)))
    assert any(f.severity != "note" for f in findings(tmp_path, capacities(exact + 90)))


def test_a_number_of_a_calculation_is_no_part_of_what_stands_before_a_bracket(
    tmp_path: Path,
) -> None:
    text = (
        "Each lamp burns 7 x 5 x 52 = 1820 hours a year (or, if that is averaged over the week, "
        "7 hours a day and 7 x 7 x 52 = 2548 hours).\n"
    )
    assert findings(tmp_path, text, "a.txt") == []


WASTE = """材料,2003,2004
合计,{total},3\u00a0153
木材,774,629
纸张,1\u00a0201,1\u00a0199
金属,1\u00a0159,1\u00a0157
其他,167,168
"""
"""Both columns tie where the first total is 3301."""


def test_thousands_parted_by_hard_blanks_are_one_number_among_single_ones(tmp_path: Path) -> None:
    for total, many in (("3\u00a0301", 0), ("3\u00a0310", 1)):
        found = findings(tmp_path, WASTE.format(total=total), f"{total[-1]}.csv")
        assert len([f for f in found if f.severity != "note"]) == many


def test_where_most_lanes_miss_those_with_one_part_do_not_make_a_sum(tmp_path: Path) -> None:
    """TMR = WRMR + TR in the rows where TR is nothing; in the others more is added."""
    rows = [(24070, 0), (22913, 8982), (2464, 238), (21302, 387), (20429, 520), (93658, 11975)]
    rows += [(40072, 0), (47801, 0), (25381, 0)]
    more = {22913: 7702, 2464: 204, 20429: 31, 93658: 11}
    body = "".join(f"{a},{b},{a + b + more.get(a, 0)}\n" for a, b in rows)
    found = findings(tmp_path, f"WRMR,TR,TMR\n{body}", "a.csv")
    assert not any(f.severity != "note" for f in found)


def persons(off: dict[tuple[int, int], int]) -> str:
    """Places with men and women below them, over four years; ``off`` is added to some totals."""
    rows = []
    for place in range(8):
        men = [31_207 + 8_311 * place + 577 * year for year in range(4)]
        women = [29_118 + 7_907 * place + 613 * year for year in range(4)]
        both = [men[n] + women[n] + off.get((place, n), 0) for n in range(4)]
        names = (f"Place {'ABCDEFGH'[place]}", "Males", "Females")
        for name, values in zip(names, (both, men, women), strict=True):
            rows.append(",".join([name, *map(str, values)]))
    return "\n".join(["(number of persons),2003,2005,2007,2008", *rows, ""])


def test_sums_all_over_a_table_that_miss_by_one_show_that_it_was_rounded(tmp_path: Path) -> None:
    many = {(place, place % 4): 1 - 2 * (place % 2) for place in range(7)}
    assert not any(f.severity != "note" for f in findings(tmp_path, persons(many), "a.csv"))
    swapped = findings(tmp_path, persons({**many, (7, 2): 900}), "b.csv")
    assert any(f.severity != "note" for f in swapped)


def desks(*off: tuple[int, int]) -> str:
    """Of each desk letters, calls, visits and all of them, and the sum of the desks."""
    cells = [[812 + 37 * r + 211 * c for c in range(3)] for r in range(4)]
    rows = [[*row, sum(row)] for row in cells]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    for row, column in off:
        rows[row][column] += 1
    lines = [[f"Desk {n}", *map(str, row)] for n, row in enumerate(rows[:-1])]
    lines.append(["All desks", *map(str, rows[-1])])
    return "\n".join(map(",".join, [["Requests", "Letters", "Calls", "Visits", "Total"], *lines]))


def test_one_cell_by_which_its_row_and_its_column_miss_slipped_once(tmp_path: Path) -> None:
    (slip,) = findings(tmp_path, desks((1, 2)), "a.csv")
    assert slip.severity == "error"
    assert slip.suggestions[0].changes[0].text == "1271"
    rounded = findings(tmp_path, desks((0, 0), (1, 1), (2, 2), (3, 0), (1, 3)), "b.csv")
    assert all(f.severity == "note" for f in rounded)
