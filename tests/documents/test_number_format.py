from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.documents.office.number_format import is_date, of_serial, shown


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.4917, "0.00%", "49.17%"),
        (0.49175, "0.00%", "49.18%"),
        (0.5, "0%", "50%"),
        (575774, "General", "575774"),
        (575774.0, "General", "575774"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567, "#,##0", "1,234,567"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, "#,##0.00_ ", "1,234.50"),
        (3.88, "0.0", "3.9"),
        (2.5, "0", "3"),
        (-8.77, "0.00", "-8.77"),
        (-8.77, "0.00;[Red](0.00)", "(8.77)"),
        (-600, "#,##0;[Red]#,##0", "-600"),
        (-600, "#,##0_ ;[红色]#,##0", "-600"),
        (600, "#,##0;[Red]#,##0", "600"),
        (-600, "#,##0;#,##0", "600"),
        (-600, '#,##0;[Red]"△"#,##0', "△600"),
        (-600, "#,##0;[Red]-#,##0", "-600"),
        (-600, "0;[DBNum1]0", "600"),
        (-0.0877, '"↑"0.00%;"↓"0.00%', "↓8.77%"),
        (0, '0;-0;"—"', "—"),
        (0, '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "-"),
        (0, '"↑"0.00%;"↓"0.00%;"持平"', "持平"),
        (12345, '[>9999]0.0,"万";0', "12.3万"),
        (5, '[>9999]0.0,"万";0', "5"),
        (-5, "[<0](0);0", "(5)"),
        (-5, "[>=100]0;[>=0]0.0;0.00", "-5.00"),
        (7, '[=0]"无"', "7"),
        (575750, '0!.0,"万"', "57.6万"),
        (1204, '0\\.0,"万"', "0.1万"),
        (1204, "000000", "001204"),
        (0, "#,###", ""),
        (0.5, "#.##", "0.5"),
        (5, ";;;", ""),
        (5, 'General"件"', "5件"),
        (5, "G/通用格式", "5"),
        (123456789012, "General", "123456789012"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (1234567, '#,##0.00,,"百万"', "1.23百万"),
        (0.5, "0." + "0" * 60, "0.5" + "0" * 59),
        (26851, '0"件"', "26851件"),
        (57.58, '0.00"万件"', "57.58万件"),
        (1327.85, "0.0#", "1327.85"),
        (12.0, "0.##", "12"),
        (12345678, "#,##0,", "12,346"),
        (-0.001, "0.00", "0.00"),
        (0.25, "# ?/?", "0.25"),
        (45413, "yyyy-mm-dd", "2024年5月1日"),
        (45413, 'yyyy"年"m"月"', "2024年5月"),
        (45413, 'm"月"d"日"', "5月1日"),
        (45413, 'yyyy"年"', "2024年"),
        (45413 + 485 / 1440, "yy/mm/dd h:mm", "2024年5月1日 8:05"),
        (45413 + 1205 / 1440, "上午/下午h:mm;@", "20:05"),
        (45413, "[$-804]aaaa", "2024-05-01"),
        (-1, "yyyy-mm-dd", "-1"),
        (30609 / 86400, "mm:ss", "30:09"),
        (1805 / 1440, "[h]:mm", "30:05"),
        (float("inf"), "0.00", "inf"),
    ],
)
def test_a_value_is_printed_as_it_is_shown(value: float, form: str, text: str) -> None:
    assert shown(value, form) == text


@given(st.integers(0, 10**7), st.integers(0, 4))
def test_what_was_typed_is_what_is_shown(digits: int, places: int) -> None:
    value = digits / 10**places
    form = "0." + "0" * places if places else "0"
    whole, fraction = divmod(digits, 10**places)
    assert shown(value, form) == (f"{whole}.{fraction:0{places}}" if places else str(whole))


@given(st.floats(allow_nan=True), st.text(max_size=20))
def test_no_format_breaks_it(value: float, form: str) -> None:
    assert isinstance(shown(value, form), str)


def test_formats_of_dates_are_told_from_others() -> None:
    assert all(map(is_date, ["m/d/yyyy", "[h]:mm", 'm"月"', "[$-804]aaaa", "h:mm AM/PM"]))
    assert not any(map(is_date, ["General", '0"days"', "[Red]0", "0.00E+00", "#,##0_h", "@"]))


def test_days_are_counted_from_either_epoch() -> None:
    assert of_serial(45292) == datetime.datetime(2024, 1, 1)
    assert of_serial(43830, from_1904=True) == datetime.datetime(2024, 1, 1)
    assert of_serial(-1) is None
    assert of_serial(1e9) is None
