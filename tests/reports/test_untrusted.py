from hypothesis import given
from hypothesis import strategies as st

from gouji.reports.saying.lines import printable


def test_escape_sequences_are_disarmed():
    assert printable("\x1b[31m红\r\n行") == "\ufffd[31m红  行"
    assert printable("\u202e反") == "\ufffd反"


@given(st.text())
def test_always_one_printable_line(text):
    shown = printable(text)
    assert len(shown.splitlines()) <= 1
    shown.encode("utf-8")
