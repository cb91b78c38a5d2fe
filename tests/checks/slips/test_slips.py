"""Every known slip: what it makes of a number it can take back, or can account for."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from gouji.checks.equations.cells import Cell
from gouji.checks.material import Check, Material
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.situation import Sheet, Situation
from gouji.checks.slips.slip import Slip, known, leading, originals
from gouji.documents.document import Place
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval
from gouji.figures.meaning import Meaning
from gouji.figures.numbers.numeral import scan_cell
from gouji.rules.language import parse
from gouji.rules.rule import Rule
from gouji.rules.vocabulary import load

SLIPS = {slip.name: slip for slip in known()}


def figures(*texts: str, **fields: object) -> list[Figure]:
    """One row of a table."""
    found = []
    for column, text in enumerate(texts, 1):
        (printed,) = scan_cell(text)
        numeral = printed.numeral
        exact = printed.quantity == "count" and numeral.step == 1
        interval = numeral.interval(exact)
        made = Figure(
            "d", Place(table=1, row=1, column=column), numeral, interval, printed.unit,
            printed.quantity, exact, change=printed.change,
        )  # fmt: skip
        found.append(replace(made, **fields))  # type: ignore[arg-type]
    return found


def situation(listed: list[Figure], of: str = "value", *checks: Check) -> Situation:
    """The first figure is the one in question."""
    sheet = Sheet(Material((), Meaning(load()), tuple(listed)))
    cell = Cell(0, of)  # type: ignore[arg-type]
    printed = sheet.print_of(cell)
    assert printed is not None
    return Situation(sheet, cell, printed, checks)


def check(equation: str, shape: str | None = None, **terms: tuple[int, ...]) -> Check:
    rule = Rule("r", "", "", (parse(equation),), "row", "error", "", shape=shape)
    return Check(rule, terms)


@pytest.mark.parametrize(
    ("name", "printed", "meant"),
    [
        ("adjacent-digits-swapped", "97.31%", "93.71%"),
        ("adjacent-digits-swapped", "5747754", "5774754"),
        ("digits-exchanged", "9253", "3259"),
        ("digit-replaced", "128", "188"),
        ("digit-lost", "14566", "140566"),
        ("digit-lost", "9.2%", "9.24%"),
        ("digit-doubled", "14405", "1405"),
        ("digit-added", "1405", "145"),
        ("point-moved", "973.1%", "97.31%"),
        ("point-moved", "0.52%", "5.2%"),
        ("point-moved", "57", "57000"),
        ("unit-misplaced", "57.58", "57.58万"),
        ("unit-misplaced", "5758万", "5758"),
    ],
)
def test_what_may_have_been_meant(name: str, printed: str, meant: str) -> None:
    assert meant.removesuffix("%") in texts(SLIPS[name], printed)


def texts(slip: Slip, printed: str) -> set[str]:
    assert slip.meant is not None
    found = slip.meant(situation(figures(printed)).print, of_rate=False)
    return {p.text.removesuffix("%") for p in found}


@pytest.mark.parametrize(
    ("printed", "meant"), [("120 (↑8.77%)", "↓8.77%"), ("120（同比下降8.77%）", "同比增长8.77%")]
)
def test_an_arrow_is_turned(printed: str, meant: str) -> None:
    slip = SLIPS["arrow-turned"]
    assert slip.meant is not None
    (turned,) = slip.meant(situation(figures(printed), "change").print, of_rate=False)
    assert turned.text == meant
    assert turned.negative == ("↓" in meant)


def test_points_stand_for_percent() -> None:
    slip = SLIPS["points-for-percent"]
    assert slip.meant is not None
    (meant,) = slip.meant(situation(figures("97.13% (↑1.88%)"), "change").print, of_rate=True)
    assert (meant.text, meant.kind) == ("↑1.88个百分点", "points")


SUM = "@w = sum(@p)"
SHARE = "@s = @p / @w"
ACCOUNTED = [
    ("neighbour-copied", ["4747", "4747"], "7789", ()),
    ("missing-part", ["692", "302", "559", "133"], "994", (check(SUM, w=(0,), p=(1, 2, 3)),)),
    ("double-counted", ["1127", "302", "559", "133"], "994", (check(SUM, w=(0,), p=(1, 2, 3)),)),
    ("next-row-share", ["10.01%", "128080", "75561", "754502"], "16.98%",
     (check(SHARE, s=(0,), p=(1,), w=(3,)),)),
    ("rounded-inputs", ["74.9%", "17943", "23924", "1.79万", "2.39万"], "75.0%",
     (check(SHARE, s=(0,), p=(1,), w=(2,)),)),
    ("last-place-adjusted", ["56.82万"], "56.81万", ()),
    ("averages-added", ["292秒", "203秒", "89秒", "1421313", "155517"], "192秒",
     (check("@合计 = mean(@分项, @权重)", "total-row-mean", 合计=(0,), 分项=(1, 2), 权重=(3, 4)),)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "printed", "target", "checks"), ACCOUNTED, ids=[case[0] for case in ACCOUNTED]
)
def test_how_the_print_came_about(
    name: str, printed: list[str], target: str, checks: tuple[Check, ...]
) -> None:
    slip = SLIPS[name]
    assert slip.accounts is not None
    (right,) = scan_cell(target)
    wanted = Print.of(replace(figures(target)[0], numeral=right.numeral))
    assert wanted is not None
    assert slip.accounts(situation(figures(*printed), "value", *checks), wanted) is not None


def test_last_year_was_kept() -> None:
    now, prior = figures("9719", "9719")
    slip = SLIPS["last-year-kept"]
    assert slip.accounts is not None
    there = situation([now, replace(prior, period="prior")])
    assert slip.accounts(there, there.print.with_digits("9917")) is not None
    assert slip.accounts(situation([now, prior]), there.print.with_digits("9917")) is None


def test_cells_are_exchanged_and_lines_moved_back() -> None:
    sheet = situation(figures("11", "22", "33", "44")).sheet
    exchanged, shifted = SLIPS["cells-exchanged"].patterns, SLIPS["line-shifted"].patterns
    assert exchanged is not None
    assert shifted is not None
    cells = tuple(Cell(i, "value") for i in range(4))
    pairs = [{c.figure: p.text for c, p in found.items()} for found in exchanged(sheet, cells)]
    assert {1: "33", 2: "22"} in pairs
    moves = [{c.figure: p.text for c, p in found.items()} for found in shifted(sheet, cells)]
    assert {1: "11", 2: "22", 3: "33"} in moves
    assert {0: "22", 1: "33", 2: "44"} in moves


@pytest.mark.parametrize("slip", known(), ids=lambda slip: slip.name)
def test_every_slip_has_words_and_a_use(slip: Slip) -> None:
    assert all(slip.say("1,204"))
    assert slip.likelihood > 0
    assert slip.meant or slip.accounts or slip.patterns


@pytest.mark.parametrize(
    ("printed", "wanted", "name"),
    [
        ("61.00%", (15, 17), "adjacent-digits-swapped"),
        ("5,274", (52740, 52740), "point-moved"),
        ("1204", (1402, 1402), "digits-exchanged"),
        ("1204", (377, 377), None),
        ("88", (88, 88), None),
    ],
)
def test_a_slip_that_explains_is_named(
    printed: str, wanted: tuple[int, int], name: str | None
) -> None:
    (figure,) = figures(printed)
    there = situation([figure]).print
    slack = Fraction(0) if figure.exact else Fraction(1, 2)
    found = leading(there, Interval(*map(Fraction, wanted)), slack)
    assert next((original.slip.name for original in found), None) == name


def test_longer_numbers_have_more_ways_to_go_wrong() -> None:
    short, long = (situation(figures(text)).print for text in ("31", "575774"))
    # 31: nine other digits at each place, one swap, one digit more or less, the point, the unit
    assert 9 * 2 < len(originals(short)) < len(originals(long))
    assert len(originals(short)) < 60


def test_arrows_of_a_line_turned_round() -> None:
    listed = figures("120(↑20%)", "90(↓10%)", "77(↑10%)")
    (turned,) = SLIPS["line-turned"].patterns(*_all_changes(listed))  # type: ignore[misc]
    assert [p.text for p in turned.values()] == ["↓20%", "↑10%", "↓10%"]


def _all_changes(listed: list[Figure]) -> tuple[Sheet, tuple[Cell, ...]]:
    sheet = Sheet(Material((), Meaning(load()), tuple(listed)))
    return sheet, tuple(Cell(i, "change") for i in range(len(listed)))
