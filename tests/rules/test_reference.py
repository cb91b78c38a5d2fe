import pytest

from gouji.rules import reference
from gouji.rules.reference import Reference, population


@pytest.mark.parametrize("issuer", ["宿迁市", "宿迁", "江苏省宿迁市", "江苏省 宿迁市"])
def test_finds_an_issuer_by_the_names_it_goes_by(issuer):
    found = population(issuer)
    assert found is not None
    assert (found.value, found.year) == (4986192, 2020)
    assert "人口普查" in found.source


def test_finds_a_province():
    assert population("江苏") == population("江苏省") != None  # noqa: E711


@pytest.mark.parametrize(
    "issuer", ["", "市", "省", "江苏省南京市江宁区", "宿迁市宿城区", "迁", "沭阳县"]
)
def test_says_nothing_of_whom_it_does_not_know(issuer):
    assert population(issuer) is None


def test_a_short_name_of_two_places_is_left_alone(monkeypatch):
    one, other = Reference(1, 2020, "甲"), Reference(2, 2020, "乙")
    monkeypatch.setattr(reference, "_populations", lambda: {"吉林市": one, "吉林省": other})
    assert population("吉林") is None
    assert population("吉林省吉林市") is one
