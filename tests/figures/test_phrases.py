"""Sentences whose words stand apart: the words are data, what they state is weighed."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.documents.document import Paragraph, Passage
from gouji.figures.figure import Figure
from gouji.figures.meaning import Meaning
from gouji.figures.prose import read_prose
from gouji.rules import vocabulary

MEANING = Meaning(vocabulary.load())


def stated(text: str) -> set[tuple[str, ...]]:
    reading = read_prose([Paragraph(Passage(text))], "x.txt", MEANING, "2024")
    return {
        (r.shape, *(reading.figures[i].numeral.text for at in r.roles.values() for i in at))
        for r in reading.relations
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The helpdesk took 5,220 calls, a 16% increase on the 4,500 taken in 2022-23.",
            ("text-change", "5,220", "4,500", "16%"),
        ),
        (
            "Bookings fell by 120 to 1,380, down from 1,500 the year before.",
            ("text-difference", "1,380", "1,500", "120"),
        ),
        (
            "The share of late replies rose from 12% to 17%, up 5 percentage points.",
            ("text-difference", "17%", "12%", "5"),
        ),
        (
            "Takings fell by 8% to £46,000 (2023: £50,000) over the year.",
            ("text-change", "46,000", "50,000", "8%"),
        ),
        (
            "We issued 940 permits, 60 fewer than the 1,000 issued in the previous year.",
            ("text-difference", "940", "1,000", "60"),
        ),
        (
            "Ferries are quieter. In 2021 there were 2,310 sailings, when in 2017 there were "
            "2,750, a 16 percent decrease.",
            ("text-change", "2,310", "2,750", "16 percent"),
        ),
        (
            "Bookings stood at 46,200, down 2,800 (-5.7%) on the previous year's 49,000.",
            ("text-change", "46,200", "49,000", "-5.7%"),
        ),
        (
            "The yard serviced 1,240 boats in 2021/22, a fall of 4.6% on 2020/21 (1,300).",
            ("text-change", "1,240", "1,300", "4.6%"),
        ),
        (
            "The clinic saw 8,400 patients in spring. Compared with the same spring of 2023 "
            "(8,000) this is an increase of 400, or +5.0%.",
            ("text-change", "8,400", "8,000", "5.0%"),
        ),
        (
            "Demand reached 5,250 bookings. That is 5% more than a year earlier, when the office "
            "took 5,000.",
            ("text-change", "5,250", "5,000", "5%"),
        ),
        (
            "Of 900 sailings, 810 left in time and 90 did not, putting punctuality at 90.0%.",
            ("text-share", "90.0%", "810", "900"),
        ),
        (
            "The lines took 4,000 calls. The 300 callers who gave up early give an abandonment "
            "rate of 7.5%.",
            ("text-share", "7.5%", "300", "4,000"),
        ),
        (
            "The harbour counted 12,480 boats. Sailing boats, at 4,100, were fewer; the other "
            "8,380 had engines.",
            ("text-sum", "12,480", "4,100", "8,380"),
        ),
        (
            "The line took 730,000 calls in 2023. Daily average: 2,000.",
            ("text-per-day", "2,000", "730,000"),
        ),
        (
            "Late replies made up 7.1% of all, against 9.5% in 2017/18, an improvement of 2.4 "
            "percentage points.",
            ("text-difference", "9.5%", "7.1%", "2.4"),
        ),
        (
            "Boats hired: 4,120. Last year: 3,800. That is 320 more, and the summer was wet.",
            ("text-difference", "4,120", "3,800", "320"),
        ),
        (
            "Guests came 459,395 times, 303,432 on foot and 155,963 by boat. That's 15% fewer "
            "visits than the year before, when we counted 542,843.",
            ("text-change", "459,395", "542,843", "15%"),
        ),
        (
            "The harbour master said that 7,375 skippers had called. Of those, 4,691 (63.6%) were "
            "heard at once; the remaining 2,684 waited.",
            ("text-sum", "7,375", "4,691", "2,684"),
        ),
        (
            "The harbour master said that 7,375 skippers had called. Of those, 4,691 (63.6%) were "
            "heard at once; the remaining 2,684 waited.",
            ("text-share", "63.6%", "4,691", "7,375"),
        ),
        (
            "There had been 137 collisions: 73 with no damage, 29 with slight damage, 18 with some "
            "damage and 17 with heavy damage.",
            ("text-sum", "137", "73", "29", "18", "17"),
        ),
        (
            "The shops were let by auction: kiosks 297.6 and stalls 155.0. Rent of kiosks fell by "
            "10.0% from 330.7 in 2018.",
            ("text-change", "297.6", "330.7", "10.0%"),
        ),
        (
            "We saw 15,146 boats, 9,788 of them sailing boats and 5,358 motor boats.",
            ("text-sum", "15,146", "9,788", "5,358"),
        ),
        (
            "By May 47,216 of 112,699 moorings had been let. That is 41.9% of the harbour.",
            ("text-share", "41.9%", "47,216", "112,699"),
        ),
        (
            "Trade grew to 33.9 million tonnes after 31.7 million tonnes a year earlier. Ores "
            "stood for 17.3 million tonnes, coal for 9.7 million and grain for the remaining 6.9 "
            "million.",
            ("text-sum", "33.9 million", "17.3 million", "9.7 million", "6.9 million"),
        ),
        (
            "The pier lost £29.0m against a planned £87.7m, £58.7m better than plan.",
            ("text-difference", "87.7m", "29.0m", "58.7m"),
        ),
        (
            "Tides fed 11,121,917 lamps, 8.5% behind the 12,151,961 lit at the same time in May.",
            ("text-change", "11,121,917", "12,151,961", "8.5%"),
        ),
        (
            "Buoys got $1,720,978 and lamps $200,000, together $1,920,978 or a fifth.",
            ("text-sum", "1,920,978", "1,720,978", "200,000"),
        ),
        (
            "2.3 Members noted that the queue had opened the month at 56,973. There were 8,567 "
            "additions and 6,469 removals, leaving 59,071 at month end.",
            ("text-balance", "56,973", "8,567", "6,469", "59,071"),
        ),
        (
            "1,925 wardens gave 102,025 hours, or 53.0 hours each.",
            ("text-per-head", "53.0", "102,025", "1,925"),
        ),
        (
            "Cafés, offices and homes used 2,400, 1,200 and 400 cans respectively (60%, 30% and "
            "10% of the 4,000 sold).",
            ("text-share", "30%", "1,200", "4,000"),
        ),
        (
            "We started the year with 26,656 members. 4,103 people joined and 6,173 memberships "
            "lapsed, leaving 24,586 in June.",
            ("text-balance", "26,656", "4,103", "6,173", "24,586"),
        ),
        (
            "Debt shrank 4.8% to $585.4 million, having stood at $614.7 million twelve months "
            "before.",
            ("text-change", "585.4 million", "614.7 million", "4.8%"),
        ),
        (
            "Wardens answered 3,666 of the 4,243 letters; the other 577 went back.",
            ("text-sum", "4,243", "3,666", "577"),
        ),
        (
            "We opened with 412 claims pending. Owners filed 3,925 and the office settled 3,870. "
            "That leaves the desk with 467 claims that were pending in June.",
            ("text-balance", "412", "3,925", "3,870", "467"),
        ),
        (
            "There were 1,250 sailings in 2020 compared to 2021 when there were 1,450, a rise of "
            "16%.",
            ("text-change", "1,450", "1,250", "16%"),
        ),
        ("Of the 250 appeals heard, 80 (32%) were allowed.", ("text-share", "32%", "80", "250")),
        ("Inspectors closed 150 of the 600 files (25%).", ("text-share", "25%", "150", "600")),
        (
            "Sales were £8.0 million. Shops contributed £2.4 million, or 30% of sales.",
            ("text-share", "30%", "2.4 million", "8.0 million"),
        ),
        (
            "Earnings were £1.4 million (2021: £2.8 million), a fall of 105%.",
            ("text-change", "1.4 million", "2.8 million", "105%"),
        ),
        (
            "They answered 370 letters and 125 emails, 485 in all.",
            ("text-sum", "485", "370", "125"),
        ),
        (
            "The 960 replies were made up of 610 letters and 380 emails.",
            ("text-sum", "960", "610", "380"),
        ),
        (
            "Some 40 wardens walked 1,000 miles, an average of 25 miles each.",
            ("text-per-head", "25", "1,000", "40"),
        ),
        (
            "The museum saw 5,000 visitors: 3,100 from the county, 1,500 from abroad, 410 by bus.",
            ("text-sum", "5,000", "3,100", "1,500", "410"),
        ),
        (
            "Bids came by post (40), by courier (35) and in person (20), a total of 100.",
            ("text-sum", "100", "40", "35", "20"),
        ),
        (
            "In 2021, 90 disputes were opened. By March 61 had been closed and 92 were still open.",
            ("text-sum", "90", "61", "92"),
        ),
        (
            "We sent 800 forms and 360 came back, a response rate of 54%.",
            ("text-share", "54%", "360", "800"),
        ),
        (
            "There were 68 fires in barns, accounting for 34% of the 200 fires recorded.",
            ("text-share", "34%", "68", "200"),
        ),
        (
            "One in four of the 800 pupils (300) walked.",
            ("text-share", "One in four", "300", "800"),
        ),
        (
            "Two thirds of grants (140 of 210) went to schools.",
            ("text-share", "Two thirds", "140", "210"),
        ),
        (
            "Loans increased from 310 in 2019/20 to 290 in 2020/21.",
            ("direction-rose", "290", "310"),
        ),
        (
            "Rents totalled £4.0 million in 2021 and £5.0 million in 2022, an increase of 52%.",
            ("text-change", "5.0 million", "4.0 million", "52%"),
        ),
        (
            "The desk took 36,500 calls in 2023, an average of 1,000 a day.",
            ("text-per-day", "1,000", "36,500"),
        ),
        (
            "Ferries earned Rs 812.40 crore in FY24 as against Rs 640.10 crore, down 26.9% YoY.",
            ("text-change", "812.40", "640.10", "26.9%"),
        ),
        (
            "Vets saw 5,120 cats in May, compared to 4,870 a year earlier, a change of -5.1%.",
            ("text-change", "5,120", "4,870", "-5.1%"),
        ),
        (
            "Wardens found 42,310 tents. In all of last year it was 31,980. That's 10,380 more.",
            ("text-difference", "42,310", "31,980", "10,380"),
        ),
        (
            "The choir took in £61,250 and spent £58,410, leaving a surplus of £2,480.",
            ("text-difference", "61,250", "58,410", "2,480"),
        ),
        (
            "Fines came to 152: 38 for litter, 66 for noise and 48 for dogs.",
            ("text-sum", "152", "38", "66", "48"),
        ),
        (
            "Unpaid fees were £4.2m on a fee book of £118.0m, equivalent to 3.6%.",
            ("text-share", "3.6%", "4.2m", "118.0m"),
        ),
        (
            "The court sat for 900 days, an average of 90 days for each of its 12 judges.",
            ("text-per-head", "90", "900", "12"),
        ),
    ],
)
def test_what_a_sentence_says_of_its_numbers(text: str, expected: tuple[str, ...]) -> None:
    assert expected in stated(text)


@pytest.mark.parametrize(
    "text",
    [
        "The team answered 80% of calls within 20 seconds in March 2024.",
        "We wrote 12 letters and made 30 visits. Costs rose by 4%.",
        "Table 3 shows the 14 libraries. In 2019/20 there were 15.",
        "On 31 December 2023 the 9 depots held 412 vehicles.",
        "Post came second with 430, then parcels (410) and crates (390).",
        "Our northern piers serve 180 of them, our eastern piers 110, and our ferries 120.",
        "The line took 40 calls. It rang 900 times on Sunday and 600 were for the ferry; 300 were "
        "wrong. That is an answer rate of 95%.",
        "2.4 Members heard that 412 boats came.",
        "2024年全市调解纠纷95.31万件，结案88.46万件，而2023年全市新收纠纷91.2万件，同比下降1.7%，调处结案件93.5万件，同比上升2.3%。",
        "We answered 310 letters, compared with 290 the year before; 92% of them were kind.",
        "Kennels took 95 dogs of 148 offered, equal to 41%; hutches took 58.",
        "Profit was £9.1m and tax £2.2m, a gap of £3.0m to our plan.",
        "748 bikes failed, which is one in 28 or 3.5% of those tested.",
        "The desk took 227,316 calls, 86,104 of them on 990 and 141,212 on 102. 82% of 990 calls "
        "were answered within a minute; the median wait on 102 was 61 seconds.",
        "Some 2,288 boats were towed, a rate of 10.5%. For rafts the figure was 973 (7.5%). The "
        "aim is a rate of 15% by 2031.",
    ],
)
def test_numbers_that_have_nothing_to_do_with_each_other_state_nothing(text: str) -> None:
    assert stated(text) == set()


def test_a_bare_year_is_a_year_where_thousands_are_grouped() -> None:
    text = "The 2016 ledger lists 2016 loans, against 1,950 for 2015 members; income rose to 2016."
    told = [f.numeral.text for f in _figures(text)]
    assert told == ["1,950"]
    assert "2016" in [f.numeral.text for f in _figures(text.replace("1,950", "950"))]


def test_years_of_names_and_fiscal_years_count_nothing() -> None:
    text = (
        "Lending was up 8% in 2005/06 compared with 2004/05, the Library Trends 2007 report says."
    )
    assert [f.numeral.text for f in _figures(text)] == ["8%"]


def _figures(text: str) -> tuple[Figure, ...]:
    return read_prose([Paragraph(Passage(text))], "x.txt", MEANING, "2024").figures


def test_what_is_counted_is_named_behind_the_number() -> None:
    text = "We took 5,220 calls this year. Repairs were the largest group with 1,044."
    reading = read_prose([Paragraph(Passage(text))], "x.txt", MEANING, "2024")
    first = reading.figures[0]
    assert (first.label, first.exact) == ("calls", True)


RIGHT = (
    (
        "Between May and June we took in 22,426 boats, a fall of 13% from 25,897. We mended 19,890 "
        "boats and sold 6,844 of them, giving an overall selling rate of 34%."
    ),
    "35,860 of those heard were men and 10,400 women, so that women accounted for 22.5%.",
    (
        "Of the pressing calls 85.8% were closed in time (16,869 out of 19,660), as were 83.2% of "
        "plain ones."
    ),
    (
        "Inns burnt 137,196 tonnes of coal. This is 420 tonnes less than in 2017 (137,616 tonnes) "
        "and represents a decrease of 0.3%."
    ),
    (
        "| Cargo | FY23 | FY24 | Variation (%) | Share (%) |\n| --- | --- | --- | --- | --- |\n"
        "| Coal | 28,999 | 29,225 | 0.78 | 36.98 |\n| Ore | 12,119 | 14,452 | 19.25 | 18.29 |\n"
        "| Boxes | 5,462 | 4,680 | -14.32 | 5.92 |\n| Oil | 15,186 | 13,402 | -11.75 | 16.96 |\n"
        "| Salt | 21,056 | 17,277 | -17.95 | 21.86 |\n| Total | 82,822 | 79,036 | -4.57 | 100.00 |"
    ),
    "Stores held 57,805 barrels. After leaks of 4,562 barrels (7.9% of stock), 53,243 were sold.",
    (
        "Inns, shops, ships and homes bought 24,125, 16,578, 9,163 and 3,377 barrels respectively "
        "(45%, 31%, 17% and 6% of sales)."
    ),
    "We built 17,290 barges in spring. This is a 16% rise when compared with the 14,905 of winter, "
    "and 2% below the 17,643 barges of the same quarter a year ago.",
    "The fewest guests were recorded from Malta - 210, Cyprus - 380, Latvia - 405 and Jersey - 512 "
    "in the first month of this year.",
    "Boat arrivals rose 17.2 percent to 61,330 in May. The coast targets 1.5 million boat arrivals "
    "next year. Southern boats were up 31.0 percent to 14,286 arrivals, with 9,817 arrivals from "
    "Spain.",
    "Takings were 1,352, up 4.0% on the back of 212 new stalls; a year earlier they were 1,300.",
    (
        "The yard took in 9,310 parcels. Officers cleared up 1,204 of them, and 88 more than "
        "planned were returned on the 12 open days."
    ),
    (
        "343 (24%) of Stage 1 disputes were won, 270 (19%) were drawn and the remaining 812 (57%) "
        "were lost."
    ),
    "The desk took 1,030 calls, 3% fewer than the 1,062 of 2021, while letters doubled to 842 and "
    "visits climbed by a quarter to 315.",
    "The port employed 1,842 people (1,654 full-time equivalents), of whom 1,105 (60%) were women.",
    "Turnout among members was 34.6%: 28,214 of 81,540 voted. Ash took 12,030 votes (42.9%), Birch "
    "9,410 (33.5%), Cedar 4,120 (14.7%) and others 2,500 (8.9%); 154 papers were spoilt.",
    "Average time to answer: 48 seconds; abandoned: 1,840 calls.",
    "Berths were let to yachts (up 4% from 1,744 to 1,814) and to tugs (61). Wharves (up 8 from "
    "120), slips (45, down from 52) and moorings (1,200 to 1,260, up 5%) were counted apart.",
    (
        "The contact centre answered 48,210 calls in 2023/24, compared with 51,902 in 2022/23, a "
        "fall of 7%. Of these calls, 44,835 (93%) were answered within 60 seconds. Average "
        "handling time was 4.2 minutes, down from 4.6 minutes."
    ),
    (
        "Complaints rose from 1,204 to 1,318 (up 9%). Two thirds of complaints concerned waste. "
        "412 complaints (31%) were upheld, including 57 (14%) that were upheld in part; 906 (69%) "
        "were not upheld."
    ),
    (
        "There were 2,150 visits to the office, 180 fewer than last year, when there were 2,330. "
        "Some 640 people used the kiosk, or 30% of visitors. The satisfaction score increased to "
        "81% from 78%, 3 percentage points higher. The target was 85%."
    ),
    (
        "In total, the council spent £3.4 million on customer services, £0.2 million more than "
        "the £3.2 million budgeted. Staff costs made up 72% of spending."
    ),
    (
        "Of the 12 service areas, 9 improved. The number of online forms doubled to 20,400 from "
        "10,200. We expect growth of 5% next year. Over 90% of 1,500 respondents said they were "
        "satisfied."
    ),
    (
        "Waste accounted for 523 complaints (40%), housing for 290 (22%), highways for 211 (16%) "
        "and other services for 294 (22%)."
    ),
    (
        "By 31 March 2024, 118 cases were open, 14 more than at the start of the year. Every "
        "month about 4,000 calls came in. Between April and June we took 11,900 calls, 25% of the "
        "annual total, and 12,400 in the next quarter (26%)."
    ),
    (
        "The team of 24 advisers handled 2,009 calls each on average. Email fell 12% to 8,800, "
        "while web chat grew by 31%, from 2,900 to 3,800. Response within 10 working days was "
        "achieved in 88% of 1,318 cases."
    ),
    (
        "Theft fell by a tenth. Burglary was down 4.5% on the year, robbery up 2%; 3,410 offences "
        "were recorded, 6% fewer than the five-year average of 3,628. Detections stood at 512, a "
        "rate of 15.0%."
    ),
    (
        "Members borrowed 812,400 books, an increase of 12,400 on the previous year. Loans of "
        "e-books rose by a quarter, from 60,000 to 75,000 (+25%). Visits, at 301,000, were 9% "
        "below the 331,000 seen before the pandemic."
    ),
    (
        "Of 1,900 new members, 1,140 were adults (60%) and 760 children (40%), 12% of whom had "
        "never used a library. Fines fell from £14,000 to £9,800, a drop of 30%, and 4,200 "
        "reminders were sent."
    ),
    (
        "We opened 6 new branches, 2 more than planned, with 95 staff, 11 of them part-time. Each "
        "branch ran 42 events on average. A total of 19,380 people attended 1,140 events, an "
        "average of 17 people each."
    ),
    (
        "Requests under the Act numbered 240 (2021-22: 260), of which 198 (82.5%) were answered "
        "in time; 36 were refused in full or in part (15%), and 6 lapsed. Two requests took more "
        "than 60 days."
    ),
    (
        "Income was up 3% at £5.15 million (£5.0 million in the previous year) while costs rose "
        "2% to £5.1 million. Grants made up 64% of income and fees 9%."
    ),
    (
        "Satisfaction stood at 91%, up 2 points from 89% the year before and 6 points above the "
        "national figure of 85%."
    ),
    (
        "Compared with 2019, when there were 400,000 visits, numbers are down by almost 25%. More "
        "than 3,000 people signed the petition. Waiting times fell from 14 days to 9. Nearly 4 in "
        "10 users (38%) came weekly."
    ),
    (
        "Phone contacts decreased by 1,000 or 10% to 9,000; letters by 50 to 450; and emails went "
        "up by 400 to 8,400 (5%)."
    ),
    (
        "One in three of the 61,200 inpatients stayed longer than a week. A fifth of our staff of "
        "7,400 are doctors and two fifths nurses. Nine in ten volunteers were local."
    ),
    (
        "Half of those who replied to our survey (1,204 people) would recommend us. Of 980 letters "
        "sent in January and 1,020 in February, 41% were opened. From 2,000 in April the list grew "
        "to 2,400 in July and fell to 2,100 by March."
    ),
    (
        "Between April and September 2023 the call centre took 92,000 calls, an average of 503 a "
        "day; at weekends the average was 210 a day. In 2022 there were 310 volunteers and in 2023 "
        "there were 342, who gave 21,000 hours, an average of just over 61 hours each."
    ),
    (
        "By 31 March 640 cases had been opened; 590 were closed and 85 were still open, some from "
        "the year before. Appeals pending rose from 1,940 to 2,100, an increase of 8%."
    ),
    (
        "In the first quarter of 2023 revenue was £405.0 million and in the second £437.0 million. "
        "Over the five years to 2023 it grew by 31%, an average of 5.5% a year."
    ),
    (
        "There were 12,480 offences in the three months to June 2023, 2.1% more than in the three "
        "months to June 2022 (12,223). Four out of five victims (82%) were satisfied. One in six "
        "(380) was under 18. Of 5,200 calls, 95% were answered, compared with 91% of 4,900 before."
    ),
    (
        "Earnings were 7 pence per share, a gain of 29.4% from 5 pence per share a year earlier. "
        "The median wait fell from 7 days to 5 days, a fall of 25%."
    ),
    (
        "We issued 1,180 notices (760 warnings and 420 fines) this year, compared with 940 (610 "
        "warnings and 330 fines) in the previous year."
    ),
    (
        "Guests from France rose 12.1 percent to 84,200, while guests from Spain stood at 31,700, "
        "up 20.4 percent. Most were from Poland with 190,400 guests. In May alone 21,300 guests "
        "arrived, 9.1% more than in May of the year before."
    ),
    (
        "The service answered 8,410 letters in 2014/15. This is up from 7,020 the year before and "
        "a 61% increase over two years. Letters about parking increased 10% to 2,950."
    ),
    (
        "Ferry trips made up 62.0 percent of the total, followed by bus trips with 310,000 and "
        "rail trips with 290,000; in all there were more than in the year before. Children's "
        "tickets rose by 4 percent. DVD loans went from 20,000 to 30,000, a 50 percent increase."
    ),
    (
        "In quarter 4 (January to March 2016) we opened 1,390 new cases. This was an increase of "
        "6% on the previous quarter, where we opened 1,315 cases. It was also 2% up on the same "
        "quarter a year before (January to March 2015), where we opened 1,360 cases."
    ),
    (
        "The harbour was ranked 9, up from 12. We rose from 12 to 9 in the national league table. "
        "We closed 300 cases in 20 towns, up from 250. Calls came to 12 from 45 residents."
    ),
    (
        "Loans grew by 58% between 2002 and 2003 from 585 to 924.\n\n| Year | Loans |\n| --- | "
        "--- |\n| 2001 | 410 |\n| 2002 | 585 |\n| 2003 | 924 |\n| Total | 1,919 |"
    ),
    (
        "| Measure | 2022 | 2023 |\n| --- | --- | --- |\n| Total % letters answered in time | 86% "
        "| 89% |\n| Total % letters answered late | 14% | 11% |\n| Total % forms answered in time "
        "| 64% | 72% |\n| Total % forms answered late | 30% | 15% |"
    ),
    (
        "The ferry was slower, so that the fall over the month was 2,655 people as opposed to "
        "2,935 in October 2018, which meant a decrease of 9.5%."
    ),
    (
        "We received 91 letters, of which 15 were not looked into. This is a 33% increase on last "
        "year, when 57 letters were looked into."
    ),
    (
        "Waste (36%, 27), parking fines and council tax (12%, 9) and housing (11%, 8) received the "
        "most letters. The number of people without work fell 10,000 or 6.1 percent to 150,000."
    ),
    (
        "| Year | Trade | With the north | With the south |\n| --- | --- | --- | --- |\n"
        "| 2000 | 889 | 233 | 656 |\n| 2001 | 910 | 241 | 669 |\n| 2002 | 981 | 263 | 718 |\n"
        "| 2003 | 1,049 | 291 | 758 |\n| 2004 | 1,176 | 341 | 835 |\n"
        "| Percent change, 2000-2004 | 32.3 | 46.4 | 27.3 |"
    ),
    "Group takings grew 4.5% to £1,991.4m (2022: £1,905.1m), against market growth of 3.1%.",
    "12,000 people hold a card; 1,500 of these are new this year, i.e. 12.5%. About 37% of "
    "residents have one.",
    "Members came to 2,364: 1,098 skippers, 74 plombed barges and 1,266 deckhands.",
    "Staffing: 57 of 74 authorised posts filled; overtime averaged 13 hours per employee.",
    "Rent brought in £125.5m from the quays. We let 288 empty berths and lost 1.3% of rent.",
    "In April the harbour paid 9,204 people: 4,590 were on land and 4,614 at sea, against a "
    "target of 84%.",
    "Our shops sold 0.86 million maps.\n\nThe north pier alone had 36,333 visits (4.5% of the "
    "total), and the south pier 253,824 (31.3%).",
    "Skippers logged 132,466 trips in 2018. This is 13,246 trips more than in 2017 and a rise of "
    "11.1%, for 50,432 owners in all.",
    "We took in 3,931 letters. In 1,916 we agreed, with the help of 553 pupils, an uphold rate "
    "of 49%.",
    "Fares zoomed 1.0% to £2,382.0m in a year (2016: £2,357.5m), against market growth of 2.2%.",
    "We moored 94,071 boats: 32,974 as day guests, after 12 rounds of talks, 9,895 as wintering "
    "guests, with 737 still to be seen, 44,778 as tenants and 6,424 as wrecks.",
    "- Anchors: 309 pieces, raised off 28 piers, up from 116 a decade ago.",
    "Wardens waved down 30,069 boats last year – 22.4% fewer than in 2022, not far from "
    "the 89% hoped for, when there were 38,766.",
    "There were 14,528 landings, despite 31 days of snow, of which 2,546 were late.",
    "The 64,131 moorings by age: up to 3 years - 33,525 (52.3%), 6 years - 28,038 (43.7%), above "
    "that -\n2,568 (4.0%).",
)


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("Of the 5,220 boats moored, 1,044 (91.73%) were let again.", {"note"}),
        ("Of the 5,220 boats moored, 1,044 (2.0%) were let again.", {"error"}),
        ("Of the 5,220 boats moored, 1,044 (20.0%) were let and 835 (20.0%) sold.", {"error"}),
    ],
)
def test_only_what_a_slip_explains_accuses(text: str, severities: set[str], tmp_path: Path) -> None:
    document = tmp_path / "told.md"
    document.write_text(f"# Harbour council: report 2023/24\n\n{text}", "utf-8")
    assert {f.severity for f in gouji.audit(str(document)).findings} == severities


def test_a_right_text_accuses_nobody(tmp_path: Path) -> None:
    document = tmp_path / "right.md"
    document.write_text("\n\n".join(["# Harbour council: report 2023/24", *RIGHT]), "utf-8")
    assert [f.message for f in gouji.audit(str(document)).findings] == []


@pytest.mark.parametrize(
    "text",
    [
        "* By deck: 5,490 in the bow; 2,310 in the stern; 3,117 guests aft\n"
        "* Night guests: 1,392 (12.8%); day guests: 1,671 (15.3%)\n"
        "* Flags at the pier: 47; slips to hire: 9",
        "Of 30,173 papers, votes for each: Lund 14,020, Berg 9,874 and Dahl 6,218.\n\n"
        "In all 30,112 valid votes were told, and 61 more papers were void.",
        "Gross profit was $284.1 million, or 31.0% of sales, versus $377.2 million a year earlier. "
        "Operating income came to $83.1 million, a margin of 9.1%.",
        "Harbour fees grew 3.1% to £1,204.6m (2021: £1,168.4m), against growth of 2.6% of all. "
        "Mooring fees advanced 2.4% to £948.3m (2021: £926.1m).",
        "Jurors were paid $21 a day for an average of 3.8 days.",
    ],
)
def test_what_nothing_says_belongs_together_accuses_nobody(text: str, tmp_path: Path) -> None:
    document = tmp_path / "report.md"
    document.write_text(f"# Harbour council: report 2023\n\n{text}\n", "utf-8")
    assert [f.message for f in gouji.audit(str(document)).findings if f.severity != "note"] == []


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("The rate was 13.4% (down from 16.1%).", ("16.1", "11.6")),
        ("The share of late replies fell to 24% this year from 28% last year.", ("24", "34")),
        ("In all 640 cases led to refunds. This was down from last year’s 655.", ("655", "565")),
        ("The team closed 5,780 cases, an increase of 9.45% (499 cases).", ("499", "949")),
        ("Bookings dropped by 4,892 or 4.4 per cent and reached 106,855.", ("4,892", "8,492")),
        ("Sales rose by 27,107 or 7.2 per cent to 403,229 from 376,122.", ("27,107", "21,707")),
        (
            "The total number of boats, 2,221, was 4% lower than last year. By kind:\n\n"
            "- 222 boats were lost, 12% fewer\n- 249 were damaged (down 5%)\n- 1,750 were safe",
            ("249", "294"),
        ),
        (
            "| Year | Loans |\n| --- | --- |\n| 2001 | 410 |\n| 2002 | 585 |\n| 2003 | 924 |\n"
            "| Total | 1,919 |",
            ("585", "558"),
        ),
        ("5,662 were closed - a 10% rise on the 5,130 heard last year.", ("5,130", "5,310")),
        (
            "Pay rose 4.9% to £6.08 million from £5.80 million, and rent to £5.1 million from "
            "£4.9 million.",
            ("4.9%", "9.4%"),
        ),
        (
            "Jobs rose to 11,968: full-time jobs went down 45 to 8,153 and part-time jobs rose by "
            "71 to 3,815.",
            ("8,153", "8,513"),
        ),
        (
            "The desk took 1,030 calls, 3% fewer than the 1,062 of 2021, while visits climbed to "
            "315.",
            ("3%", "5%"),
        ),
        ("We took 1,390 calls. This was 6% up on last year, when we took 1,315.", ("6%", "9%")),
        ("We burnt 4,821 tonnes, 2.2% less than in 2021-22 (4,931 tonnes).", ("4,931", "9,431")),
        (
            "Output in 2017 was 8,210.0 GWh, up 9.3% on 2016, when it was 7,511.4 GWh.",
            ("up", "down"),
        ),
        ("• 52,310 landings, a rise of 6.1% on the 49,302 landings in 2015", ("rise", "fall")),
        (
            "We sent 31,447 letters last year - 5.2% fewer than in 2020, when there were 33,172.",
            ("fewer", "more"),
        ),
        ("本月平台上报案件41290件，环比上升4.27%，上月上报39599件。", ("上升", "下降")),
        ("作出决定172份。决定件数较上年（204份）减少32份，下降15.7%。", ("减少", "增加")),
        (
            "The line took 48,662 trips by water in May. Of those riders 31,240 paid by card; "
            "15,318 held a pass and the other 2,104 paid in coin.",
            ("48,662", "48,663"),
        ),
        ("Takings for the half-year were $18.4m (H1 2022: $17.2m), up 7.0%.", ("7.0%", "1.0%")),
        (
            "More boats came by sail (up 4% from 2,410 to 2,506); fewer by motor (down 9%, from "
            "1,280 to 1,165); and ferries kept their place (112).",
            ("4%", "6%"),
        ),
    ],
)
def test_a_slip_in_a_right_sentence_is_found(
    text: str, slip: tuple[str, str], tmp_path: Path
) -> None:
    found = []
    for body in (text, text.replace(*slip, 1)):
        document = tmp_path / "report.md"
        document.write_text(f"# Harbour council: report 2023\n\n{body}\n", "utf-8")
        found.append(len(gouji.audit(str(document)).findings))
    assert found == [0, 1]


TABLE = """

| Team | Requests | Answered | On time |
| --- | --- | --- | --- |
| North | 410 | 400 | 88.0% |
| South | 630 | 600 | 81.0% |
| Total | 1,040 | 1,000 | 83.8% |
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Northern quay closed the year at 1,412,604 boats, southern quay at 903,118.", 0),
        ("Northern quay closed the year at 1,421,604 boats, southern quay at 903,118.", 1),
        ("Northern quay closed the year at 1,412,604 boats; 903,181 berths stood empty.", 0),
    ],
)
def test_a_number_a_slip_away_from_a_cell_of_its_row_is_out_of_step(
    text: str, told: int, tmp_path: Path
) -> None:
    table = "\n".join(
        [
            "| Quay | Sails | Motors |",
            "| --- | --- | --- |",
            "| Northern | 1,412,604 | 88,231 |",
            "| Southern | 903,118 | 47,655 |",
            "| Eastern | 2,218,340 | 61,902 |",
        ]
    )
    document = tmp_path / "report.md"
    more = "Motors at the Northern and Southern quay were 88,231 and 47,655; Eastern: 2,218,340."
    document.write_text(f"# Harbour council\n\n{text} {more}\n\n{table}\n", "utf-8")
    assert len(gouji.audit(str(document)).findings) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We received 1,040 requests and answered 83.8% of them within 20 days.", 0),
        ("We received 1,040 requests and answered 88.3% of them within 20 days.", 1),
        ("We received 1,400 requests this year.", 1),
        ("In 2021-22 we received 1,000 requests and answered 80.0% of them on time.", 0),
        ("Of 1,040 requests, 312 (30.0%) came by post. We refused 104 requests.", 0),
    ],
)
def test_what_a_text_tells_is_held_against_the_total_of_a_table(
    text: str, told: int, tmp_path: Path
) -> None:
    document = tmp_path / "report.md"
    document.write_text(f"# Harbour council: statistics 2022-23\n\n{text}{TABLE}", "utf-8")
    assert len(gouji.audit(str(document)).findings) == told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The pool sold 1,204 tickets to 860 swimmers and 344 guests. Guests made up 29% of all "
            "those who came.",
            ("text-share", "29%", "344", "1,204"),
        ),
        ("Ninety boats landed 5,310 boxes. The catch was 59.0 boxes per boat.", None),
        ("Ferry trips rose from 310 to 342, while hire trips fell 12% to 88.", None),
        (
            "In all 1,350 parcels were lost on 8 July 2021, a 10% drop on July 2020 (1,500).",
            ("text-change", "10%", "1,350", "1,500"),
        ),
        (
            "We lent to 2,500 readers, including 1,000 under 18 (40%).",
            ("text-share", "40%", "1,000", "2,500"),
        ),
        (
            "The panel took 225 appeals, of which 180 were Stage 1 appeals and 45 Stage 2 appeals.",
            ("text-sum", "225", "180", "45"),
        ),
    ],
)
def test_what_is_named_apart_from_its_number(text: str, expected: tuple[str, ...] | None) -> None:
    found = {frozenset(one) for one in stated(text) if one[0] != "direction-rose"}
    assert (frozenset(expected) in found) if expected else not found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The yard held 310 cars and 190 vans (62% and 38% respectively).",
            ("text-share-of-all", "38%", "190", "310"),
        ),
        (
            "Of the 500 bikes, 310 were lent and 190 were sold (62% and 38% respectively).",
            ("text-share", "38%", "190", "500"),
        ),
        (
            "We saw 150. Cars, vans and buses came to 12, 90 and 48 respectively. Buses made up "
            "32% of the total.",
            ("text-share", "32%", "48", "150"),
        ),
        (
            "The panel read 35 letters and found fault in 13 of them (37%).",
            ("text-share", "37%", "13", "35"),
        ),
        (
            "Some 980 people came. 441 of them (45%) came again.",
            ("text-share", "45%", "441", "980"),
        ),
        (
            "We took 1,425 Stage 1 complaints; 74% of Stage 1 complaints (1,057) were closed.",
            ("text-share", "74%", "1,057", "1,425"),
        ),
        (
            "We fed 19,325 people - 11,622 adults and 7,703 children.",
            ("text-sum", "19,325", "11,622", "7,703"),
        ),
        (
            "There were 36,038 starts, 12% below the 40,850 starts of the same quarter a year ago.",
            ("text-change", "12%", "36,038", "40,850"),
        ),
        (
            "The quay handled 2,674 crates against 2,934 in the same month, a decrease of 9.8%.",
            ("text-change", "9.8%", "2,674", "2,934"),
        ),
    ],
)
def test_numbers_in_turn_and_compared(text: str, expected: tuple[str, ...]) -> None:
    assert frozenset(expected) in set(map(frozenset, stated(text)))


def test_a_share_in_a_clause_is_not_of_the_bracket_behind_the_next() -> None:
    told = stated(
        "There were 219,159 arrivals. Spain, with 52,385, took 24% of the total, followed by Italy "
        "(44,961; 21%)."
    )
    assert not any({"24%", "44,961"} <= {*one} for one in told if one[0] == "text-share")


def test_thousands_that_a_blank_parts() -> None:
    text = "In 2018, 635 731 births were told, up from 554 235. Of these, 327 146 were boys."
    reading = read_prose([Paragraph(Passage(text))], "x.txt", MEANING, "2018")
    assert {"635 731", "554 235", "327 146"} <= {f.numeral.text for f in reading.figures}


def test_the_last_number_of_a_sentence_is_no_clause_number() -> None:
    text = "We sold 862 cups: Quay 798 and Hill Street 64. On the whole it was a good year."
    assert ("text-sum", "862", "798", "64") in stated(text)
