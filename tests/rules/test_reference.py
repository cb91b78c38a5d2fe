from pathlib import Path

import pytest

from gouji.rules.problem import RuleError
from gouji.rules.reference import Reference, References, load_reference, population

HEADER = "city,resident_population,source\n"


def written(folder: Path, rows: str, header: str = HEADER) -> Path:
    path = folder / "population.csv"
    path.write_text(header + rows, "utf-8")
    return path


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


def test_a_short_name_of_two_places_is_left_alone():
    one, other = Reference(1, 2020, "甲"), Reference(2, 2020, "乙")
    references = References({"吉林市": one, "吉林省": other})
    assert references.of("吉林") is None
    assert references.of("吉林省吉林市") is one


def test_references_of_the_user_go_first(tmp_path):
    added = load_reference(written(tmp_path, '宿迁市,"4,970,000",2023年统计公报\n'))
    assert population("宿迁", added) == Reference(4970000, 2023, "2023年统计公报")
    assert population("南京", added) == population("南京")


def test_every_bad_row_is_reported_with_its_line(tmp_path):
    bad = ["甲市,498.6万,2020年", "乙市,10,普查", ",10,2020年", "丁市,-3,2020年"]
    good_then_again = ["丙市,1,2020年", "丙市,1,2020年"]
    rows = "\n".join(bad + good_then_again)
    path = written(tmp_path, rows)
    with pytest.raises(RuleError) as caught:
        load_reference(path)
    assert [p.place for p in caught.value.problems] == [f"{path}:{n}" for n in (2, 3, 4, 5, 7)]
    assert "'498.6万' must be a whole number" in caught.value.en


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(RuleError, match="lacks the columns source"):
        load_reference(written(tmp_path, "甲市,1\n", "city,resident_population\n"))


def test_a_short_row_is_a_bad_row(tmp_path):
    with pytest.raises(RuleError, match="must be a whole number"):
        load_reference(written(tmp_path, "甲市\n"))


def test_another_encoding_is_said_with_its_line(tmp_path):
    path = tmp_path / "gbk.csv"
    path.write_bytes((HEADER + "宿迁市,1,2020年\n").encode("gb18030"))
    with pytest.raises(RuleError, match=r"gbk\.csv:2.*UTF-8"):
        load_reference(path)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(RuleError, match="can't be read"):
        load_reference(tmp_path / "none.csv")
