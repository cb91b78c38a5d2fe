"""A paragraph as sentences, segments and clauses, with the numbers that stand in them.

A mark is one number and the words that lead up to it. Sentences end at 。, segments at ；, clauses
at ，and：; 、和 and 及 join the items of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from gouji.figures.figure import Change
from gouji.figures.numbers.amounts import Printed
from gouji.figures.numbers.numeral import scan_text
from gouji.figures.sentences.basis import told_before, told_behind
from gouji.rules import cues
from gouji.rules.traditional import simplified

MarkKind: TypeAlias = Literal["value", "share", "change"]

_SENTENCE_END: Final = re.compile(r"[。！？!?\n]|(?<=[^\d])\.(?=\s|$)|\.(?=\s+[“\"(]?[A-Z])")
_SEGMENT_END: Final = re.compile(r"[；;]")
_CLAUSE_END: Final = re.compile(r"[，,（）()【】\[\]]|(?<!\d)[：:]|[：:](?!\d{2})")
_ASIDE: Final = re.compile(r"[（(【\[][^（）()【】\[\]]{0,80}[)）】\]]")
_LONGEST_CLAUSE: Final = 120
_MOST_CLAUSES: Final = 8
"""Words further before a number than this do not lead up to it; it bounds the matching."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One number of a paragraph and the words that lead up to it, white space taken out."""

    printed: Printed
    kind: MarkKind
    words: str
    """From the clause break or the number before it."""
    lead: tuple[str, ...]
    """The clauses without numbers between the number before it and ``words``."""
    behind: str
    """The words after it, up to a break or the next number."""
    sentence: int
    segment: int
    joined: bool = False
    """Only 、or 和 stands between it and the number before."""
    ratio: bool = False
    """A colon stands between it and the number before: 3:1."""
    listed: bool = False
    """、, 和 or 及 separates it from the number before, perhaps with words."""
    bracketed: bool = False
    """It stands in brackets that opened after the number before it, or before."""
    change: Change | None = None
    """The change, where the mark is one."""
    asides: tuple[str, ...] = ()
    """What stands in brackets between the number before it and ``words``."""
    introduced: bool = False
    """A colon opens a list between the number before and it."""
    attached: bool = False
    """A change that belongs to the value right before it, by the grammar of numbers."""
    basis: str = ""
    """The words that reckon a change on another basis than the printed values."""


def topic_of(text: str) -> str:
    """``（一）市容环境。共受理…``: what the whole paragraph is about; "" where nothing says it."""
    match = cues.TOPIC.match(simplified(text))
    return squeeze(match["topic"]) if match else ""


def squeeze(text: str) -> str:
    """Take white space out, and write every character as simplified text does."""
    return simplified("".join(text.split()))


def read_marks(text: str, *, grouped: bool = False) -> list[Mark]:
    """Find the numbers of a paragraph, each change apart from the value that carries it.

    ``grouped`` as in ``scan_text``.
    """
    marks: list[Mark] = []
    end = sentence = segment = depth = 0
    basis = ""
    numbers = list(_numbers(text, grouped))
    text = simplified(text)
    for at, (start, stop, printed, change, attached) in enumerate(numbers):
        asides = _asides(text[end:start])
        gap = _ASIDE.sub(_blank, text[end:start])
        sentences, segments = _ends(gap, _SENTENCE_END), _ends(gap, _SEGMENT_END)
        sentence += sentences
        segment += sentences + segments
        depth = max(0, depth + _depth(gap)) if not sentences else max(0, _depth(gap))
        clauses = _clauses(gap)
        following = numbers[at + 1][0] if at + 1 < len(numbers) else len(text)
        basis = told_before(text[end:start], "" if sentences else basis)
        mark = Mark(
            printed,
            "change" if change else "value",
            clauses[-1][-_LONGEST_CLAUSE:],
            tuple(c[-_LONGEST_CLAUSE:] for c in clauses[:-1] if c)[-_MOST_CLAUSES:],
            squeeze(_CLAUSE_END.split(_sentence(text[stop:following]), maxsplit=1)[0]),
            sentence,
            segment,
            joined=bool(marks) and cues.JOINT.fullmatch(gap) is not None and _is_list(gap),
            ratio=bool(marks) and cues.COLON_JOINT.fullmatch(gap) is not None,
            listed=bool(marks) and not sentences and _is_list(gap),
            bracketed=depth > 0,
            change=change,
            asides=asides,
            introduced=not sentences and cues.LIST_OPENING.search(gap) is not None,
            attached=attached,
            basis=(told_behind(text[stop:following]) or basis) if change else "",
        )
        marks.append(_as_share(mark, text[start:stop]))
        end = stop
    return marks


def _numbers(text: str, grouped: bool) -> Iterator[tuple[int, int, Printed, Change | None, bool]]:
    """Yield start and end of every number, and the change it is; words of a change are left out."""
    for printed in scan_text(text, grouped=grouped):
        if printed.alone:
            yield printed.start, printed.end, printed, printed.alone, False
            continue
        yield printed.start, printed.end, printed, None, False
        if printed.change and printed.change.place.span:
            start, end = printed.change.place.span
            yield start, end, printed, printed.change, True


def _asides(gap: str) -> tuple[str, ...]:
    """The brackets that open and close between two numbers, within the last sentence."""
    return tuple(squeeze(a) for a in _ASIDE.findall(_SENTENCE_END.split(gap)[-1]))[-_MOST_CLAUSES:]


def _blank(match: re.Match[str]) -> str:
    return ""


def _ends(gap: str, pattern: re.Pattern[str]) -> int:
    return 1 if pattern.search(gap) else 0


def _depth(gap: str) -> int:
    return sum(gap.count(c) for c in "（(") - sum(gap.count(c) for c in "）)")


def _clauses(gap: str) -> list[str]:
    """Split what stands before a number, from the last end of a sentence or segment on."""
    rest = _SEGMENT_END.split(_SENTENCE_END.split(gap)[-1])[-1]
    return [squeeze(c).strip("、") for c in _CLAUSE_END.split(rest)]


def _sentence(text: str) -> str:
    return _SEGMENT_END.split(_SENTENCE_END.split(text, maxsplit=1)[0], maxsplit=1)[0]


def _is_list(gap: str) -> bool:
    return cues.LIST_SIGN.match(gap) is not None


def _as_share(mark: Mark, hedge: str) -> Mark:
    if mark.kind == "value" and cues.RATIO_SHARES.fullmatch(mark.words):
        return replace(mark, kind="share", words=mark.words.replace("比率", "占比"))
    if mark.kind == "value" and cues.HEDGED_SHARE.match(hedge):
        mark = replace(mark, words=mark.words + "占")
    if (
        mark.kind == "value"
        and mark.printed.quantity == "rate"
        and cues.SHARE_WORD.search(mark.words)
    ):
        return replace(mark, kind="share")
    return mark
