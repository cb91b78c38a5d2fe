import json
import re

import pytest

from gouji.reports import render


@pytest.mark.parametrize("name", ["result", "clean", "hostile"])
def test_every_entry_has_what_gitlab_asks_for(request, name):
    entries = json.loads(render(request.getfixturevalue(name), "gitlab"))
    for entry in entries:
        assert set(entry) == {
            *("description", "check_name", "fingerprint", "severity", "location"),
        }
        assert re.fullmatch("[0-9a-f]{64}", entry["fingerprint"])
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)


def test_severities(result):
    entries = json.loads(render(result, "gitlab"))
    assert [entry["severity"] for entry in entries] == [
        *("critical", "critical", "major", "major", "critical", "info", "blocker"),
    ]
