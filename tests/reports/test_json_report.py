import json
from pathlib import Path

import jsonschema
import pytest

from gouji import reports
from gouji.reports import render

SCHEMA = json.loads(Path(reports.__file__).with_name("audit-schema.json").read_text("utf-8"))


def rendered(result, lang="zh"):
    return json.loads(render(result, "json", lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["result", "clean", "hostile"])
def test_output_is_what_the_schema_describes(request, name, lang):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(rendered(request.getfixturevalue(name), lang), SCHEMA)


def test_the_schema_describes_every_key_there_is(result):
    closed = json.loads(json.dumps(SCHEMA))
    for definition in [closed, *closed["$defs"].values()]:
        if "properties" in definition:
            definition["additionalProperties"] = False
    jsonschema.validate(rendered(result), closed)


def test_top_level_is_the_contract(result):
    audit = rendered(result)
    assert audit["schema"] == 2
    assert audit["summary"] == {"error": 3, "warning": 2, "note": 1}
    assert audit["unbound"] == ["enterprise-satisfaction", "seats-per-head"]
    assert audit["unreadable"] == [{"path": "scan.pdf", "message": "文件有口令；去掉口令后再审"}]
    assert audit["documents"][0] == {
        "path": "lianyungang-2020.txt",
        "sha256": "ab" * 32,
        "issuer": "连云港市",
        "period": "2020",
        "title": "2020年度工作情况发布",
        "figures": 62,
        "checks": 21,
        "ties": 17,
        "findings": 1,
        "undecidable": 1,
        "coverage": 41 / 62,
        "covered": {"tied": 41, "bounded": 0, "unchecked": 21},
        "rounding": "half-up",
        "rate_changes": "unknown",
        "unread": [],
        "apart": None,
        "against": [],
    }


def test_a_figure_is_in_its_printed_unit(result):
    total, *_ = rendered(result)["findings"][0]["figures"]
    assert total["role"] == "诉求总量"
    assert (total["value"], total["low"], total["high"]) == (575774.0, 575774.0, 575774.0)
    assert total["place"]["table"] == 3
    assert total["place"]["page"] is None
    share = rendered(result)["findings"][3]["figures"][0]
    assert (share["value"], share["low"], share["high"]) == (16.01, 16.005, 16.015)


def test_a_change_is_signed(result):
    total = rendered(result)["findings"][1]["figures"][0]
    assert total["change"] == {
        "value": -9.47,
        "low": -9.475,
        "high": -9.465,
        "unit": "%",
        "text": "↓9.47%",
        "kind": "relative",
        "comparison": "year-on-year",
    }


def test_evidence_points_into_the_figures(result):
    finding = rendered(result)["findings"][0]
    assert [e["figures"] for e in finding["evidence"]] == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    assert finding["evidence"][0]["difference"] == 28398.0


def test_a_suggestion_says_what_to_replace(result):
    (suggestion,) = rendered(result, "en")["findings"][2]["suggestions"]
    assert suggestion["restores"] == 1
    assert suggestion["changes"][0]["value"] == 192.0
    assert suggestion["changes"][0]["slip"].startswith("averages were added")


def test_chinese_is_written_as_it_is(result):
    assert "各来源渠道之和等于诉求总量" in render(result, "json")
