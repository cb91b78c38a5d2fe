from gouji.documents.document import Place
from gouji.reports.saying.shared_sentences import percent, where


def test_a_cell_is_found_by_its_table():
    place = Place(line=61, table=3, row=2, column=4)
    assert where(place, "zh") == "表3 第2行 第4列"
    assert where(place, "en") == "table 3, row 2, column 4"
    assert where(place, "zh", near=Place(table=3)) == "第2行 第4列"


def test_running_text_is_found_by_its_line():
    assert where(Place(line=16, page=2), "zh") == "第2页 第16行"
    assert where(Place(line=1600), "en") == "line 1600"


def test_a_spreadsheet_has_its_own_words():
    assert where(Place(table=1, row=7, column=3, cell="Sheet1!C7"), "zh") == "Sheet1!C7"


def test_a_place_that_nobody_knows_is_empty():
    assert where(Place(), "zh") == ""


def test_coverage_is_never_rounded_up_to_all():
    assert percent(0.999) == "99%"
    assert percent(1.0) == "100%"
    assert percent(0.004) == "0%"
