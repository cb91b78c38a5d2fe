import json
from pathlib import Path

import jsonschema
import pytest

from gouji import load_rules
from gouji.reports import Suppressed, render
from gouji.reports.saying.originals import uri

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))


def run_of(result, **options):
    log = json.loads(render(result, "sarif", **options))
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    return run


@pytest.mark.parametrize("name", ["result", "clean", "hostile"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_sarif(request, name, lang):
    run_of(request.getfixturevalue(name), lang=lang)


def test_operands_are_related_locations(result):
    conflict = run_of(result)["results"][4]
    said, tabled = conflict["relatedLocations"]
    assert said["message"]["text"] == "正文: 93.73%"
    region = said["physicalLocation"]["region"]
    assert region == {"startLine": 16, "startColumn": 67, "endColumn": 73}
    assert tabled["logicalLocations"][0]["fullyQualifiedName"].startswith("表2 第2行 第2列")
    assert conflict["partialFingerprints"] == {"goujiFindingId/v1": "b2e04d11"}


def test_rules_are_listed_once_and_pointed_at(result):
    run = run_of(result)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules))
    assert all(rules[r["ruleIndex"]] == r["ruleId"] for r in run["results"])


def test_what_is_accepted_is_suppressed_with_its_reason(result, clean):
    accepted = Suppressed(result.findings[0], "waiver", "另有渠道未列")
    (only,) = run_of(clean, suppressed=(accepted,))["results"]
    assert only["suppressions"][0]["justification"] == "另有渠道未列"


def test_an_input_that_failed_is_said(result):
    (invocation,) = run_of(result)["invocations"]
    assert not invocation["executionSuccessful"]
    assert "口令" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_paths_become_uris():
    assert uri("报告 1.txt") == "%E6%8A%A5%E5%91%8A%201.txt"
    assert uri("/a/b.txt") == "file:///a/b.txt"


def test_a_rule_is_told_in_full(result):
    known = {rule.id: rule for rule in load_rules()}
    (described, *_) = [
        rule
        for rule in run_of(result, rules=tuple(known.values()))["tool"]["driver"]["rules"]
        if rule["id"] in known
    ]
    rule = known[described["id"]]
    assert described["fullDescription"]["text"] == rule.because
    assert all(reason in described["help"]["text"] for reason in rule.innocent)
