"""A Word file with findings as comments on the very words, its figures shaded."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any, TypeAlias, cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.text.run import Run
from lxml import etree

from gouji.documents.doc import converted
from gouji.documents.document import Passage
from gouji.documents.docx import Walk, walked
from gouji.documents.files.office import SUFFIXES, WORD, main_type, retyped
from gouji.documents.layout.assembly import assembled
from gouji.documents.office.docx_styles import W
from gouji.figures.figure import Figure
from gouji.reports.marking.annotating import AUTHOR, FILLS, Marked, Original, Remark
from gouji.reports.saying.quoting import found_in

INITIALS = "勾"

Letter: TypeAlias = tuple[etree._Element, int] | None
"""The element that prints a character and its number there; None for what only joins lines."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AFTER_SHADING = (
    *("w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout"),
    *("w:specVanish", "w:oMath", "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange"),
)
"""What comes behind shading in a run's properties; Word insists on the order."""


def mark(original: Original) -> Marked:
    """Mark a copy of a docx file; of an older one, the docx that it was read from."""
    is_own = original.document.format == "docx"
    words = "" if is_own else original.report.say("converted-copy")
    source = original.source
    source = source if is_own else replace(source, data=converted(source))
    copy = _Copy(walked(source))
    lost = tuple(remark for remark in original.remarks if not copy.remark(remark))
    copy.preface(original.preface(lost, words))
    data = io.BytesIO()
    copy.walk.package.save(data)
    plain, kind = next(iter(WORD)), WORD[main_type(source.data, WORD) or next(iter(WORD))]
    return Marked(retyped(data.getvalue(), plain, kind), SUFFIXES[kind], lost)


class _Copy:
    """The package as it gets its comments."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        document = assembled(walk.source, "docx", walk.pieces)
        _forget(walk.package)
        self.tables = {table.number: table for table in document.tables}

    def remark(self, remark: Remark) -> bool:
        """Shade a figure and hang its notes on it; False where it can't be found."""
        paragraphs, letters = self._printed(remark.figure)
        runs = []
        for text, start, end in _stretches(letters):
            _cut(text, end)
            runs.append(_run(_cut(text, start)))
        for run in runs:
            _shade(run, FILLS[remark.severity])
        around = runs or [run for p in paragraphs for run in p.iterchildren(f"{W}r")]
        for note in remark.notes if around else ():
            self._comment(around, note)
        return bool(around)

    def preface(self, text: str) -> None:
        """Hang ``text`` on the first words of the body."""
        runs = next((r for p in self.walk.paragraphs if (r := list(p.iter(f"{W}r")))), [])
        if not runs:
            runs = [self.walk.package.add_paragraph().add_run(AUTHOR)._r]
        self._comment(runs[:1], text)

    def _comment(self, runs: Sequence[etree._Element], text: str) -> None:
        package: Any = self.walk.package
        # Word has no comments within boxes: they hang on the run that holds the outermost one
        outer = ([run, *run.iterancestors(f"{W}r")][-1] for run in (runs[0], runs[-1]))
        ends = [Run(cast(CT_R, run), package) for run in outer]
        package.add_comment(ends, text, AUTHOR, INITIALS)

    def _printed(self, figure: Figure) -> tuple[list[etree._Element], list[Letter]]:
        """The paragraphs that a figure stands in, and its letters where they are plain text."""
        place = figure.place
        if place.table is not None:
            at = place.row, place.column
            own = (c for c in self.tables[place.table].cells if (c.row, c.column) == at)
            cells = (self.walk.cells.get(id(cell.passage)) for cell in own)
            cell = next(cells, None)
            paragraphs = [] if cell is None else [p for p in cell if p.tag == f"{W}p"]
            letters = self._stripped(paragraphs)
        else:
            paragraphs = [self.walk.paragraphs[place.paragraph - 1]] if place.paragraph else []
            letters = [letter for paragraph in paragraphs for letter in self._letters(paragraph)]
        passage = Passage("".join(map(_character, letters)))
        span = found_in(passage, figure)
        if span is None or figure.numeral.text not in passage.text[slice(*span)]:
            return paragraphs, []
        printed = letters[slice(*span)]
        is_plain = all(letter is None or letter[0].tag == f"{W}t" for letter in printed)
        return paragraphs, printed if is_plain else []

    def _letters(self, paragraph: etree._Element) -> Iterator[Letter]:
        words = self.walk.words(paragraph)
        for text, element in zip(words.text, words.printed, strict=True):
            yield from ((element, at) for at in range(len(text)))

    def _stripped(self, paragraphs: Sequence[etree._Element]) -> list[Letter]:
        """The letters of a cell, as its reader joins its paragraphs."""
        joined: list[Letter] = []
        for paragraph in paragraphs:
            letters = list(self._letters(paragraph))
            text = "".join(map(_character, letters))
            if text.strip():
                own = letters[len(text) - len(text.lstrip()) : len(text.rstrip())]
                joined += [None, *own] if joined else own
        return joined


def _forget(package: Any) -> None:
    """Take away what an earlier marking left: our comments, and the shades behind figures."""
    body = package.element.body
    listed = package.part._comments_part.element
    old = [c for c in listed.findall(f"{W}comment") if c.get(f"{W}author") == AUTHOR]
    numbers = {comment.get(f"{W}id") for comment in old}
    for comment in old:
        listed.remove(comment)
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for mark in [m for m in body.iter(f"{W}{tag}") if m.get(f"{W}id") in numbers]:
            _drop(mark if tag != "commentReference" else _run(mark))
    for shade in body.findall(f".//{W}rPr/{W}shd"):
        if shade.get(f"{W}fill") in FILLS.values():
            _drop(shade)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _run(element: etree._Element) -> etree._Element:
    return next(element.iterancestors(f"{W}r"))


def _character(letter: Letter) -> str:
    if letter is None:
        return "\n"
    element, at = letter
    return (element.text or "")[at] if element.text else " "


def _stretches(letters: Sequence[Letter]) -> Iterator[tuple[etree._Element, int, int]]:
    """Gather letters into stretches of one element each."""
    spans: dict[int, tuple[etree._Element, int, int]] = {}
    for element, at in filter(None, letters):
        _, start, _ = spans.get(id(element), (element, at, at))
        spans[id(element)] = (element, start, at + 1)
    yield from spans.values()


def _cut(text: etree._Element, at: int) -> etree._Element:
    """Move what follows the first ``at`` characters into a run of its own; return its text."""
    run = _run(text)
    before = [s for s in text.itersiblings(preceding=True) if s.tag != f"{W}rPr"]
    after, words = list(text.itersiblings()), text.text or ""
    if (at == 0 and not before) or (at == len(words) and not after):
        return text
    rest = etree.SubElement(run, run.tag)
    rest.attrib.update(run.attrib)
    run.addnext(rest)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        rest.append(deepcopy(properties))
    moved = text
    if 0 < at < len(words):
        moved = etree.SubElement(rest, f"{W}t")
        text.text, moved.text = words[:at], words[at:]
        for part in (text, moved):
            part.set(_SPACE, "preserve")
    rest.extend([*([] if at else [text]), *after])
    return moved


def _shade(run: etree._Element, colour: str) -> None:
    properties: Any = cast(CT_R, run).get_or_add_rPr()
    properties.remove_all("w:shd")
    shading = OxmlElement(
        "w:shd", {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): colour}
    )
    properties.insert_element_before(shading, *_AFTER_SHADING)
