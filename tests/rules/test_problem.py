"""What is said of wrong rules and settings, as data: complete in both languages, all of it used."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from gouji.rules.problem import told
from gouji.texts.bilingual import Words
from tests.texts import fields, strings

ROOT = Path(__file__).parents[2]
TEXTS = yaml.safe_load((ROOT / "rules" / "words" / "problems.yaml").read_text("utf-8"))


def test_every_text_is_used() -> None:
    kinds_of_json = {"string", "array", "object", "boolean"}
    used = {*strings("rules", "checks", "reports", "desk"), *kinds_of_json}
    assert [name for name in TEXTS if name.removeprefix("kind-") not in used] == []


@pytest.mark.parametrize("name", TEXTS)
def test_both_languages_are_complete(name: str) -> None:
    text = TEXTS[name]
    assert set(text) == {"zh", "en"}
    assert fields(text["en"]) <= fields(text["zh"])


def test_a_value_may_be_said_in_both_languages() -> None:
    assert told("lacks", missing=Words("名称", "names")) == (
        "缺少：名称；请补上",
        "lacks names; add it",
    )
