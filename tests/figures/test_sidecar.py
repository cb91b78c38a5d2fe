"""What stands beside a disclosure says whose it is."""

from pathlib import Path

import pytest

from gouji.documents.document import Document, DocumentError
from gouji.figures.identity.identify import named, period_of


@pytest.fixture
def document(tmp_path):
    return Document(str(tmp_path / "may.txt"), "", "text", (), metadata={"encoding": "utf-8"})


def beside(document, text):
    data = text if isinstance(text, bytes) else text.encode()
    Path(document.path + ".gouji.yaml").write_bytes(data)
    return named(document, {})


def test_nothing_beside_it_changes_nothing(document):
    assert named(document, {}) is document


@pytest.mark.parametrize("period", ["2024-05", "2024年5月", '"2024年5月份"'])
def test_the_sidecar_names_issuer_period_and_title(document, period):
    found = beside(document, f"issuer: 宿迁市\nperiod: {period}\ntitle: 月报\n")
    assert found.metadata == {
        "encoding": "utf-8",
        "issuer": "宿迁市",
        "period": "2024-05",
        "title": "月报",
    }


def test_a_year_is_no_number_here(document):
    assert beside(document, "period: 2024\n").metadata["period"] == "2024"


def test_what_is_asked_for_goes_before_the_sidecar(document):
    beside(document, "issuer: 宿迁市\nperiod: 2024\n")
    found = named(document, {"period": "2023"})
    assert (found.metadata["issuer"], found.metadata["period"]) == ("宿迁市", "2023")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("issuer: [宿迁市]\n", "should hold"),
        ("- 宿迁市\n", "should hold"),
        ("isuer: 宿迁市\n", "unknown key 'isuer'"),
        ("period: spring\n", "not understood"),
        ("issuer: 'open\n", "YAML syntax"),
        (b"\xff\xfe\x00", "not UTF-8"),
        ("x" * 2_100_000, "more than"),
        ("[" * 100_000, "nested deeper"),
    ],
)
def test_a_sidecar_that_is_wrong_is_told_in_one_line(document, text, what):
    with pytest.raises(DocumentError, match=what) as caught:
        beside(document, text)
    assert "\n" not in str(caught.value)


def test_an_empty_sidecar_says_nothing(document):
    assert beside(document, "").metadata == document.metadata


def test_periods_as_people_write_them():
    assert period_of(" 2024 ") == "2024"
    assert period_of("2024-01~06") == "2024-H1"
    assert period_of("2024年第一季度") == "2024-Q1"
    assert period_of("soon") is None
