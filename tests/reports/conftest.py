"""A rich result for every report test: printed figures of real disclosures, words of our own."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from gouji.checks.finding import (
    Covered,
    DocumentSummary,
    Evidence,
    Finding,
    Operand,
    Replacement,
    Result,
    Suggestion,
)
from gouji.documents.document import (
    Cell,
    Document,
    Paragraph,
    Passage,
    Place,
    Segment,
    Table,
    Unread,
    Unreadable,
)
from gouji.figures.figure import Change, Figure, Numeral
from gouji.figures.interval import Interval
from gouji.reports import Tally
from gouji.texts.bilingual import Words

LIANYUNGANG, HUAIAN, SUQIAN = "lianyungang-2020.txt", "huaian-2023.docx", "suqian-2024.txt"
HOSTILE = "[red]\x1b[31m<b>&\u202e=cmd|'/c'!A1"


def numeral(text, scale=1, hedge=""):
    digits = Decimal(text.strip("%万超近").replace(",", ""))
    step = Decimal(1).scaleb(int(digits.as_tuple().exponent)) * scale
    return Numeral(text, digits * scale, step, hedge, scale)


def around(value, step):
    exact = step == 1
    half = Fraction(0) if exact else Fraction(step) / 2
    return Interval(Fraction(value) - half, Fraction(value) + half)


def change(text, value, kind="relative"):
    step = Decimal("0.01")
    return Change(
        text, kind, Numeral(text.lstrip("↑↓").rstrip("%"), Decimal(value), step), "year-on-year"
    )


def figure(document, text, place, row=(), column=(), unit="件", **more):
    printed = numeral(text, more.pop("scale", 1), more.pop("hedge", ""))
    quantity = {"%": "rate", "秒": "measure"}.get(unit, "count")
    interval = around(printed.value, printed.step)
    more |= {"row_path": row, "column_path": column}
    return Figure(document, place, printed, interval, unit, quantity, **more)


def cell(table, row, column, line=None, page=None):
    return Place(line=line, page=page, table=table, row=row, column=column)


def channels(row, line, label, figures):
    """The operands 诉求总量, 电话, 互联网 of one row of the 2020 table."""
    roles = ("诉求总量", "电话", "互联网")
    columns = (("诉求总量（件）",), ("诉求来源", "电话（件）"), ("诉求来源", "互联网（件）"))
    return tuple(
        Operand(role, figure(LIANYUNGANG, text, cell(3, row, at, line), (label,), column))
        for role, text, at, column in zip(roles, figures, (2, 3, 4), columns, strict=True)
    )


def broken_sum():
    operands = (
        *channels(3, 61, "群众诉求", ("575774", "508474", "38902")),
        *channels(4, 62, "“一企来”企业诉求", ("1320", "1248", "44")),
        *channels(5, 63, "合计", ("577094", "509722", "38946")),
    )
    equation = "诉求总量 = 电话 + 互联网"

    def broken(gap, working, first):
        indices = (first, first + 1, first + 2)
        return Evidence("requests-by-channel", "breaks", equation, working, Fraction(gap), indices)

    return Finding(
        "7c1f09ab",
        "requests-by-channel",
        "error",
        "breaks",
        LIANYUNGANG,
        Words("各来源渠道之和等于诉求总量", "The channels add up to all requests"),
        Words(
            "电话 508,474 + 互联网 38,902 = 547,376，比诉求总量 575,774 少 28,398 件。",
            "By telephone 508,474 + online 38,902 = 547,376; that is 28,398 short of the "
            "575,774 requests printed.",
        ),
        operands,
        (
            broken(28398, "575774 ≠ 508474 + 38902 = 547376", 0),
            broken(28, "1320 ≠ 1248 + 44 = 1292", 3),
            broken(28426, "577094 ≠ 509722 + 38946 = 548668", 6),
        ),
        (
            Words(
                "电话和互联网之外另有受理渠道，而表中没有单列",
                "there were channels beside telephone and internet which the table does not list",
            ),
            Words("两类渠道的统计时点不同", "the channels were counted at different times"),
        ),
    )


def conflict():
    said = figure(
        SUQIAN,
        "93.73%",
        Place(line=16, span=(66, 72)),
        ("热线30秒接通率",),
        unit="%",
        indicator="30秒接通率",
    )
    tabled = figure(
        SUQIAN,
        "97.13%",
        cell(2, 2, 2, 91),
        column=("30秒人工接通率",),
        unit="%",
        change=change("↑1.88%", "1.88", "unstated"),
    )
    evidence = Evidence(
        "same-figure", "conflict", "正文 = 表格", "93.73% ≠ 97.13%", Fraction("-3.4"), (0, 1)
    )
    swapped = Words("数字颠倒：3.7 与 7.1", "digits swapped: 3.7 and 7.1")
    return Finding(
        "b2e04d11",
        "same-figure",
        "error",
        "conflict",
        SUQIAN,
        Words("同一指标前后一致", "One indicator, one value"),
        Words(
            "30秒接通率在正文中是 93.73%，在表2中是 97.13%，两者不能同时成立。",
            "The share of calls answered within 30 seconds is 93.73% in the text and 97.13% in "
            "table 2; both cannot hold.",
        ),
        (Operand("正文", said), Operand("表格", tabled)),
        (evidence,),
        (Words("一处含企业专席，另一处不含", "one of them includes the desk for enterprises"),),
        (
            Suggestion((Replacement(0, "value", "97.13%", Fraction("97.13"), swapped),), 1),
            Suggestion((Replacement(1, "value", "93.73%", Fraction("93.73"), swapped),), 1),
        ),
    )


def summed_mean():
    def seconds(role, text, row, arrow, value):
        place = cell(2, row, 5, page=2)
        moved = change(arrow, value)
        column = ("平均通话时长(秒)",)
        return Operand(role, figure(HUAIAN, text, place, (role,), column, "秒", change=moved))

    operands = (
        seconds("总计", "292", 4, "↓23.76%", "-23.76"),
        seconds("接听", "203", 2, "↓12.12%", "-12.12"),
        seconds("呼出", "89", 3, "↓42.10%", "-42.10"),
    )
    evidence = Evidence(
        "mean-of-parts",
        "impossible",
        "总计 = mean(接听, 呼出)",
        "292 > 203 > 89",
        Fraction(292) - Fraction(303381668, 1576830),
        (0, 1, 2),
    )
    slip = Words("平均数被相加：203 + 89", "averages were added: 203 + 89")
    return Finding(
        "90aa41fe",
        "mean-of-parts",
        "error",
        "impossible",
        HUAIAN,
        Words("总计的平均时长在各部分之间", "The mean of all lies between its parts"),
        Words(
            "总计平均通话时长 292 秒，恰是 203 与 89 之和；平均数不能相加，加权约为 192 秒。",
            "The mean call lasts 292 seconds, which is 203 plus 89; means do not add. Weighted by "
            "calls it is about 192 seconds.",
        ),
        operands,
        (evidence,),
        (),
        (Suggestion((Replacement(0, "value", "192", Fraction(192), slip),), 1),),
    )


def broken_share():
    share = figure(HUAIAN, "16.01%", cell(14, 5, 4, page=5), ("非咨询类", "住房保障"), unit="%")
    part = figure(HUAIAN, "128080", cell(14, 5, 4, page=5), ("非咨询类", "住房保障"))
    whole = figure(HUAIAN, "754502", cell(8, 4, 2, page=3), ("非咨询类",), ("诉求数量(件)",))
    gap = Fraction("16.01") - Fraction(12808000, 754502)
    working = "128080 / 754502 = 16.98% ≠ 16.01%"
    evidence = Evidence("share-in-cell", "breaks", "占比 = 件数 / 总数", working, gap, (0, 1, 2))
    slip = Words("末两位有误", "the last two digits are off")
    return Finding(
        "3d5500c7",
        "share-in-cell",
        "warning",
        "breaks",
        HUAIAN,
        Words("占比等于件数除以总数", "A share is its count of the total"),
        Words(
            "住房保障 128,080 件占非咨询类 754,502 件的 16.98%，表中印作 16.01%。",
            "128,080 of 754,502 is 16.98%; the table prints 16.01%.",
        ),
        (Operand("占比", share), Operand("件数", part), Operand("总数", whole)),
        (evidence,),
        (Words("占比所用的总数另有口径", "the share was taken of another total"),),
        (Suggestion((Replacement(0, "value", "16.98%", Fraction("16.98"), slip),), 1),),
    )


def wrong_arrow():
    def operand(role, text, row, arrow, value):
        moved = change(arrow, value)
        place = cell(1, row, 3, page=1)
        return Operand(role, figure(HUAIAN, text, place, (role,), ("电话",), change=moved))

    operands = (
        operand("总计", "1416512", 4, "↓9.47%", "-9.47"),
        operand("群众诉求", "1404566", 2, "↓9.53%", "-9.53"),
        operand("企业诉求", "11946", 3, "↓1.44%", "-1.44"),
    )
    evidence = tuple(
        Evidence(
            "implied-priors",
            "breaks",
            "prior(总计) = prior(群众诉求) + prior(企业诉求)",
            f"1564688 ≠ 1552521 + 1212{n}",
            None,
            (0, 1, 2),
        )
        for n in range(1, 10)
    )
    slip = Words("小数点错位", "decimal point misplaced")
    return Finding(
        "44b7c2d8",
        "implied-priors",
        "warning",
        "breaks",
        HUAIAN,
        Words("由箭头推算的上年数同样勾稽", "The priors that the arrows imply tie as well"),
        Words(
            "今年三个数相加无误，但按各自的升降幅度倒推，上年的群众诉求与企业诉求之和不等于上年总计。",
            "This year's figures add up, but the priors implied by their arrows do not.",
        ),
        operands,
        evidence,
        (Words("上年数后来有过修订", "last year's figures were revised since"),),
        (
            Suggestion((Replacement(2, "change", "↓14.41%", Fraction("-14.41"), slip),), 7),
            Suggestion(
                (
                    Replacement(0, "change", "↓9.46%", Fraction("-9.46"), slip),
                    Replacement(1, "change", "↓9.54%", Fraction("-9.54"), slip),
                ),
                9,
            ),
        ),
    )


def remainder():
    whole = figure(
        SUQIAN, "166.71万", Place(line=16), ("有效诉求",), scale=10_000, indicator="诉求总量"
    )
    parts = [("电话端", "161.82万"), ("互联网端", "1.79万"), ("承办转办", "3.02万")]
    operands = tuple(
        Operand(name, figure(SUQIAN, text, Place(line=16), (name,), scale=10_000))
        for name, text in parts
    )
    evidence = Evidence(
        "requests-in-text",
        "unexplained-remainder",
        "有效诉求 = 电话端 + 互联网端 + 承办转办",
        "1667100 ≥ 1618200 + 17900 + 30200 = 1666300",
        Fraction(800),
        (0, 1, 2, 3),
    )
    return Finding(
        "e1e1e1e1",
        "requests-in-text",
        "note",
        "unexplained-remainder",
        SUQIAN,
        Words("各渠道之和等于有效诉求", "The channels make all requests"),
        Words("三个渠道之外还有约 0.08 万件未列。", "About 800 requests are in no channel."),
        (Operand("有效诉求", whole), *operands),
        (evidence,),
    )


def summary(path, issuer, period, title, counts, **more):
    figures, checks, ties, findings, undecidable, tied = counts
    rounding = more.pop("rounding", "half-up")
    return DocumentSummary(
        path,
        "ab" * 32,
        issuer,
        period,
        title,
        figures,
        checks,
        ties,
        findings,
        undecidable,
        Covered(tied, 0, figures - tied),
        rounding,
        **more,
    )


LIANYUNGANG_SUMMARY = summary(
    LIANYUNGANG, "连云港市", "2020", "2020年度工作情况发布", (62, 21, 17, 1, 1, 41)
)


@pytest.fixture
def result():
    """Three documents, six findings of all severities, an unreadable input, unbound rules."""
    return Result(
        (
            LIANYUNGANG_SUMMARY,
            summary(
                HUAIAN,
                "淮安市",
                "2023",
                "2023年度工作情况",
                (214, 1180, 1141, 3, 24, 178),
                rounding="truncated",
                unread=(Unread(Place(page=4), Words("图片没有读取", "the picture was not read")),),
            ),
            summary(SUQIAN, "宿迁市", "2024", "2024年度服务情况报告", (210, 180, 174, 2, 3, 191)),
        ),
        (broken_sum(), wrong_arrow(), summed_mean(), broken_share(), conflict(), remainder()),
        (
            Unreadable(
                "scan.pdf",
                Words("文件有口令；去掉口令后再审", "the file has a password; remove it and retry"),
            ),
        ),
        ("enterprise-satisfaction", "seats-per-head"),
    )


@pytest.fixture
def clean():
    """One document in which everything that was checked ties."""
    return Result((replace(LIANYUNGANG_SUMMARY, ties=20, findings=0),), ())


@pytest.fixture
def hostile():
    """Every text that a document, a file name or a rule supplies is an attack."""
    place = Place(line=1, span=(0, 3))
    bad = figure(HOSTILE, "12", place, (HOSTILE,), unit=HOSTILE)
    bad = replace(bad, numeral=replace(bad.numeral, text=HOSTILE))
    words = Words(HOSTILE, HOSTILE)
    operands = (Operand(HOSTILE, bad), Operand("b", bad))
    evidence = Evidence(HOSTILE, "breaks", f"{HOSTILE} = b", HOSTILE, Fraction(1, 3), (0, 1))
    suggestion = Suggestion((Replacement(0, "value", HOSTILE, Fraction(1), words),), 1)
    finding = Finding(
        HOSTILE,
        HOSTILE,
        "error",
        "breaks",
        HOSTILE,
        words,
        words,
        operands,
        (evidence,) * 6,
        (words,),
        (suggestion,),
    )
    counts = (1, 1, 0, 1, 0, 1)
    document = summary(HOSTILE, HOSTILE, HOSTILE, HOSTILE, counts, unread=(Unread(Place(), words),))
    return Result((document,), (finding,), (Unreadable(HOSTILE, words),), (HOSTILE,))


def tabbed(number, line, text):
    """Draw a table of tab-separated rows, the first of them printed on ``line``."""
    cells = tuple(
        Cell(row, column, Passage(shown, (Segment(0, line + row - 1, start),)))
        for row, printed in enumerate(text.splitlines(), 1)
        for column, (start, shown) in enumerate(_starts(printed), 1)
    )
    rows, columns = max(c.row for c in cells), max(c.column for c in cells)
    return Table(number, rows, columns, cells)


def _starts(printed):
    start = 0
    for shown in printed.split("\t"):
        yield start, shown
        start += len(shown) + 1


@pytest.fixture
def documents():
    """The first and the last disclosure of the result, as their reader saw them."""
    sums = (
        "诉求类别\t诉求总量（件）\t诉求来源\t\n\t\t电话（件）\t互联网（件）\n"
        "群众诉求\t575774\t508474\t38902\n“一企来”企业诉求\t1320\t1248\t44\n"
        "合计\t577094\t509722\t38946"
    )
    told = "本年有效诉求166.71万件，其中电话端161.82万件、互联网端1.79万件、承办转办3.02万件。"
    tail = "全年平均，热线三十秒接通率达到93.73%。"
    heading = Paragraph(Passage("一、总体情况", (Segment(0, 14),)), 1)
    prose = Paragraph(Passage(told + tail, (Segment(0, 16),)))
    rates = tabbed(2, 90, "话务量(通)\t30秒人工接通率\n2085192\t97.13%(↑1.88%)")
    return (
        Document(LIANYUNGANG, "ab" * 32, "text", (tabbed(3, 59, sums),)),
        Document(SUQIAN, "ab" * 32, "text", (heading, prose, rates)),
    )


@pytest.fixture
def tallies():
    """One figure that ties and one that nobody checked."""
    place = Place(line=91, table=2, row=2, column=1, span=(0, 7))
    ties = figure(SUQIAN, "2085192", place, column=("话务量(通)",))
    lonely = figure(LIANYUNGANG, "44", cell(3, 4, 4, 62))
    return (Tally(ties, ties=3), Tally(lonely))
