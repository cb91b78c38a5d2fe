"""Which period a disclosure is about, and which one lies before it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.documents.document import Document, Paragraph, Passage
from gouji.figures.identity.identify import dense, identify
from gouji.figures.identity.period import canonical, days_in, is_period, prior_of, stated

CASES = [
    (
        [
            "“连云港 12345 在线”2020 年度工作情况发布",
            "(2021 年 4 月 9 日)",
            "为了…从 2021 年起，建立…",
        ],
        "x.txt",
        "2020",
    ),
    (
        [
            "连云港市 12345政府公共服务中心 2021年 1月 8日",
            "2020年市 12345在线服务平台",
            "运行情况综合分析报告",
        ],
        "x.txt",
        "2020",
    ),
    (["关于2023年度淮安市12345热线工作情况的报告"], "x", "2023"),
    (["江阴市12345热线2024年1—6月运行情况"], "x", "2024-H1"),
    (["江阴市12345热线2024年1-11月运行情况"], "x", "2024-01~11"),
    (["江阴12345热线工作简报", "2025年第12期", "江阴市… 2025年6月3日"], "x", "2025-N12"),
    (["江阴12345热线月报", "2025年第5期", "2025年6月3日"], "x", "2025-05"),
    (["江阴12345热线月报（2025年第5期）"], "x", "2025-05"),
    (["5月份12345热线运行情况通报", "2024年6月3日"], "x", "2024-05"),
    (["12月份12345热线运行情况通报", "2024年1月5日"], "x", "2023-12"),
    (["宿迁市12345热线2024年5月份运行情况"], "x", "2024-05"),
    (["宿迁市12345热线二〇二四年五月运行情况"], "x", "2024-05"),
    (["宿迁市12345热线２０２４年第一季度运行情况"], "x", "2024-Q1"),
    (["宿迁市12345热线2024年一季度运行情况"], "x", "2024-Q1"),
    (["宿迁市12345热线2024年前三季度"], "x", "2024-01~09"),
    (["宿迁市12345热线2024年第3周运行周报"], "x", "2024-W03"),
    (["宿迁市12345热线运行周报", "（2024年5月6日—5月12日）"], "x", "2024-05-06~05-12"),
    (["宿迁市12345热线运行周报", "（2024年5月6日至12日）"], "x", "2024-05-06~05-12"),
    (["运行情况"], "suqian-2024-annual.txt", "2024"),
    (["运行情况"], "suqian-2024-05.txt", "2024-05"),
    (["运行情况"], "suqian_202405.txt", "2024-05"),
    (["运行情况"], "宿迁2024年5月.txt", "2024-05"),
    (["运行情况"], "suqian-2024Q1.txt", "2024-Q1"),
    (["运行情况"], "suqian-20240506.txt", None),
    (
        ["运行情况", "2024年5月，全市12345热线共受理诉求 3000 件，" + "办理情况良好，" * 8],
        "a.txt",
        "2024-05",
    ),
    (["2024年5月全市12345热线月度通报"], "a.txt", "2024-05"),
    (["2024年度12345热线工作报告", "2025年1月"], "a.txt", "2024"),
    (["宿迁市2024年全年热线运行情况"], "a.txt", "2024"),
    (["运行月报（2024.05）"], "a.txt", "2024-05"),
    (["12345热线诉求办理情况（截至2024年11月）"], "a.txt", "2024-01~11"),
    (["无锡市12345 2024 年 10 月运行情况"], "a", "2024-10"),
    (["2024年上半年12345热线运行"], "a", "2024-H1"),
    (["前三季度运行情况", "（2024年10月19日）"], "a", "2024-01~09"),
    (["前7个月运行情况", "2024年8月2日"], "a", "2024-01~07"),
    (["1-4月份运行情况的通报", "发布日期：2023-06-09"], "a", "2023-01~04"),
    (["12月份运行情况的通报", "发布日期：2024-01-09"], "a", "2023-12"),
    (["2月热线运行通报", "发布日期：2024-03-09"], "a", "2024-02"),
    (["青禾市热线周报（2024第7期）2.26—3.03"], "a", "2024-02-26~03-03"),
    (["青禾市热线周报（2024第7期）"], "a", "2024-N7"),
    (["青禾市热线2024年第25周、26周受理情况"], "a", None),
    (["2024年青禾市热线运行报告（4月1日-4月30日）"], "a", "2024-04"),
    (
        ["2024年度青禾市热线简报第9期", "本周（3月4日—3月10日），受理诉求310件。"],
        "a",
        "2024-03-04~03-10",
    ),
    (["2024年度青禾市热线简报第9期", "本周，受理诉求310件。"], "a", "2024-N9"),
    (["2024年度青禾市热线简报第2期", "全年受理诉求31000件。"], "a", "2024"),
    (["2024年10月1日至31日运行情况"], "a", "2024-10"),
    (["2024年1月1日至12月31日运行情况"], "a", "2024"),
    (["2024年春节期间热线运行情况"], "a", None),
    (["Library statistics", "In 2021, we held 45,000 books. In 2023 we held 68,859."], "a", None),
    (["Library statistics", "In 2023, we held 68,859 books; in 2021, 45,000."], "a", "2023"),
    (["Library statistics", "In 2021/22, we held 450 books. In 2022 we sold 3."], "a", "2021-FY22"),
]
PROSE = {
    "2024年10月，青禾市共受理申诉6288件，其中涉及邮政的202件。": "2024-10",
    "记者获悉，2024年10月，青禾市共受理申诉6288件。": None,
    "本周，热线受理诉求310件。2024年3月12日，热线上线新系统，2024年将续建。": None,
    "8月，热线受理诉求3100件，较上月增长2%。2024年起实行首问负责制。": None,
    "昨日，热线接听来电310个，为2024年以来最多。": None,
    "春节假期，热线受理诉求310件。请各单位于2024年3月整改，2024年内完成。": None,
}
"""Running text under a heading that says nothing is believed where it begins with its period."""


def document(lines, path="x.txt", **metadata):
    blocks = tuple(Paragraph(Passage(line)) for line in lines)
    return Document(path, "", "text", blocks, metadata=metadata)


@pytest.mark.parametrize(("lines", "path", "period"), CASES)
def test_the_period_of_a_disclosure(lines, path, period):
    assert identify(document(lines, path)).period == period


@pytest.mark.parametrize(("text", "period"), PROSE.items())
def test_running_text_states_its_period_or_none_is_believed(text, period):
    assert identify(document(["热线运行情况", text], "a.txt")).period == period


def test_what_a_sidecar_says_goes_first():
    lines = ["宿迁市12345热线2024年度报告"]
    given_ = {"issuer": "沭阳县", "period": "2023-05", "title": "月报"}
    found = identify(document(lines, **given_))
    assert (found.issuer, found.period, found.title) == ("沭阳县", "2023-05", "月报")


@pytest.mark.parametrize(
    ("period", "comparison", "prior"),
    [
        ("2024", "year-on-year", "2023"),
        ("2024-05", "year-on-year", "2023-05"),
        ("2024-H1", "year-on-year", "2023-H1"),
        ("2024-01~11", "year-on-year", "2023-01~11"),
        ("2024-N12", "year-on-year", None),
        ("2024-05-06~05-12", "year-on-year", None),
        ("2024", "month-on-month", None),
        ("2024-05", "month-on-month", "2024-04"),
        ("2024-01", "month-on-month", "2023-12"),
        ("2024-Q1", "month-on-month", "2023-Q4"),
        ("2024-H2", "month-on-month", "2024-H1"),
        ("2024-W01", "month-on-month", "2023-W52"),
        ("2021-W01", "month-on-month", "2020-W53"),
        ("2024-01~11", "month-on-month", None),
        ("2023-FY24", "year-on-year", "2022-FY23"),
        ("1999-FY00", "year-on-year", "1998-FY99"),
    ],
)
def test_the_period_before(period, comparison, prior):
    assert prior_of(period, comparison) == prior


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Harbour council: requests for information, statistics 2021/22", "2021-FY22"),
        ("Annual review 2017-18", "2017-FY18"),
        ("Results for the year ended 31 March 2024", "2023-FY24"),
        ("Results for the year ended 31 December 2022", "2022"),
        ("Cases from April 2023 to March 2024", "2023-FY24"),
        ("Bulletin, three months to June 2024", "2024-Q2"),
        ("Third quarter of 2023", "2023-Q3"),
        ("Bulletin, March 2024", "2024-03"),
        ("As at 31 March 2024", None),
        ("Report for 2023/25", None),
    ],
)
def test_periods_in_english_titles(text, period):
    assert stated(text) == period


def test_a_long_english_title_is_a_heading_still():
    title = "Harbour and Northern Islands Council: requests for information, statistics 2024/25"
    document = Document("x.txt", "", "text", (Paragraph(Passage(title)),))
    assert identify(document).period == "2024-FY25"


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2024", 366),
        ("2023", 365),
        ("2023-02", 28),
        ("2024-Q1", 91),
        ("2024-H2", 184),
        ("2024-01~11", 335),
        ("2024-W03", 7),
        ("2024-02-26~03-03", 7),
        ("2024-N12", None),
        (None, None),
    ],
)
def test_the_days_of_a_period(period, days):
    assert days_in(period) == days


def test_months_that_make_a_quarter_are_that_quarter():
    assert canonical("2024-01~06") == "2024-H1"
    assert canonical("2024-07~09") == "2024-Q3"
    assert canonical("2024-01~12") == "2024"
    assert canonical("2024-02~06") == "2024-02~06"


@given(st.integers(2000, 2030), st.integers(1, 12), st.integers(1, 12))
def test_the_months_printed_are_the_months_read(year, one, other):
    first, last = sorted((one, other))
    for text in (f"{year}年{first}—{last}月", f"{year} 年 {first}月至{last} 月运行情况"):
        found = stated(dense(text))
        assert found is not None
        assert is_period(found)
        if first < last:
            assert found == canonical(f"{year}-{first:02d}~{last:02d}")


@given(st.text(alphabet="20124年月日第期周季度上半-—~至一二三十份 前个截止", max_size=60))
def test_whatever_is_printed_a_period_is_well_formed(text):
    found = stated(dense(text), bare_year=True)
    assert found is None or is_period(found)
    assert days_in(found) is None or 1 <= days_in(found) <= 366


def test_the_names_of_the_disclosures_are_read():
    assert stated(Path("suqian-2024-annual.txt").stem, bare_year=True) == "2024"
