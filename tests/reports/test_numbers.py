from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.figures.figure import Numeral
from gouji.reports.saying.numbers import as_float, decimals, number, signed


@pytest.mark.parametrize(
    ("value", "least", "most", "text"),
    [
        (0, 0, 6, "0"),
        (999, 0, 6, "999"),
        (1000, 0, 6, "1,000"),
        (-1438746, 0, 6, "-1,438,746"),
        (Decimal("49.10"), 2, 6, "49.10"),
        (Decimal("0.30"), 0, 6, "0.3"),
        (Fraction(1, 3), 0, 4, "0.3333"),
        (Fraction(-1, 3), 0, 0, "0"),
        (Fraction(2, 3), 0, 0, "1"),
        (Decimal("1000.5"), 3, 1, "1,000.500"),
    ],
)
def test_number(value, least, most, text):
    assert number(value, least, most) == text


@pytest.mark.parametrize(
    ("value", "text"), [(28398, "+28,398"), (-3, "-3"), (0, "0"), (Fraction(1, 10**9), "0")]
)
def test_a_difference_shows_its_sign(value, text):
    assert signed(value) == text


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15
    )
)
def test_what_is_printed_reads_back_exactly(value):
    assert Decimal(number(value).replace(",", "")) == value


@given(st.fractions(), st.integers(0, 8))
def test_rounding_is_never_off_by_more_than_half_a_unit(value, places):
    printed = Fraction(number(value, 0, places).replace(",", ""))
    assert abs(printed - value) * 2 * 10**places <= 1


@pytest.mark.parametrize(("step", "places"), [("1", 0), ("0.01", 2), ("100", 0), ("1E+2", 0)])
def test_decimals_are_those_of_the_step(step, places):
    assert decimals(Numeral("x", Decimal(1), Decimal(step))) == places


def test_what_no_float_can_hold_is_none():
    assert as_float(Fraction(10**400)) is None
    assert as_float(Decimal("49.17")) == 49.17
