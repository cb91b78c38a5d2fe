"""Running text against sentences written for this: figures, relations and what arithmetic says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gouji.documents.document import Paragraph, Passage, Place, Segment
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval
from gouji.figures.meaning import Meaning
from gouji.figures.prose import ProseReading, read_prose
from gouji.figures.statements.statement import TextRelation
from gouji.rules import vocabulary

SENTENCES = Path(__file__).with_name("sentences")
LEAST_PRECISION = 0.95
LEAST_RECALL = 0.90
LEAST_FULLY_RIGHT = 0.85
HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Case:
    file: str
    text: str
    period: str
    figures: list[list[Any]] | None
    relations: list[tuple[str, str, dict[str, tuple[str, ...]]]]


@cache
def meaning() -> Meaning:
    return Meaning(vocabulary.load())


def read(text: str, period: str = "2023") -> ProseReading:
    paragraphs = [Paragraph(Passage(line)) for line in text.split("\n")]
    return read_prose(paragraphs, "x.txt", meaning(), period)


@cache
def cases() -> tuple[Case, ...]:
    return tuple(_cases())


def _cases() -> Iterator[Case]:
    for path in sorted(SENTENCES.glob("*.yaml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        for raw in content["cases"]:
            yield Case(
                path.stem,
                raw["text"],
                raw.get("period", content["period"]),
                raw.get("figures"),
                [(s, v, _texts(r)) for s, v, r in raw.get("relations", ())],
            )


def _texts(roles: dict[str, str | list[str]]) -> dict[str, tuple[str, ...]]:
    return {k: (v,) if isinstance(v, str) else tuple(v) for k, v in roles.items()}


def found(reading: ProseReading, relation: TextRelation) -> tuple[str, Any]:
    roles = {
        role: tuple(reading.figures[i].text for i in at) for role, at in relation.roles.items()
    }
    return relation.shape, tuple(sorted(roles.items()))


def expected(shape: str, roles: dict[str, tuple[str, ...]]) -> tuple[str, Any]:
    return shape, tuple(sorted(roles.items()))


def verdict(reading: ProseReading, relation: TextRelation) -> str:
    of = {role: [reading.figures[i] for i in at] for role, at in relation.roles.items()}
    return (
        "ties" if _ties(relation, {k: [f.interval for f in v] for k, v in of.items()}) else "breaks"
    )


def _ties(relation: TextRelation, of: dict[str, list[Interval]]) -> bool:
    match relation.shape:
        case "text-share" | "text-rate":
            rate, part, whole = (values[0] for values in of.values())
            return rate.meets((part / whole).scaled(HUNDRED))
        case "text-share-of-all":
            return of["占比"][0].meets((of["部分"][0] / _sum(of["各项"])).scaled(HUNDRED))
        case "text-joint-share":
            return of["占比"][0].meets((_sum(of["部分"]) / of["总体"][0]).scaled(HUNDRED))
        case "text-shares":
            return _sum(of["占比"]).meets(Interval.point(100))
        case "text-sum":
            return of["总体"][0].meets(_sum(of["分项"]))
        case "text-of-which":
            rest = of["总体"][0] - _sum(of["分项"])
            return rest.high is None or rest.high >= 0
        case "text-per-day":
            assert relation.over
            return of["日均"][0].meets(of["总量"][0].scaled(Fraction(1, relation.over)))
        case "text-per-month":
            assert relation.over
            return of["月均"][0].meets(of["总量"][0].scaled(Fraction(1, relation.over)))
        case "text-per-week":
            assert relation.over
            weeks = Interval(Fraction(relation.over // 7), Fraction(-(-relation.over // 7)))
            return of["周均"][0].meets(of["总量"][0] / weeks)
        case "text-per-head":
            return of["人均"][0].meets(of["总量"][0] / of["人数"][0])
        case "text-mean":
            return of["平均"][0].meets(of["总量"][0] / of["个数"][0])
        case "text-balance":
            return _sum(of["来"]).meets(_sum(of["去"]))
        case "text-spelled-out":
            return of["大写"][0].meets(of["小写"][0])
        case "text-once-more":
            return of["一处"][0].meets(of["又一处"][0])
        case "text-common-base":
            one, other = of["部分"][0] / of["占比"][0], of["另部分"][0] / of["另占比"][0]
            return one.meets(other)
        case "text-change":
            ratio = (of["本期"][0] / of["上期"][0]).scaled(HUNDRED)
            return (ratio - Interval.point(100)).meets(of["变化"][0])
        case "text-difference":
            return (of["本期"][0] - of["上期"][0]).meets(of["变化"][0])
        case "text-increase":
            prior = of["本期"][0] - of["增量"][0]
            return (of["增量"][0] / prior).scaled(HUNDRED).meets(of["增幅"][0])
        case "text-multiple":
            return (of["本期"][0] / of["上期"][0]).meets(of["倍数"][0])
        case "text-ratio":
            return (of["甲"][0] / of["乙"][0]).meets(of["比"][0])
        case "fell-by-a-negative":
            return False
        case "direction-rose" | "direction-fell":
            later, earlier = of["本期"][0], of["上期"][0]
            gap = later - earlier if relation.shape == "direction-rose" else earlier - later
            return gap.high is None or gap.high > 0
    raise AssertionError(relation.shape)


def _sum(parts: list[Interval]) -> Interval:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total


def wrong_figures(case: Case, reading: ProseReading) -> list[str]:
    if case.figures is None:
        return []
    texts = [f.text for f in reading.figures]
    if texts != [str(e[0]) for e in case.figures]:
        return [f"figures {texts}"]
    return [
        f"{f.text}: {f.indicator} {f.scope} {f.change.numeral.value if f.change else ''}"
        for f, e in zip(reading.figures, case.figures, strict=True)
        if not _as_expected(f, e)
    ]


def _as_expected(figure: Figure, expected: list[Any]) -> bool:
    _, indicator, scope, change = (*expected, *("*", "*", "*")[len(expected) - 1 :])
    told = str(figure.change.numeral.value) if figure.change else "*"
    return (
        indicator in ("*", figure.indicator or "?")
        and _scope_as_expected(figure, scope)
        and (change == "*" or change.removeprefix("+") == told)
    )


def _scope_as_expected(figure: Figure, scope: Any) -> bool:
    if scope == "~":
        return figure.indicator is None or figure.scope != ()
    return scope == "*" or tuple(scope) == figure.scope


def score(cases: Sequence[Case]) -> tuple[dict[str, float], list[str]]:
    """Compare cases; give the measures and what is wrong, a line each."""
    right = said = wanted = fully = 0
    wrong: list[str] = []
    for case in cases:
        reading = read(case.text, case.period)
        got = {found(reading, r): r for r in reading.relations}
        want = {expected(s, r): v for s, v, r in case.relations}
        hits = set(got) & set(want)
        verdicts = [k for k in hits if verdict(reading, got[k]) != want[k]]
        problems = [
            *(f"not found: {k}" for k in want if k not in got),
            *(f"not stated: {k}" for k in got if k not in want),
            *(f"verdict of {k} is {verdict(reading, got[k])}" for k in verdicts),
            *wrong_figures(case, reading),
        ]
        right, said, wanted = right + len(hits), said + len(got), wanted + len(want)
        fully += not problems
        if problems:
            wrong.append("\n    ".join([f"{case.file}: {case.text}", *problems]))
    measures = {
        "sentences": len(cases),
        "precision": right / max(said, 1),
        "recall": right / max(wanted, 1),
        "fully right": fully / len(cases),
    }
    return measures, wrong


def test_sentences_are_read_as_a_careful_reader_would(capsys: pytest.CaptureFixture[str]) -> None:
    measures, wrong = score(cases())
    with capsys.disabled():
        for file in sorted({c.file for c in cases()}):
            print(
                f"\n{file:>12}: {_line(score([c for c in cases() if c.file == file])[0])}", end=""
            )
        print(f"\n{'all':>12}: {_line(measures)}")
        print("\n".join(wrong))
    assert measures["precision"] >= LEAST_PRECISION
    assert measures["recall"] >= LEAST_RECALL
    assert measures["fully right"] >= LEAST_FULLY_RIGHT


def _line(measures: dict[str, float]) -> str:
    return ", ".join(
        f"{k} {v:.3f}" if k != "sentences" else f"{v} {k}" for k, v in measures.items()
    )


def test_what_words_put_together_is_read_to_the_letter() -> None:
    for case in (c for c in cases() if c.file == "together"):
        reading = read(case.text, case.period)
        told = {(verdict(reading, r), found(reading, r)) for r in reading.relations}
        assert told == {(v, expected(s, roles)) for s, v, roles in case.relations}, case.text


def test_a_value_of_a_named_year_is_read_where_the_text_has_no_period_of_its_own() -> None:
    told = read("售票90张，较2023年的80张增长12.5%。", "").relations
    assert [r.shape for r in told] == ["text-change"]


def test_there_are_enough_sentences_of_each_kind() -> None:
    stated = [c for c in cases() if c.relations]
    slips = [c for c in stated if any(v == "breaks" for _, v, _ in c.relations)]
    assert len(cases()) >= 190
    assert len(slips) >= 0.4 * len(stated)
    assert sum(not c.relations for c in cases()) >= 40


def test_no_slip_is_seen_where_none_was_made() -> None:
    """Whatever is read wrongly, nothing breaks in a sentence that is in order."""
    for case in cases():
        if any(v == "breaks" for _, v, _ in case.relations):
            continue
        reading = read(case.text, case.period)
        broken = [found(reading, r) for r in reading.relations if verdict(reading, r) == "breaks"]
        assert not broken, (case.text, broken)


@given(
    st.text(
        alphabet="其中占比分别为、，。；（）共受理诉求日均增长较去年同期件%万0123456789.:从看",
        max_size=80,
    )
)
def test_any_text_is_read_and_relations_point_at_figures(text: str) -> None:
    reading = read(text)
    for relation in reading.relations:
        for positions in relation.roles.values():
            assert positions
            assert all(0 <= at < len(reading.figures) for at in positions)


def test_a_figure_knows_its_place_in_the_source() -> None:
    passage = Passage("共受理诉求8600件，同比增长3.20%。", (Segment(0, line=12, column=4),))
    figure = read_prose([Paragraph(passage)], "x.txt", meaning(), "2023").figures[0]
    assert (figure.place.line, figure.place.span) == (12, (9, 14))
    assert figure.change is not None
    assert figure.change.place.line == 12


@pytest.mark.parametrize(
    ("text", "period", "expected"),
    [
        ("全年受理诉求8600件。", "2023", ""),
        ("2023年受理诉求8600件。", "2023", ""),
        ("2022年受理诉求8600件。", "2023", "prior"),
        ("去年受理诉求8600件。", "2023", "prior"),
        ("5月份受理诉求8600件。", "2023", "5月份"),
        ("5月份受理诉求8600件。", "2023-05", ""),
        ("自2015年开通以来，累计受理诉求8600件。", "2023", "自2015年开通以来"),
        ("五年来，受理诉求8600件。", "2023", "五年来"),
    ],
)
def test_a_figure_of_another_period_says_so(text: str, period: str, expected: str) -> None:
    assert read(text, period).figures[0].period == expected


@pytest.mark.parametrize(
    "text",
    [
        "“110联动”专席接诉500件，在线答复300件，满意率99.0%。",
        "互联网渠道服务进一步优化，全年受理诉求38000件。",
        "（四）物业管理。共受理13000件，满意率91.20%。",
        "受理市长信箱来信1200封，办结率98.33%。",
        "受理诉求8600件，其中投诉2000件，办结率95.00%。",
        "西城区受理诉求2800件，满意率97.10%。",
    ],
)
def test_what_is_about_a_slice_is_not_taken_for_the_whole(text: str) -> None:
    last = read(text).figures[-1]
    assert last.indicator is None or last.scope != ()


def test_a_paragraph_that_begins_with_of_which_goes_on_with_the_one_before() -> None:
    texts = ["共受理诉求9000件，日均25件。", "其中，咨询类诉求6000件，投诉类诉求2000件。"]
    reading = read_prose([Paragraph(Passage(t)) for t in texts], "x.txt", meaning(), "2023")
    shapes = {found(reading, r) for r in reading.relations}
    assert expected("text-of-which", {"总体": ("9000",), "分项": ("6000", "2000")}) in shapes


def test_a_hostile_paragraph_is_read_to_its_end() -> None:
    long = read("其中甲类5件，占3.2%，同比增长1.1%、" * 1000 + "。")
    assert len(long.figures) >= 2000
    assert len(read("受理诉求" * 20_000 + "5件，占比" * 2).figures) <= 2


def test_the_end_of_an_of_which_list_returns_to_the_whole() -> None:
    text = "受理诉求93.12万件，其中群众诉求90.02万件、企业诉求3.1万件；在线解答46.2万件。"
    scopes = {f.text: f.scope for f in read(text).figures}
    assert scopes["3.1万"] == ("企业诉求",)
    assert scopes["46.2万"] == scopes["93.12万"] == ()


def test_traditional_characters_are_read_like_simplified_ones() -> None:
    one = read("共受理訴求9.67萬件，同比增長3.20%，其中電話端8.00萬件，占訴求總量的82.73%。")
    other = read("共受理诉求9.67万件，同比增长3.20%，其中电话端8.00万件，占诉求总量的82.73%。")
    assert [(f.indicator, f.scope, f.interval) for f in one.figures] == [
        (f.indicator, f.scope, f.interval) for f in other.figures
    ]
    assert [(r.shape, r.roles) for r in one.relations] == [
        (r.shape, r.roles) for r in other.relations
    ]
    assert one.figures[0].change is not None
    assert one.relations


def test_a_rate_per_thousand_does_not_tie_as_one_per_cent() -> None:
    reading = read("年末人口580万人，其中乡村57.35万人。出生人口4.0万人，出生率6.9‰。")
    told = [found(reading, r) for r in reading.relations if r.shape == "text-rate"]
    assert told == [
        expected("text-rate", {"比率": ("6.9‰",), "分子": ("4.0万",), "分母": ("580万",)})
    ]


def test_lines_that_are_read_as_one_keep_their_places() -> None:
    lines = ["外贸总额", "900.0亿元", "同比增长4.0%"]
    told = [Paragraph(Passage(t), place=Place(paragraph=n)) for n, t in enumerate(lines, 1)]
    (total,) = read_prose(told, "x.html", meaning(), "2024").figures
    assert (total.column_path, total.place.paragraph, total.place.span) == (
        ("外贸总额",),
        2,
        (0, 7),
    )
    assert total.change and total.change.place.paragraph == 3
