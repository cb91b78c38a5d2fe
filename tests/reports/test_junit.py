from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from gouji.reports import Suppressed, render
from gouji.reports.junit import xml

# What Jenkins and Surefire take (junit-10.xsd of Jenkins' xunit plugin), as far as it is used here.
SCHEMA = etree.XMLSchema(
    etree.fromstring("""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="seconds">
    <xs:restriction base="xs:string"><xs:pattern value="[0-9]*([.][0-9]*)?"/></xs:restriction>
  </xs:simpleType>
  <xs:attributeGroup name="counts">
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="time" type="seconds"/>
  </xs:attributeGroup>
  <xs:complexType name="outcome" mixed="true">
    <xs:attribute name="message" type="xs:string"/>
    <xs:attribute name="type" type="xs:string"/>
  </xs:complexType>
  <xs:complexType name="case">
    <xs:choice minOccurs="0">
      <xs:element name="skipped" type="outcome"/>
      <xs:element name="error" type="outcome"/>
      <xs:element name="failure" type="outcome"/>
    </xs:choice>
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="classname" type="xs:string"/>
    <xs:attribute name="time" type="xs:string"/>
  </xs:complexType>
  <xs:complexType name="suite">
    <xs:sequence><xs:element name="testcase" type="case" maxOccurs="unbounded"/></xs:sequence>
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="skipped" type="xs:nonNegativeInteger"/>
    <xs:attributeGroup ref="counts"/>
  </xs:complexType>
  <xs:element name="testsuites">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="testsuite" type="suite" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence>
      <xs:attribute name="name" type="xs:string"/>
      <xs:attributeGroup ref="counts"/>
    </xs:complexType>
  </xs:element>
</xs:schema>
""")
)


@pytest.mark.parametrize("name", ["result", "clean", "hostile"])
def test_it_is_what_jenkins_takes(request, name):
    given = request.getfixturevalue(name)
    SCHEMA.assertValid(etree.fromstring(render(given, "junit", lang="en")))


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
            assert int(element.get(attribute, found)) == found


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
