from xml.etree import ElementTree as ET

import pytest

from gouji.reports import Suppressed, render
from gouji.reports.junit import xml


def suites_of(result, **options):
    return ET.fromstring(render(result, "junit", **options))


@pytest.mark.parametrize("name", ["result", "clean", "hostile"])
def test_the_counts_are_those_of_the_cases(request, name):
    root = suites_of(request.getfixturevalue(name))
    for element in [root, *root]:
        cases = list(element.iter("testcase"))
        assert int(element.get("tests")) == len(cases)
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped",) * 2):
            found = sum(case.find(tag) is not None for case in cases)
            assert int(element.get(attribute)) == found


def test_errors_and_warnings_fail_and_notes_do_not(result):
    root = suites_of(result)
    assert (root.get("failures"), root.get("errors")) == ("5", "1")
    failure = root.find(".//failure")
    assert failure.get("type") == "breaks"
    assert "508,474     电话" in failure.text


def test_what_is_accepted_is_skipped(result, clean):
    accepted = Suppressed(result.findings[0], "baseline")
    root = suites_of(clean, lang="en", suppressed=(accepted,))
    assert root.get("failures") == "0"
    assert "known to the baseline" in [s.get("message") for s in root.iter("skipped")]


def test_other_readers_can_read_it(result):
    junitparser = pytest.importorskip("junitparser")
    read = junitparser.JUnitXml.fromstring(render(result, "junit"))
    assert read.failures == 5
    assert len(list(read)) == 5


def test_characters_that_xml_cannot_hold_are_replaced():
    assert xml("a\x00b\ufffe\ud800c😀") == "a\ufffdb\ufffd\ufffdc😀"
