import re
from dataclasses import replace

import pytest

from gouji.reports import Tally, render
from gouji.reports.marking.timelines import multiples


@pytest.fixture
def years(result):
    """One indicator in three yearly documents of one issuer, and in those of two others."""
    figure = replace(result.findings[0].operands[0].figure, indicator="诉求总量", scope=())
    document = result.documents[0]
    kept = [
        ("连云港市", "2019", "1"),
        ("连云港市", "2020", "3"),
        ("连云港市", "2021", "2"),
        ("淮安市", "2020", "4"),
        ("宿迁市", "2020", "5"),
    ]
    documents, tallies = [], []
    for issuer, period, value in kept:
        path = f"{issuer}{period}"
        documents.append(replace(document, path=path, issuer=issuer, period=period))
        numeral = replace(figure.numeral, text=value, value=type(figure.numeral.value)(value))
        tallies.append(Tally(replace(figure, document=path, numeral=numeral), ties=1))
    return documents, tallies


def page_of(result, documents, tallies):
    return render(replace(result, documents=tuple(documents)), "html", tallies=tuple(tallies))


def test_an_indicator_is_drawn_over_years_and_over_issuers(years, result):
    documents, tallies = years
    across, along = multiples(documents, tallies)
    assert (across.name, across.over_time, along.name, along.over_time) == (
        *("2020", False, "连云港市", True),
    )
    ((_, _, figures),) = along.pictures
    assert list(figures) == ["2019", "2020", "2021"]
    assert len(across.pictures[0][2]) == 3
    page = page_of(result, documents, tallies)
    assert '<polyline points="6.0,30.0 80.0,6.0 154.0,18.0 "/>' in page
    assert 'x1="154.0" x2="154.0" y1="42.0" y2="20.4"/>' in page


def test_two_figures_and_parts_of_an_indicator_are_not_drawn(years):
    documents, tallies = years
    assert multiples(documents[:2], tallies) == []
    parts = [replace(t, figure=replace(t.figure, scope=("企业诉求",))) for t in tallies]
    assert multiples(documents, parts) == []


def test_a_figure_in_a_finding_is_told_apart(years, result):
    documents, tallies = years
    first, *others = result.findings[0].operands
    finding = replace(
        result.findings[0],
        operands=(replace(first, figure=tallies[1].figure), *others),
        document=documents[1].path,
    )
    page = page_of(replace(result, findings=(finding,)), documents, tallies)
    assert page.count("<polyline") == 1
    along = page[page.index("<polyline") :].partition("</svg>")[0]
    assert re.findall(r'<circle class="(\w*)"', along) == ["", "error", ""]
    assert "<title>2020：3</title>" in along
