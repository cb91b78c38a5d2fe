"""A PDF with its figures highlighted, and findings as the notes of the highlights."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from typing import Any, TypeAlias

import pdfplumber
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight, Text
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject
from pypdfium2 import PdfDocument, PdfiumError, raw

from gouji.documents.document import Passage, refused
from gouji.documents.layout.lines import width
from gouji.documents.pages.pdf_words import letters_in, turned
from gouji.documents.pdf import quiet
from gouji.figures.figure import Figure
from gouji.reports.marking.annotating import AUTHOR, FILLS, Marked, Original, Remark
from gouji.reports.saying.quoting import Quotes, found_in

_DAMAGE = (PyPdfError, PdfiumError, ValueError, KeyError, TypeError, RecursionError)
_ICON = (12.0, 12.0, 32.0, 32.0)
"""Where the note about the whole copy stands: from the left edge, from the upper one."""
_FINE = 10_000
"""Parts of a point to which a spot on a page as shown is known."""
Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own coordinates, however it is turned."""
Shown: TypeAlias = Box
"""Left, top, right, bottom, from the upper left corner of the page as it is shown."""


def mark(original: Original) -> Marked:
    """Mark a copy of a PDF file."""
    try:
        reader = PdfReader(io.BytesIO(original.source.data))
        writer = PdfWriter(clone_from=reader)
        _forget(writer)
        lost, quotes = [], Quotes((original.document,))
        pages = PdfDocument(original.source.data)
        with quiet(), pdfplumber.open(io.BytesIO(original.source.data)) as file:
            for remark in sorted(original.remarks, key=lambda r: r.figure.number):
                at = (remark.figure.place.page or 1) - 1
                if lines := _found(file.pages[at], pages[at], quotes, remark.figure):
                    _highlight(writer, at, lines, remark)
                else:
                    lost.append(remark)
        icon, preface = on_page(pages[0], _ICON), original.preface(lost)
        writer.add_annotation(0, Text(rect=icon, text=preface, title_bar=AUTHOR))
        data = io.BytesIO()
        writer.write(data)
    except _DAMAGE as why:
        raise refused(original.source.path, "copy-of-damaged") from why
    return Marked(data.getvalue(), ".pdf", tuple(lost))


def _forget(writer: Any) -> None:
    """Take away the notes that an earlier marking left."""
    for page in writer.pages:
        notes = page.get("/Annots")
        for note in list(notes.get_object()) if notes is not None else ():
            if note.get_object().get("/T") == AUTHOR:
                notes.get_object().remove(note)


def _highlight(writer: Any, at: int, boxes: list[Box], remark: Remark) -> None:
    quads = [q for w, s, e, n in boxes for q in (w, n, e, n, w, s, e, s)]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    annotation = Highlight(
        rect=(min(lefts), min(bottoms), max(rights), max(tops)),
        quad_points=ArrayObject([FloatObject(q) for q in quads]),
        highlight_color=FILLS[remark.severity],
        printing=True,
        title_bar=AUTHOR,
    )
    annotation[NameObject("/Contents")] = TextStringObject(remark.text)
    writer.add_annotation(at, annotation)


def _found(page: Any, own: Any, quotes: Quotes, figure: Figure) -> list[Box]:
    """A box a line of a figure's print on a page (of pdfplumber's and of pdfium's), or aside."""
    for leaf in (page, turned(page)):
        if leaf is not None and (shown := list(_printed(leaf, quotes, figure))):
            turns = (leaf.rotation - page.rotation) // 90 % 4
            return [on_page(own, box, turns) for box in shown]
    return []


def on_page(page: Any, shown: Shown, turns: int = 0) -> Box:
    """Turn a box of the page as it is shown, after quarter ``turns``, into its own coordinates."""
    sides = page.get_size() if turns % 2 == 0 else page.get_size()[::-1]
    wide, tall = (round(side * _FINE) for side in sides)
    found = []
    for x, y in ((shown[0], shown[1]), (shown[2], shown[3])):
        own, up = ctypes.c_double(), ctypes.c_double()
        spot = (round(min(x * _FINE, wide)), round(min(y * _FINE, tall)))
        size, here = (0, 0, wide, tall), (ctypes.byref(own), ctypes.byref(up))
        raw.FPDF_DeviceToPage(page, *size, turns, *spot, *here)
        found.append((own.value, up.value))
    (a, b), (c, d) = found
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _printed(page: Any, quotes: Quotes, figure: Figure) -> Iterator[Shown]:
    """A box a line of a figure's print: that of its letters; of recognised ones, where they may be.

    ``page`` is pdfplumber's. Where other letters stand in the place of the line there is none.
    """
    row, cell = quotes.around(figure)
    passage = row[cell] if row else Passage("")
    span = found_in(passage, figure) or (0, 0)
    ends = [*(s.start for s in passage.segments[1:]), len(passage.text)]
    for segment, end in zip(passage.segments, ends, strict=True):
        first, last = max(span[0], segment.start), min(span[1], end)
        if segment.box is None or first >= last:
            continue
        text, (left, top, right, bottom) = passage.text[segment.start : end], segment.box
        before, until = text[: first - segment.start], text[: last - segment.start]
        letters = letters_in(page, segment.box)
        at = Passage("".join(letter for letter, _, _ in letters)).text.find(_squeezed(text))
        own = letters[at + len(_squeezed(before)) : at + len(_squeezed(until))]
        if at >= 0 and own:
            west, north = page.bbox[:2]  # of the paper: its corner may lie anywhere
            yield own[0][1] - west, top - north, own[-1][2] - west, bottom - north
        elif figure.confidence is not None:
            wide = (right - left) / (width(text) or 1)
            yield left + width(before) * wide, top, left + width(until) * wide, bottom


def _squeezed(text: str) -> str:
    """Drop all blanks."""
    return "".join(text.split())
