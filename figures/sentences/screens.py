"""What is made for small screens: a name, its value below it, and below that how it changed.

``货物进出口总额``, ``318.8亿元``, ``比上年增长5.7%`` are three lines of one statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from gouji.documents.document import Paragraph
from gouji.documents.layout.lines import join
from gouji.figures.numbers.numeral import scan_text
from gouji.figures.sentences.clauses import mentions
from gouji.rules import cues

_NAME: Final = re.compile(r"[\u4e00-\u9fff]{2,20}")
_LONGEST: Final = 40
_NAMES, _GOES_ON = "：", "，"


def on_one_line(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Join what stands below each other and says one thing; numbers keep their own places."""
    found: list[Paragraph] = []
    for one in paragraphs:
        glue = _glue(found[-1], one) if found else ""
        if glue:
            place = one.place
            own = [
                replace(s, line=s.line or place.line, paragraph=place.paragraph)
                for s in one.passage.segments
            ]
            below = replace(one.passage, segments=tuple(own))
            found[-1] = replace(found[-1], passage=join((found[-1].passage, below), glue))
        else:
            found.append(one)
    return found


def _glue(above: Paragraph, one: Paragraph) -> str:
    """What joins a line to the one above it; "" where they say two things."""
    plain = not (above.role or one.role) and above.level is one.level is None
    if not plain or len(one.text) > _LONGEST or above.headings != one.headings:
        return ""
    if _NAME.fullmatch(above.text):
        numbers = scan_text(one.text)
        bare = numbers and numbers[0].start == 0 and numbers[-1].end == len(one.text)
        return _NAMES if bare and not numbers[0].alone else ""
    if len(above.text) > _LONGEST or not cues.CHANGE_BELOW.match(one.text):
        return ""
    told, then = list(mentions(above.text)), list(mentions(one.text))
    alone = [s.kind for s in told] == ["value"] and told[0].printed.end == len(above.text)
    plain = all(s.kind == "change" or s.bracketed for s in then)  # 同比增长5%（去年同期9人）
    return _GOES_ON if alone and then and plain else ""
