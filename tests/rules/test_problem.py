"""What is said of wrong rules and settings, as data: complete in both languages, all of it used."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from gouji.rules.problem import told

ROOT = Path(__file__).parents[2]
TEXTS = yaml.safe_load((ROOT / "rules" / "words" / "problems.yaml").read_text("utf-8"))


def strings() -> Iterator[str]:
    for room in ("rules", "checks", "reports", "desk"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_is_used() -> None:
    kinds_of_json = {"string", "array", "object", "boolean"}
    used = {*strings(), *kinds_of_json}
    assert [name for name in TEXTS if name.removeprefix("kind-") not in used] == []


@pytest.mark.parametrize("name", TEXTS)
def test_both_languages_are_complete(name: str) -> None:
    text = TEXTS[name]
    assert set(text) == {"zh", "en"}
    assert fields(text["en"]) <= fields(text["zh"])


def test_a_value_may_be_said_in_both_languages() -> None:
    assert told("lacks", missing=("名称", "names")) == ("缺少：名称；请补上", "lacks names; add it")
