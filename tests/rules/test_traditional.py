"""Traditional characters are read as simplified ones, character for character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gouji.rules.labels import normalise
from gouji.rules.traditional import SIMPLIFIED, simplified


def test_no_character_stands_on_both_sides() -> None:
    assert not SIMPLIFIED.keys() & set(SIMPLIFIED.values())


@given(st.text(max_size=60))
def test_offsets_stay(text: str) -> None:
    assert len(simplified(text)) == len(text)
    assert simplified(simplified(text)) == simplified(text)


def test_labels_are_compared_as_simplified_text_prints_them() -> None:
    assert normalise("訴求總量（件）") == normalise("诉求总量")
    assert normalise("滿意率") == "满意率"
    assert normalise("噸數、裊裊") == normalise("吨数、袅袅")


def test_what_simplified_text_prints_stays() -> None:
    assert simplified("乾隆著作、藉口、瞭望") == "乾隆著作、藉口、瞭望"
