"""Pictures on the pages of a PDF: which may hold figures, and what stands unseen on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from gouji.documents.document import Place
from gouji.documents.files.source import Source
from gouji.documents.pages import ocr
from gouji.documents.pages.printed import Box, Printed, Word

_NARROWEST = 0.25
"""A picture takes at least so much of the page's width, or it is a logo or a seal."""
_LOWEST = 50.0
"""Points; what is lower is a line or the head of a letter."""
_STRIPS = 2.0
"""Some programs cut a picture into strips that touch."""
_SHARE = 0.5
"""Of the seconds allowed, pictures are recognised no longer than this."""
_GROUND = 0.5
"""A scan fills more than this share of its page."""
_INVISIBLE = 3
_COARSEST = 72.0


@dataclass(slots=True)
class Pictures:
    """The pictures of one file beside its text; each is recognised once."""

    source: Source
    seen: set[object] = field(default_factory=set)
    unread: list[Place] = field(default_factory=list)
    """The page of each picture that was not recognised."""

    def read(self, page: Any, words: Sequence[Word]) -> Iterator[Printed]:
        """Recognise what the pictures of a page show, where they stand on it."""
        boxes = list(self._telling(page, words))
        if not ocr.has_time(self.source, _SHARE):
            self.unread += [Place(page=page.page_number)] * len(boxes)
            return
        for box in boxes:
            yield from recognised(self.source, page, box)

    def _telling(self, page: Any, words: Sequence[Word]) -> Iterator[Box]:
        fresh = [image for image in page.images if _name(image) not in self.seen]
        self.seen |= {_name(image) for image in fresh}
        for box in _whole([_within(image, page) for image in fresh]):
            wide, tall = box[2] - box[0], box[3] - box[1]
            if wide >= page.width * _NARROWEST and tall >= _LOWEST and not _is_ground(box, words):
                yield box


def recognised(source: Source, page: Any, box: Box) -> tuple[Printed, ...]:
    """Recognise a part of a page, drawn as finely as is read best."""
    dots = min(ocr.dots(float(page.width), float(page.height)), _own_dots(page, box))
    drawn = page.to_image(resolution=dots).original
    scale = drawn.width / float(page.width)
    part = drawn.crop(tuple(round(edge * scale) for edge in box))
    return ocr.recognised(source, part, page.page_number, box).prints


def _own_dots(page: Any, box: Box) -> float:
    """Dots an inch of the finest picture in ``box``; drawn finer, its strokes only get steps.

    What is too coarse to be read so is enlarged with care later.
    """
    images = [image for image in page.images if _reaches(image, box) and image.get("srcsize")]
    finest = [image["srcsize"][0] / max(float(image["width"]), 1.0) * 72 for image in images]
    return max([_COARSEST, *map(float, finest)]) if finest and not page.chars else ocr.DOTS


def _reaches(image: dict[str, Any], box: Box) -> bool:
    across = image["x0"] < box[2] and image["x1"] > box[0]
    return bool(across and image["top"] < box[3] and image["bottom"] > box[1])


def is_layer(source: Source, page: Any) -> bool:
    """Whether the text of a page is what someone's recogniser laid, unseen, over a scan."""
    images = [_within(image, page) for image in page.images]
    largest = max(((b[2] - b[0]) * (b[3] - b[1]) for b in images), default=0.0)
    if largest < float(page.width) * float(page.height) * _GROUND:
        return False
    library, raw = import_module("pypdfium2"), import_module("pypdfium2.raw")
    try:
        file = library.PdfDocument(source.data)
        texts = file[page.page_number - 1].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
        modes = [raw.FPDFTextObj_GetTextRenderMode(text.raw) for text in texts]
        file.close()
    except (library.PdfiumError, IndexError):
        return False
    return modes.count(_INVISIBLE) * 2 > len(modes)


def _name(image: dict[str, Any]) -> object:
    stream = image.get("stream")
    return getattr(stream, "objid", None) or id(stream)


def _within(image: dict[str, Any], page: Any) -> Box:
    """Where a picture shows on its page."""
    left, top = max(0.0, float(image["x0"])), max(0.0, float(image["top"]))
    right = min(float(page.width), float(image["x1"]))
    return left, top, right, min(float(page.height), float(image["bottom"]))


def _whole(boxes: Sequence[Box]) -> list[Box]:
    """Put strips together again."""
    whole: list[Box] = []
    for box in sorted(boxes, key=lambda b: (b[0], b[1])):
        last = whole[-1] if whole else None
        if last and _goes_on(last, box):
            whole[-1] = (last[0], last[1], last[2], max(last[3], box[3]))
        else:
            whole.append(box)
    return whole


def _goes_on(above: Box, below: Box) -> bool:
    sides = abs(above[0] - below[0]), abs(above[2] - below[2])
    return max(sides) < _STRIPS and below[1] <= above[3] + _STRIPS


def _is_ground(box: Box, words: Sequence[Word]) -> bool:
    """Words stand upon it."""
    return any(
        box[0] < (word.left + word.right) / 2 < box[2] and box[1] < word.middle < box[3]
        for word in words
    )
