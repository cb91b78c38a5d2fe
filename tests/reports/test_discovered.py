"""What tables show by their numbers alone, as it is told and as rules are drafted from it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from gouji.cli import main
from gouji.rules import pack

TABLE = """\
片区,来件,结案,未结,结案比,去年来件,变动
山前,1204,1093,111,90.78%,1101,9.36%
山后,987,871,116,88.25%,1013,-2.57%
河东,2310,2077,233,89.91%,2188,5.58%
河西,1566,1490,76,95.15%,1490,5.10%
全部,6067,5531,536,91.17%,5792,4.75%
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, "utf-8")
    return path


def test_sums_shares_and_changes_are_shown_without_a_name(table: Path) -> None:
    told = CliRunner().invoke(main, ["discover", str(table), "--no-progress"])
    assert told.exit_code == 0
    assert "来件 = 结案 + 未结（5/5 处相符" in told.stdout
    assert "全部 = 山前 + 山后 + 河东 + 河西" in told.stdout
    assert "结案比 = 结案 / 来件（5/5" in told.stdout
    assert "变动 = 来件 / 去年来件 - 1（5/5" in told.stdout


def test_a_member_that_breaks_is_shown_with_those_that_tie(table: Path) -> None:
    table.write_text(TABLE.replace("1566,1490,76", "1566,1490,67"), "utf-8")
    told = CliRunner().invoke(main, ["discover", str(table), "--format", "json", "--no-progress"])
    sums = [r for r in json.loads(told.stdout) if (r["form"], r["whole"]) == ("sum", ["来件"])]
    (broken,) = [m for m in sums[0]["members"] if not m["ties"]]
    assert [broken["whole"]["text"], *(p["text"] for p in broken["parts"])] == [
        "1566",
        "1490",
        "67",
    ]


def test_numbers_that_have_nothing_to_do_with_each_other_show_nothing(table: Path) -> None:
    table.write_text("甲,乙,丙\n一,531,877\n二,412,208\n三,669,940\n四,105,333\n", "utf-8")
    told = CliRunner().invoke(main, ["discover", str(table), "--no-progress"])
    assert told.stdout.strip() == "没有可列的"


def test_a_draft_of_rules_can_be_loaded(table: Path, tmp_path: Path) -> None:
    draft = tmp_path / "Our Draft.yaml"
    CliRunner().invoke(main, ["discover", str(table), "--pack", str(draft), "--no-progress"])
    rules = pack.load([str(draft)])
    assert "`来件` = `结案` + `未结`" in [rule.equations[0].text for rule in rules]


def test_a_column_that_is_known_for_changes_is_shown_as_such(table: Path) -> None:
    table.write_text(
        TABLE.replace("来件,", "2025年,", 1).replace("去年来件,变动", "2024年,同比(%)"), "utf-8"
    )
    told = CliRunner().invoke(main, ["discover", str(table), "--no-progress"])
    assert "= 2025年 / 2024年 - 1（5/5" in told.stdout


def test_numbers_rounded_to_fives_add_up_within_fives(table: Path) -> None:
    table.write_text(
        "区,各龄,幼,少,青,中,老,耄,寿,期\n"
        "一,3125,405,310,625,515,430,395,255,185\n"  # misses by 5, as random rounding leaves it
        "二,2540,335,245,505,420,350,320,210,160\n"
        "三,4055,520,400,815,670,555,510,345,245\n"
        "四,1980,255,190,400,330,275,250,160,115\n",
        "utf-8",
    )
    told = CliRunner().invoke(main, ["discover", str(table), "--no-progress"])
    assert "各龄 = 幼 + 少 + 青 + 中 + 老 + 耄 + …（4/4" in told.stdout


def test_sums_reach_over_a_blank_line(table: Path) -> None:
    table.write_text(
        "项目,2023年,2024年,2025年\n甲费,4120,4533,5127\n乙费,1315,1288,1402\n丙费,866,913,957\n"
        "费用,6301,6734,7486\n\n丁支,2210,2417,2630\n戊支,981,1044,1127\n"
        "支出,3191,3461,3757\n\n合并,9492,10195,11243\n己项,17,23,31\n庚项,511,622,408\n",
        "utf-8",
    )
    told = CliRunner().invoke(main, ["discover", str(table), "--no-progress"])
    assert "合并 = 费用 + 支出（3/3 处相符" in told.stdout


def said(table: Path, text: str) -> list[str]:
    table.write_text(text, "utf-8")
    told = CliRunner().invoke(main, ["discover", str(table), "--no-progress"])
    assert told.exit_code == 0
    return [
        line.split("：", 1)[1].split("（")[0] for line in told.stdout.splitlines() if "：" in line
    ]


PARTED = """\
科目,一月,二月,三月,四月
笔试,8312,6144,9427,5086
口试,4713,3865,5290,7174
名次,2,3,1,4
小计,13025,10009,14717,12260
附记,5,9,4,2
平时,6621,7183,5840,6097
作业,3917,2438,4126,3351
迟到,1,0,3,2
次数,7,8,6,9
成绩,10538,9621,9966,9448
总评,23563,19630,24683,21708
"""


def test_runs_that_others_part_from_their_sum_and_sums_of_sums_are_shown(table: Path) -> None:
    found = said(table, PARTED)
    assert "小计 = 笔试 + 口试" in found
    assert "成绩 = 平时 + 作业" in found
    assert "总评 = 小计 + 成绩" in found


def test_what_follows_from_two_sums_is_not_shown_again(table: Path) -> None:
    rows = [(f"区{n}", 31 * n + 7, 17 * n * n + 5, 211 - 13 * n) for n in range(1, 8)]
    text = "".join(f"{n},{a + b + c},{a + b},{a},{b},{c}\n" for n, a, b, c in rows)
    found = said(table, f"区,合计,市内,东,西,市外\n{text}")
    assert "合计 = 市内 + 市外" in found
    assert not [line for line in found if "合计" in line and "东" in line]


def test_lanes_in_proportion_show_one_sum_once_and_not_by_their_number(table: Path) -> None:
    """In a scale all lanes tie as one does: 847 is 307 + 540 by chance, nine times over."""
    scale = [1.0, 1.07, 1.143, 1.29, 1.35, 1.462, 1.518, 1.633, 1.771]
    rows = "".join(
        f"{n}年,{847 * f:.0f},{307 * f:.0f},{540 * f:.0f},{977 * f:.0f}\n"
        for n, f in enumerate(scale)
    )
    assert not [line for line in said(table, f"年,甲,乙,丙,丁\n{rows}") if " + " in line]


def test_tables_below_one_another_show_together_what_none_shows_alone(table: Path) -> None:
    blocks = [(812, 377), (455, 690), (1203, 84), (266, 951), (734, 518)]
    parts = "\n\n".join(f"第{n}组,{a},{b},{a + b}" for n, (a, b) in enumerate(blocks, 1))
    assert "计 = 甲 + 乙" in said(table, f"组,甲,乙,计\n{parts}\n")


def test_means_are_shown_and_no_mean_of_a_sum_and_its_parts(table: Path) -> None:
    rows = [(71, 84, 93), (66, 58, 77), (90, 85, 61), (48, 73, 55), (82, 97, 88), (59, 62, 91)]
    text = "".join(f"{n}号,{a},{b},{c},{(a + b + c) / 3:.2f}\n" for n, (a, b, c) in enumerate(rows))
    assert "均分 = (初试 + 复试 + 终试) / 3" in said(table, f"号,初试,复试,终试,均分\n{text}")
    rows = [(710, 845, 933), (661, 582, 779), (902, 851, 617), (483, 738, 556), (829, 974, 880)]
    text = "".join(
        f"{n}号,{a},{b},{c},{a + b + c},{(a + b + c) / 2:.1f}\n" for n, (a, b, c) in enumerate(rows)
    )
    found = said(table, f"号,初试,复试,终试,总,半\n{text}")
    assert "总 = 初试 + 复试 + 终试" in found
    assert not [line for line in found if line.endswith("/ 4")]


def test_a_fraction_is_of_two_counts_and_no_count_of_a_fraction(table: Path) -> None:
    rows = [(1560, 475, 1522, 464), (1498, 458, 1741, 533), (1633, 499, 1387, 424)]
    rows += [
        (n * 7 + 903, (n * 7 + 903) * 305 // 1000, n * 11 + 811, (n * 11 + 811) * 305 // 1000)
        for n in (13, 57, 88)
    ]
    text = "".join(
        f"{n}区,{a},{b},{b / a * 100:.3f},{c},{d}\n" for n, (a, b, c, d) in enumerate(rows)
    )
    found = said(table, f"区,来,结,率,又来,又结\n{text}")
    assert "率 = 结 / 来" in found
    assert not [line for line in found if line.endswith("/ 率")]


def test_a_count_among_others_is_not_their_mean(table: Path) -> None:
    rows = [(3, 94), (11, 70), (25, 8), (62, 17), (40, 99), (5, 58), (77, 30), (19, 86), (51, 2)]
    text = "".join(f"{n}号,{a},{b},{(a + b) // 2}\n" for n, (a, b) in enumerate(rows))
    assert not [line for line in said(table, f"号,初,复,级\n{text}") if "/ 2" in line]


def test_a_mean_that_counts_blanks_stands_behind_the_total(table: Path) -> None:
    rows = [("84", "71", "93", "66"), ("58", "", "77", "90"), ("61", "85", "", "48")]
    rows += [("", "73", "55", "82"), ("97", "88", "59", ""), ("62", "91", "44", "87")]
    sums = [sum(int(cell or 0) for cell in row) for row in rows]
    text = "".join(
        f"{n}号,{','.join(row)},{total},{total / 4:.2f}\n"
        for n, (row, total) in enumerate(zip(rows, sums, strict=True))
    )
    assert "均 = (甲 + 乙 + 丙 + 丁) / 4" in said(table, f"号,甲,乙,丙,丁,总,均\n{text}")


def test_a_line_among_lines_that_hardly_move_is_not_their_mean(table: Path) -> None:
    rows = [(0.4, 0.6, 5.3, 0.2, 1.6), (0.6, 0.5, 4.7, 0.2, 1.5), (0.7, 0.6, 4.7, 0.2, 1.5)]
    rows += [(0.7, 0.6, 4.6, 0.2, 1.5), (0.7, 0.5, 4.8, 0.2, 1.6), (0.6, 0.6, 5.0, 0.1, 1.6)]
    text = "".join(f"{n},{','.join(map(str, row))}\n" for n, row in enumerate(rows, 2001))
    assert not [line for line in said(table, f"年,甲,乙,丙,丁,戊\n{text}") if "/ 4" in line]


def test_parts_that_take_turns_make_up_their_sum(table: Path) -> None:
    """Each item stands in one stock or the other, and hardly one in both."""
    stock = [(7, 0), (14, 0), (0, 25), (8, 0), (0, 19), (12, 17), (11, 0), (0, 36), (13, 0)]
    text = "".join(
        f"{n}型,{a + b},{n * 37 % 11},{a or ''},{b or ''}\n" for n, (a, b) in enumerate(stock)
    )
    assert "存量 = 旧库 + 新库" in said(table, f"型,存量,损耗,旧库,新库\n{text}")
    text = "".join(f"{n}型,{a},{n * 37 % 11},{a},{b or ''}\n" for n, (a, b) in enumerate(stock))
    assert not [line for line in said(table, f"型,存量,损耗,旧库,新库\n{text}") if "旧库" in line]


def test_a_column_of_one_number_is_not_rounded_to_it(table: Path) -> None:
    rows = [(203, 118), (417, 96), (388, 254), (92, 301), (561, 47), (275, 183), (149, 322)]
    rows += [(436, 77), (318, 209), (87, 154)]
    text = "".join(f"{n}号,{a},{b},9,{a + b + 4}\n" for n, (a, b) in enumerate(rows))
    assert not [line for line in said(table, f"号,甲,乙,丙,丁\n{text}") if "丙" in line]


@pytest.mark.parametrize(
    "asked",
    [("discover",), ("figures",), ("rules", "terms", "zzz"), ("rules", "words", "list", "zzz")],
)
def test_an_empty_list_says_that_it_is_empty(asked: tuple[str, ...], tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("没有数字", "utf-8")
    command = [*asked, str(empty), "--no-archive"] if len(asked) == 1 else asked
    ran = CliRunner().invoke(main, [*command, "--lang", "en"])
    assert ran.output.strip() == "nothing to list"
