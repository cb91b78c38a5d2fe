import ast
import re
import string
from pathlib import Path

import pytest

import gouji.reports
from gouji.reports.saying.phrases import say
from gouji.texts.bilingual import loaded

ROOM = Path(gouji.reports.__file__).parent
PHRASES = loaded(ROOM / "saying" / "phrases.yaml")
CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


DESK = ROOM.parent / "desk"


def strings_in_use():
    """What may be a phrase's name, and what names begin with that are put together."""
    for path in (ROOM.parent / "cli.py", *ROOM.rglob("*.py"), *DESK.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    for path in (*(ROOM / "templates").glob("*"), *(DESK / "templates").glob("*")):
        yield from re.findall(r"""["']([a-z0-9-]+)["']""", path.read_text("utf-8"))
    # what a result holds is a phrase's name too
    yield from ("ties", "ties-truncated", "breaks", "impossible", "unexplained-remainder")
    yield from ("conflict", "undecidable", "half-up", "truncated", "unknown", "waiver", "baseline")
    yield from ("points", "relative")


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_phrase_is_used():
    used = set(strings_in_use())
    begun = tuple(text for text in used if text.endswith("-"))
    assert [n for n in PHRASES if n not in used and not n.startswith(begun)] == []


@pytest.mark.parametrize("name", PHRASES)
def test_both_languages_are_complete(name):
    zh, en = (PHRASES[name][lang] for lang in ("zh", "en"))
    assert zh
    assert en
    assert fields(zh) == fields(en)
    assert not CHINESE.search(en) or name in ("language", "page-other-language")


def test_counts_have_thousands_and_plurals():
    assert say("unchecked-undecidable", "en", n=1).startswith("1 check could")
    assert say("unchecked-undecidable", "en", n=1200).startswith("1,200 checks could")
    assert say("unchecked-undecidable", "zh", n=1200).startswith("1,200 条")


def test_places_have_no_thousands():
    assert say("line", "en", n=1234) == "line 1234"
    assert say("line", "zh", n=1234) == "第1234行"
