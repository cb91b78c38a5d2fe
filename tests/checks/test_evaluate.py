from fractions import Fraction
from math import lcm

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.checks.equations.columns import VERDICTS, Column, Filled, evaluate
from gouji.checks.equations.equation import compiled
from gouji.checks.equations.verdict import decide
from gouji.figures.interval import Interval
from gouji.rules.language import parse

F = Fraction


def exactly(value):
    return Interval.point(F(value))


def spread(low, high, opens=""):
    return Interval(F(low), F(high), "(" in opens, ")" in opens)


def slots_of(figures, rows):
    keys = sorted({key for row in rows for key in row})
    listed = {key: [figures[row[key]] if key in row else None for row in rows] for key in keys}
    return {key: filled(intervals) for key, intervals in listed.items()}


def filled(intervals):
    ends = [(i.low, i.high) if i else (F(0), F(0)) for i in intervals]
    unit = lcm(*(end.denominator for pair in ends for end in pair))
    low, high = (np.array([int(pair[at] * unit) for pair in ends], dtype=object) for at in (0, 1))
    return Filled(Column(low, high, unit), np.array([i is not None for i in intervals], bool))


def verdicts(text, figures, rows):
    found = evaluate(compiled(parse(text)), slots_of(figures, rows), len(rows))
    return [VERDICTS[v] for v in found]


EQUATIONS = [
    "a = b + c + [d]",
    "a = b - c / 3",
    "r = a / b",
    "r = a / b - 1",
    "r = a / (a + b)",
    "a / (b - c) <= d",
    "r * a + r * b = a * c",
    "(a + b) * c = a * d",
    "a / sum(x) = b",
    "a >= b + sum(x)",
    "m = mean(x, w)",
    "m = mean(x)",
    "min(x) <= m <= max(x)",
    "min(a, b / 7 + [c]) <= max(d, 3)",
    "0 <= a <= 100%",
    "a = b * b",
    "a * b + b * c + c * d + d * a = 1",
    "a = 100000000000000000000 * b",
    "a - a + 2 = 2",
]


@st.composite
def figures(draw):
    """Mostly printed decimals; some with thirds for ends, some huge."""
    value = F(draw(st.integers(-12, 24)), draw(st.sampled_from([1, 1, 2, 10, 100, 3])))
    value *= draw(st.sampled_from([1] * 8 + [10**9, 10**17]))
    width = F(draw(st.integers(0, 6)), draw(st.sampled_from([1, 10, 3])))
    return Interval(value, value + width)


@st.composite
def bound(draw):
    comparison = parse(draw(st.sampled_from(EQUATIONS)))
    pool = draw(st.lists(figures(), min_size=1, max_size=12))
    at = st.integers(0, len(pool) - 1)
    keys = list(compiled(comparison).slots)
    row = st.fixed_dictionaries({}, optional=dict.fromkeys(keys, at))
    full = st.fixed_dictionaries(dict.fromkeys(keys, at))
    return comparison, pool, draw(st.lists(full | full | row, min_size=1, max_size=8))


@settings(max_examples=300)
@given(bound())
def test_columns_and_single_rows_give_one_answer(case):
    comparison, pool, rows = case
    found = evaluate(compiled(comparison), slots_of(pool, rows), len(rows))
    for at, row in enumerate(rows):
        alone = decide(comparison, {key: (pool[i],) for key, i in row.items()})
        assert VERDICTS[found[at]] == alone


def test_what_would_overflow_is_computed_again():
    big = 3 * 10**12
    pool = [exactly(v) for v in (big, big, big * big, big * big + 1)]
    rows = [{"a": 2, "b": 0, "c": 1}, {"a": 3, "b": 0, "c": 1}]
    assert verdicts("a = b * c", pool, rows) == ["ties", "breaks"]
    # 2^64 would have wrapped to the very product
    pool = [exactly(v) for v in (2**32, 2**32, 0)]
    assert verdicts("a = b * c", pool, [{"a": 2, "b": 0, "c": 1}]) == ["breaks"]


def test_rows_keep_their_verdicts_whichever_way_they_go():
    pool = [exactly(F(1, 3)), exactly(10**9), exactly(1), exactly(10**18)]
    rows = [{"a": 0, "b": 2, "c": 2}, {"a": 3, "b": 1, "c": 1}]
    assert verdicts("a = b * c", pool, rows) == ["breaks", "ties"]
    assert verdicts("a = b * c", pool, rows[::-1]) == ["ties", "breaks"]


def test_a_link_of_numbers_alone_is_decided_as_well():
    assert verdicts("1 <= 2 <= a", [exactly(3)], [{"a": 0}]) == ["ties"]
    assert verdicts("2 <= 1 <= a", [exactly(3)], [{"a": 0}]) == ["breaks"]


def test_no_rows_and_no_figures_are_no_work():
    assert verdicts("a = b", [], []) == []
    assert verdicts("a = [b]", [], [{}]) == ["undecidable"]
