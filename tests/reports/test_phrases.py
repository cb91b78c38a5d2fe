import ast
import re
import string
from pathlib import Path

import pytest

import gouji.reports
from gouji.reports.saying.phrases import PHRASES, say

ROOM = Path(gouji.reports.__file__).parent
CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


def strings_in_use():
    for path in (ROOM.parent / "cli.py", *ROOM.rglob("*.py")):
        if path.name != "phrases.py":
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value
    for path in (ROOM / "templates").glob("*"):
        yield from re.findall(r"""["']([a-z0-9-]+)["']""", path.read_text("utf-8"))
    # what a result holds is a phrase's name too
    yield from ("ties", "ties-truncated", "breaks", "impossible", "unexplained-remainder")
    yield from ("conflict", "undecidable", "half-up", "truncated", "unknown", "waiver", "baseline")
    yield from ("points", "relative")


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_phrase_is_used():
    assert set(PHRASES) - set(strings_in_use()) == set()


@pytest.mark.parametrize("name", PHRASES)
def test_both_languages_are_complete(name):
    zh, en = PHRASES[name]
    assert zh
    assert en
    assert fields(zh) == fields(en)
    assert not CHINESE.search(en)


def test_counts_have_thousands_and_plurals():
    assert say("unchecked-undecidable", "en", n=1).startswith("1 check could")
    assert say("unchecked-undecidable", "en", n=1200).startswith("1,200 checks could")
    assert say("unchecked-undecidable", "zh", n=1200).startswith("1,200 条")


def test_places_have_no_thousands():
    assert say("line", "en", n=1234) == "line 1234"
    assert say("line", "zh", n=1234) == "第1234行"
