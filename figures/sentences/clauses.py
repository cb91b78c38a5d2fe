"""A paragraph as sentences, segments and clauses, with the numbers that stand in them.

Each number has the words that lead up to it. Sentences end at 。, segments at ；, clauses
at ，and：; 、和 and 及 join the items of a list, which share unit and kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from gouji.figures.figure import CHANGE_UNITS, QUANTITY_OF, Change
from gouji.figures.numbers.amounts import Printed
from gouji.figures.numbers.changes import comparison
from gouji.figures.numbers.numeral import Grouping, scan_text
from gouji.figures.sentences.mention import Mention
from gouji.figures.sentences.subjects import take_apart
from gouji.rules import cues
from gouji.rules.traditional import simplified
from gouji.rules.words import words

_SENTENCE_END: Final = re.compile(
    r"[。！？!?\n]|(?<=[^\d])(?<!\bi\.e)(?<!\be\.g)\.(?=\s|$)|\.(?=\s+[“\"(]?[A-Z])"
)
_SEGMENT_END: Final = re.compile(r"[；;]")
_CLAUSE_END: Final = re.compile(r"[，,（）()【】\[\]]|(?<!\d)[：:]|[：:](?!\d{2})")
_ASIDE: Final = re.compile(r"[（(【\[][^（）()【】\[\]]{0,80}[)）】\]]")
_LONGEST_CLAUSE: Final = 120
_MOST_CLAUSES: Final = 8
"""Words further before a number than this do not lead up to it; it bounds the matching."""
_SHARE: Final = "占"
_OF_POINTS: Final = ("", "个")
_ADDED: Final = frozenset({"count", "money", "points"})


def topic_of(text: str) -> str:
    """``（一）市容环境。共受理…``: what the whole paragraph is about; "" where nothing says it."""
    match = cues.TOPIC.match(simplified(text))
    return squeeze(match["topic"]) if match else ""


def squeeze(text: str) -> str:
    """Take white space out, and write every character as simplified text does."""
    return simplified("".join(text.split()))


def told_in(labels: Iterable[str]) -> str:
    """On what basis labels tell a change: 按可比价格计算 is not reckoned from the values beside."""
    real = [label for label in labels if not cues.NOMINAL.search(label)]
    found = (cues.BASIS.search(label) or cues.REAL_BY_CUSTOM.search(label) for label in real)
    return next((match[0] for match in found if match), "")


def _basis_before(gap: str, so_far: str) -> str:
    """The basis of what follows ``gap``; what its sentence said before goes on."""
    words = _last_segment(gap)
    if (aside := _ASIDE.match(words.lstrip(" %％"))) is not None:
        words = words.lstrip(" %％")[aside.end() :]
    return told_in((words,)) or ("" if cues.NOMINAL.search(words) else so_far)


def _basis_behind(gap: str) -> str:
    """The basis that a bracket right behind a change, or the end of its sentence, gives it."""
    aside, segment = _ASIDE.match(gap.lstrip(" %％")), _first_segment(gap)
    match = cues.BASIS.search(aside[0] if aside else segment if segment != gap else "")
    return match[0] if match else ""


def mentions(text: str, *, grouped: Grouping = "") -> Iterator[Mention]:
    """Find the numbers of a paragraph, with the label that a list before a run gives each.

    ``grouped`` as in ``scan_text``.
    """
    text = cues.INCLUSIVE.sub(" 含 ", text)
    marks = list(_structures(_marks(text, grouped=grouped)))
    marks = list(_runs(_differences(_with_unit_behind(marks))))
    yield from _labelled(_with_unit_of_fellows(marks))


def _marks(text: str, *, grouped: Grouping) -> list[Mention]:
    """Find the numbers of a paragraph, each change apart from the value that carries it."""
    marks: list[Mention] = []
    end = sentence = segment = depth = brackets = 0
    basis = ""
    numbers = list(_numbers(text, grouped))
    text = simplified(text)
    for at, (printed, change, attached) in enumerate(numbers):
        start, stop = printed.start, printed.end
        gap = _ASIDE.sub("", text[end:start])
        asides = _ASIDE.findall(_SENTENCE_END.split(text[end:start])[-1])
        sentences, listed = _SENTENCE_END.search(gap) is not None, cues.LIST_SIGN.match(gap)
        sentence += sentences
        segment += sentences + (_SEGMENT_END.search(gap) is not None)
        within = _SENTENCE_END.split(gap)[-1]
        opened = sum(map(within.count, "（(")) - sum(map(within.count, "）)"))
        depth = max(0, opened + (0 if sentences else depth))
        brackets += "(" in within or "（" in within
        clauses = [squeeze(c).strip("、") for c in _CLAUSE_END.split(_last_segment(gap))]
        following = numbers[at + 1][0].start if at + 1 < len(numbers) else len(text)
        basis = _basis_before(text[end:start], "" if sentences else basis)
        mark = Mention(
            printed,
            "change" if change else "value",
            clauses[-1][-_LONGEST_CLAUSE:],
            tuple(c[-_LONGEST_CLAUSE:] for c in clauses[:-1] if c)[-_MOST_CLAUSES:],
            squeeze(_CLAUSE_END.split(_first_segment(text[stop:following]), maxsplit=1)[0]),
            sentence,
            segment,
            joined=bool(marks and listed and cues.JOINT.fullmatch(gap)),
            ratio=bool(marks and cues.COLON_JOINT.fullmatch(gap)),
            listed=bool(marks and listed and not sentences),
            bracket=brackets if depth else 0,
            change=change,
            asides=tuple(map(squeeze, asides))[-_MOST_CLAUSES:],
            introduced=not sentences and cues.LIST_OPENING.search(gap) is not None,
            attached=attached,
            basis=(_basis_behind(text[stop:following]) or basis) if change else "",
        )
        marks.append(_as_share(mark, text[start:stop]))
        end = stop
    return marks


def _numbers(text: str, grouped: Grouping) -> Iterator[tuple[Printed, Change | None, bool]]:
    """Yield every number, the change that it is, and whether it hangs on the value before it."""
    for printed in scan_text(text, grouped=grouped):
        yield printed, printed.alone, False
        change = printed.change
        if change and change.place.span and not printed.alone:
            start, end = change.place.span
            unit = CHANGE_UNITS.get(change.kind, printed.unit)
            quantity = QUANTITY_OF.get(change.kind, printed.quantity)
            numeral = change.numeral
            own = replace(printed, numeral=numeral, unit=unit, quantity=quantity, change=None)
            yield replace(own, start=start, end=end, bracketed=False), change, True


def _last_segment(gap: str) -> str:
    """What stands before a number, from the last end of a sentence or segment on."""
    return _SEGMENT_END.split(_SENTENCE_END.split(gap)[-1])[-1]


def _first_segment(text: str) -> str:
    return _SEGMENT_END.split(_SENTENCE_END.split(text, maxsplit=1)[0], maxsplit=1)[0]


def _as_share(mark: Mention, hedge: str) -> Mention:
    if mark.kind != "value":
        return mark
    if cues.RATIO_SHARES.fullmatch(mark.words):
        return replace(mark, kind="share", words=mark.words.replace("比率", "占比"))
    ranked = cues.SHARE_RANKED.search(mark.lead[-1] if mark.lead else "")
    if ranked and cues.TRAILING.fullmatch(mark.words):
        mark = replace(mark, words=mark.lead[-1][: ranked.start()] + _SHARE, lead=mark.lead[:-1])
    first = cues.RANKED_FIRST.search(mark.lead[-1] if mark.lead else "")
    if first and first.start() and mark.words.startswith(_SHARE):
        mark = replace(mark, words=mark.lead[-1][: first.start()] + mark.words)
    if cues.HEDGED_SHARE.match(hedge):
        mark = replace(mark, words=mark.words + "占")
    told = mark.quantity == "rate" and cues.SHARE_WORD.search(mark.words)
    return replace(mark, kind="share") if told else mark


def _structures(marks: Sequence[Mention]) -> Iterator[Mention]:
    """``三次产业结构由5.3：44.1：50.6调整为5.1：44.7：50.2``: shares of one whole, in per cent."""
    told = -1
    for at, mark in enumerate(marks):
        run = mark.ratio or (at + 1 < len(marks) and marks[at + 1].ratio)
        if run and cues.STRUCTURE.search(mark.words or "".join(mark.lead[-1:])):
            told = mark.sentence
        if run and told == mark.sentence and not mark.unit:
            printed = replace(mark.printed, unit="%", quantity="rate")
            yield replace(mark, kind="share", printed=printed)
        else:
            yield mark


def _with_unit_behind(marks: list[Mention]) -> list[Mention]:
    """``100、200、300件``, ``下降0.2个、提高1.8个百分点``: the unit of all is behind the last."""
    for at in range(len(marks) - 1, 0, -1):
        mark, then = marks[at - 1], marks[at].printed
        points = marks[at].listed and then.quantity == "points" and not mark.attached
        bare = marks[at].joined and marks[at].kind == mark.kind and not mark.unit
        if bare or (points and mark.unit in _OF_POINTS):
            printed = replace(mark.printed, unit=then.unit, quantity=then.quantity)
            change = replace(mark.change, kind="points") if mark.change and points else mark.change
            marks[at - 1] = replace(mark, printed=printed, change=change)
    return marks


def _with_unit_of_fellows(marks: list[Mention]) -> list[Mention]:
    """``公开60件，部分公开20，不予公开15件``: one without a unit is of that of its fellows."""
    counts = [
        at
        for at, m in enumerate(marks)
        if m.kind == "value" and (m.quantity == "count" or not m.unit)
    ]
    for ahead, (before, at) in enumerate(pairwise(counts), start=2):
        mark, printed, unit = marks[at], marks[at].printed, marks[before].unit
        bare = not printed.unit and printed.numeral.step == 1 and mark.words and not mark.behind
        if not (bare and unit):
            continue
        behind = next((marks[n] for n in counts[ahead:] if marks[n].unit), None)
        fellows = [m for m in (marks[before], behind) if m and m.sentence == mark.sentence]
        told = [m.unit == unit and m.bracketed == mark.bracketed for m in fellows if not m.joined]
        shared = at + 1 < len(marks) and marks[at + 1].kind == "share"
        if len(told) > (not shared) and all(told):
            marks[at] = replace(mark, printed=replace(printed, unit=unit, quantity="count"))
    return marks


def _differences(marks: Iterable[Mention]) -> Iterator[Mention]:
    """``增加120件`` with nothing to compare is a change of what was told before it."""
    for mark in marks:
        match = cues.DIFFERENCE.match(mark.words) if mark.kind == "value" else None
        unit, quantity = mark.unit, mark.quantity
        if match and (quantity in _ADDED or unit in cues.TIME_UNITS):
            subject = match["subject"]
            text = mark.words.removeprefix(subject) + mark.numeral.text + unit
            told, down = comparison(mark.words), match["down"] is not None
            yield mark.told_as_change(subject, text, down=down, comparison=told)
        else:
            yield mark


def _runs(marks: Iterator[Mention]) -> Iterator[Mention]:
    """Items of ``占…的66%和34%`` or ``分别增长3%和4%`` are of the kind of the first."""
    before: Mention | None = None
    for mark in marks:
        together = before is not None and mark.joined and not mark.attached
        before = _like(before, mark) if before is not None and together else mark
        yield before


def _like(before: Mention, mark: Mention) -> Mention:
    first, quantity = before.change, mark.quantity
    if first is None:
        share = before.kind == "share" and mark.kind == "value"
        alike = share and quantity == before.quantity
        return replace(mark, kind="share") if alike else mark
    if mark.change is not None:  # both of 同比分别增长3%和下降4% are told against last year
        change = replace(mark.change, comparison=mark.change.comparison or first.comparison)
        return replace(mark, change=change)
    if QUANTITY_OF.get(first.kind, "count") != quantity:
        return mark
    text, down = mark.numeral.text, first.numeral.value < 0
    return mark.told_as_change(mark.words, text, down=down, comparison=first.comparison)


def _labelled(marks: Sequence[Mention]) -> Iterator[Mention]:
    """Give each number of ``A、B、C分别为x、y、z`` its own label."""
    starts = [
        at
        for at, (before, mark) in enumerate(pairwise(marks), start=1)
        if not (mark.joined and mark.kind == before.kind)
    ]
    for start, end in pairwise([0, *starts, len(marks)]):
        run = marks[start:end]
        yield from (replace(m, label=n) for m, n in zip(run, _labels(run), strict=True))


def _labels(run: Sequence[Mention]) -> Sequence[str]:
    unnamed = [""] * len(run)
    if len(run) < 2 or run[0].kind != "value":
        return unnamed
    if in_turn := words().in_turn("".join((*run[0].lead[-1:], run[0].words)), len(run)):
        return in_turn
    label = take_apart(cues.RESPECTIVE.split(run[0].words, maxsplit=1)[0]).label
    parts = [p for p in cues.ENUMERATION.split(label) if p]
    shared = cues.SHARED_ENDING.search(parts[-1]) if len(parts) == len(run) else None
    ending = shared[0] if shared else ""
    named = [p if p.endswith(ending) else p + ending for p in parts]
    return named if len(parts) == len(run) else unnamed
