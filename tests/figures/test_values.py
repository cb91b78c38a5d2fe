"""Numbers in characters: said and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.figures.numbers.values import CHARACTERS, read_value

DIGITS = "零一二三四五六七八九"


def below_myriad(number: int) -> str:
    said, gap = "", False
    for place, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + word
        gap = not digit
    return said


def in_characters(number: int) -> str:
    high, low = divmod(number, 10_000)
    if not high:
        return below_myriad(low)
    joint = "零" if low and low < 1000 else ""
    return f"{below_myriad(high)}万{joint}{below_myriad(low)}"


@given(st.integers(10, 99_999_999).filter(lambda n: n // 10 % 1000 or n < 10_000))
def test_a_number_in_characters_is_read_back(number):
    spoken = read_value(in_characters(number))
    assert spoken is not None
    assert spoken.value == number


@given(st.text(alphabet=CHARACTERS + "点", max_size=40))
def test_any_characters_are_a_number_or_none(text):
    spoken = read_value(text)
    assert spoken is None or (spoken.value >= 0 and spoken.step > 0)


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [("十", 10, 1), ("十二", 12, 1), ("一百二", 120, 10), ("三万五", 35_000, 1_000),
     ("两千", 2_000, 1_000), ("百万", 1_000_000, 10_000), ("一亿零三", 100_000_003, 1),
     ("十万", 100_000, 10_000)],
)  # fmt: skip
def test_read_value(text, value, step):
    spoken = read_value(text)
    assert spoken is not None
    assert (spoken.value, spoken.step) == (value, step)


@pytest.mark.parametrize("text", ["二〇二〇", "三四", "十百", "点五", "五点", ""])
def test_no_number(text):
    assert read_value(text) is None
