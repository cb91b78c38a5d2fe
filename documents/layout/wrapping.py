"""Lines to paragraphs: running text that an export broke is joined, headings are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from gouji.documents.document import Paragraph, Passage, Place
from gouji.documents.layout.lines import Line, cut, join, width
from gouji.documents.layout.outline import is_heading, names_report, numbering
from gouji.documents.layout.shapes import (
    bullet,
    is_contents_line,
    is_date,
    is_label,
    is_note,
    is_open,
    is_signed,
    is_terminated,
)

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_RULE = re.compile(r"\s*(?:[-=_*~—–─━═·.][ ]?){3,}\s*")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_INDENT = re.compile(r"(?:\u3000|\u00a0|  |\t)")
_LATIN_MARK = re.compile(r"[,;](?![0-9])")
_CHINESE_MARK = re.compile(r"[。，；]")
_CHINESE = re.compile(r"[\u3001-\u9fff]")
_TOLD = re.compile(r"[0-9]%?[\u4e00-\u9fff㎡]{0,3}\Z")
"""A line that ends in a number with what it counts has said all."""
_LIST_ITEM = re.compile(r"[一二三四五六七八九十]是|[一二三四五六七八九十]要|其[一二三四五]")
_SHORTEST_WRAP = 60
"""A line of so many columns without an end has been broken, whatever its neighbours measure."""
_FULL = 0.8
_NARROWEST = 40
_LONGEST_TITLE = 60
_OF_PERIOD = re.compile(r"[（(](?:19|20)\d{2}年?[^（()）]{0,12}[)）]\Z")
"""A name may end in its period: ``主要指标（2024年1—5月）``."""

Clean: TypeAlias = Callable[[Passage], Passage]


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of prose: its words, and what its marks said."""

    passage: Passage
    depth: int | None
    bulleted: bool
    indented: bool
    adjacent: bool
    columns: int
    broken: bool

    @property
    def text(self) -> str:
        return self.passage.text


def as_printed(passage: Passage) -> Passage:
    return passage


def paragraphs(lines: Sequence[Line], wrap: float, clean: Clean = as_printed) -> list[Paragraph]:
    """Join ``lines`` of prose into paragraphs; ``wrap`` is the width at which lines break."""
    grouped: list[list[Strip]] = []
    for strip in _strips(lines, clean):
        if grouped and _goes_on(grouped[-1], strip, wrap):
            grouped[-1].append(strip)
        else:
            grouped.append([strip])
    return [_prose(group) for group in grouped]


def wrap_width(lines: Sequence[Line]) -> float:
    """Guess at what width this text breaks its lines: their upper quartile."""
    widths = sorted(width(line.text.strip()) for line in lines if not line.blank)
    return widths[len(widths) * 3 // 4] if widths else 0


def _strips(lines: Sequence[Line], clean: Clean) -> list[Strip]:
    strips: list[Strip] = []
    last = 0
    for line in lines:
        if line.blank:
            continue
        if _RULE.fullmatch(line.text) or _FENCE.match(line.text):  # it only draws
            depth = {"=": 1, "-": 2}.get("".join(set(line.text.strip())))
            if strips and line.number == last + 1 and depth:
                strips[-1] = replace(strips[-1], depth=depth, bulleted=False, indented=False)
            continue
        strips.append(_strip(line, clean, adjacent=line.number == last + 1))
        last = line.number
    return [strip for strip in strips if strip.text]


def _strip(line: Line, clean: Clean, *, adjacent: bool) -> Strip:
    start, end, depth = 0, len(line.text), None
    while quote := _QUOTE.match(line.text, start):
        start = quote.end()
    if atx := _ATX.match(line.text, start):
        start, depth = atx.end(), len(atx.group(1))
        words = line.text[start:].rstrip()
        bare = words.rstrip("#")  # it may be closed as it was opened, ``## 附录 ##``
        end = start + len(bare if bare != bare.rstrip() or not bare else words)
    whole = line.passage(start, end)
    mark = 0 if depth else bullet(whole.text)
    passage = clean(cut(whole, mark) if mark else whole)
    indented = bool(_INDENT.match(line.text))
    return Strip(passage, depth, bool(mark), indented, adjacent, width(whole.text), line.broken)


def _goes_on(group: Sequence[Strip], strip: Strip, wrap: float) -> bool:
    """Whether ``strip`` continues the sentence that ``group`` left unfinished."""
    last = group[-1]
    if last.broken and _is_rest(group, strip):
        return True
    if not strip.adjacent and not _CHINESE.search(last.text):
        return False  # exports of Chinese part lines with blank ones, in Latin text authors do
    if last.depth or strip.depth or strip.bulleted or is_terminated(last.text):
        return False
    if _stands_alone(last.text) or _opens(strip.text):
        return False
    return _is_title_part(group, strip) or _is_broken(group, strip, wrap)


def _is_rest(group: Sequence[Strip], strip: Strip) -> bool:
    """Whether a line below one that had no more room says nothing that would part them."""
    if strip.indented or strip.bulleted or _stands_alone(group[-1].text):
        return False
    if group[0].indented and _LIST_ITEM.match(strip.text):
        return True
    return not _opens(strip.text) and not (len(group) == 1 and is_heading(group[0].text))


def _is_broken(group: Sequence[Strip], strip: Strip, wrap: float) -> bool:
    """Whether the last line ends where the paper did and not where its author did."""
    last = group[-1]
    full = last.columns >= max(_NARROWEST, min(wrap * _FULL, _SHORTEST_WRAP))
    if len(group) == 1 and _is_name(last.text, full=full and wrap < _SHORTEST_WRAP * 1.5):
        return False
    if strip.indented and not last.indented and not group[0].indented:
        return False
    roomy = not full or wrap < _NARROWEST
    if roomy and _TOLD.search(last.text) and not _CHINESE_MARK.match(strip.text):
        return False
    if full or _is_running(last.text):
        return True
    return is_open(last.text) and strip.adjacent


def _is_name(text: str, *, full: bool) -> bool:
    """Tell the name of a section or a report from the first line of a paragraph."""
    if is_heading(text):
        return not full
    return bool(names_report(text) or _OF_PERIOD.search(text)) and not _is_running(text)


def _is_running(text: str) -> bool:
    """Tell a line that has been within a sentence: it is no heading, short as it may be."""
    if mark := _CHINESE_MARK.search(text):
        return bool(text[mark.end() :].strip(" .。0123456789"))
    latin = _LATIN_MARK.search(text)
    return latin is not None and not text[latin.end() :].isascii()


def _stands_alone(text: str) -> bool:
    tests = (is_label, is_date, is_contents_line, is_signed)
    return any(test(text) for test in tests) and not is_note(text)


def _opens(text: str) -> bool:
    """Tell a line that begins something new, whatever stands above it."""
    if numbering(text) and not text[:1].isdigit():
        return True
    return bool(_LIST_ITEM.match(text)) or is_heading(text) or is_label(text) or is_date(text)


def _is_title_part(group: Sequence[Strip], strip: Strip) -> bool:
    """Tell the second line of a report's name."""
    if not strip.adjacent or not names_report(strip.text) or names_report(group[-1].text):
        return False
    text = "".join(s.text for s in group) + strip.text
    return len(text) <= _LONGEST_TITLE and "，" not in text


def _prose(group: Sequence[Strip]) -> Paragraph:
    first = group[0]
    passage = join([strip.passage for strip in group])
    start = first.passage.segments[0]
    place = Place(line=start.line, page=start.page)
    return Paragraph(passage, first.depth, place=place, adjacent=first.adjacent)
