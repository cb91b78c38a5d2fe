"""The words of languages: every entry holds what its cases say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from gouji.rules import cues
from gouji.rules.bundled import WORDS, bundled
from gouji.rules.problem import RuleError
from gouji.rules.source import read_source
from gouji.rules.validation import schema_problems
from gouji.rules.words import Cue, adjoin, cue, read_split, words

SPLITS = [raw for language in words().languages for raw in language.get("splits", ())]


@pytest.mark.parametrize("raw", SPLITS, ids=lambda raw: raw["means"])
def test_kinds_that_leave_nothing_out_are_known_by_their_cases(raw: dict[str, Any]) -> None:
    split = read_split(raw)
    assert raw["cases"]
    for case in raw["cases"]:
        assert split.holds(case), case
        assert not split.holds(case[:1])
        assert not split.holds((*case, "咖啡")), case


def test_the_longest_word_of_a_label_says_its_kind() -> None:
    assert words().is_split(["已办结", "未办结"])
    assert not words().is_split(["办结", "已办结"])


@pytest.mark.parametrize(
    "labels",
    [
        ["0-14岁", "15-59岁", "60岁及以上"],
        ["17岁及以下人口", "18至34岁", "35至59岁", "60岁以上人口"],
        ["under 18", "aged 18 to 64", "aged 65 and over"],
        ["0–17", "18–64", "65+"],
    ],
)
def test_bands_that_adjoin_leave_nothing_out(labels: list[str]) -> None:
    assert adjoin(labels)
    assert adjoin(labels[::-1])
    assert not adjoin(labels[1:])
    assert not adjoin(labels[:-1])
    assert not adjoin([labels[0], *labels[2:]])


def test_a_band_within_another_is_none_beside_it() -> None:
    assert not adjoin(["0-14岁", "15-59岁", "60岁及以上", "65岁及以上"])


@pytest.mark.parametrize(
    "labels",
    [
        ["电话诉求", "非电话诉求"],
        ["已转办工单", "未转办工单"],
        ["urgent calls", "non-urgent calls"],
    ],
)
def test_a_thing_and_what_is_not_it_leave_nothing_out(labels: list[str]) -> None:
    assert words().is_split(labels)
    assert words().is_split(labels[::-1])
    assert not words().is_split([*labels, "来信"])
    assert not words().is_split([labels[0], "来信"])


def test_a_word_of_a_split_is_none_that_holds_its_letters() -> None:
    assert words().is_split(["answered on time", "answered late"])
    assert not words().is_split(["answered on time", "related calls"])


def test_labels_of_one_thing_are_one_without_words_that_say_nothing() -> None:
    alike = [case for language in words().languages for case in language["dull"]["cases"]]
    assert alike
    for case in alike:
        assert len({words().core(label) for label in case}) == 1, case
    assert words().core("流动资产合计") != words().core("资产总计")


@pytest.mark.parametrize("name", [name for name, _ in words().entries("cues")])
def test_a_class_of_words_knows_its_cases(name: str) -> None:
    entries = [entry for key, entry in words().entries("cues") if key == name]
    for entry in entries:
        assert entry.get("words") or entry.get("patterns")
        for case in entry.get("cases", ()):
            assert cue(name).search(case), (name, case)


def test_words_fit_their_schema() -> None:
    for file in sorted(WORDS.glob("??.yaml")):
        assert schema_problems(read_source(file), "words-schema.json") == []


def test_a_class_of_two_languages_is_asked_like_one_pattern() -> None:
    both = Cue([re.compile("其中(?P<what>.*)"), re.compile("of which (?P<what>.*)")])
    for text in ("其中投诉", "of which complaints"):
        match = both.match(text)
        assert match is not None
        assert match["what"]
    assert both.search("of whom") is None
    assert both.findall("其中 of which x") == ["其中 of which x", "of which x"]
    assert both.sub("", "其中投诉") == ""


def test_an_unknown_class_of_words_is_said_to_be_so() -> None:
    with pytest.raises(RuleError, match="nobody"):
        cue("nobody")


@pytest.mark.parametrize("file", sorted(WORDS.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_fast_reader_reads_what_the_careful_one_does(file):
    """Which refuses a key that stands twice, among others."""
    assert as_text(read_source(file).value) == as_text(bundled(file.stem))


def as_text(value):
    """A bare number is text to the careful reader, and so are its own keys."""
    if isinstance(value, dict):
        return {str(key): as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value]
    return value if isinstance(value, str) else str(getattr(value, "text", value))


def test_the_grammar_of_sentences_asks_for_no_class_that_no_language_has() -> None:
    home = Path(cues.__file__).parents[1]
    files = [file for room in ("figures", "checks") for file in (home / room).rglob("*.py")]
    asked = {n for f in files for n in re.findall(r"\bcues\.([A-Z_]+)", f.read_text())}
    assert len(asked) > 100
    for name in asked:
        assert getattr(cues, name)
    with pytest.raises(RuleError, match="no-such-class"):
        _ = cues.NO_SUCH_CLASS
