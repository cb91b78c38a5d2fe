"""The words of languages: every entry holds what its cases say."""

from __future__ import annotations

import pytest

from gouji.rules.words import Split, words


@pytest.mark.parametrize("split", words().splits, ids=lambda s: s.means)
def test_kinds_that_leave_nothing_out_are_known_by_their_cases(split: Split) -> None:
    assert split.cases
    for case in split.cases:
        assert split.holds(case), case
        assert not split.holds(case[:1])
        assert not split.holds((*case, "咖啡")), case


def test_the_longest_word_of_a_label_says_its_kind() -> None:
    assert words().is_split(["已办结", "未办结"])
    assert not words().is_split(["办结", "已办结"])


def test_labels_of_one_thing_are_one_without_words_that_say_nothing() -> None:
    assert words().alike
    for case in words().alike:
        assert len({words().core(label) for label in case}) == 1, case
    assert words().core("流动资产合计") != words().core("资产总计")
