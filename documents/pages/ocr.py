"""Pages that are pictures, and pictures on pages: recognised, each character with how sure it is.

The models come inside the package that the extra installs; nothing is ever fetched.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from gouji.documents.document import Place, Unread, refused, told
from gouji.documents.files.extras import require
from gouji.documents.files.source import Source
from gouji.documents.layout.lines import runs
from gouji.documents.layout.pieces import pictures_unread
from gouji.documents.pages.pdf_pages import Page, printed_page
from gouji.documents.pages.printed import Box, Printed, Word, joined
from gouji.documents.pages.ruled_tables import drawn_cells

DOTS = 200
"""Dots an inch at which a page of a PDF is drawn to be read."""
_FINE = 2_000
"""Pixels of the longer side up to which a picture is drawn larger, which helps small letters; the
recogniser looks at no more."""
_MOST_PIXELS = 60_000_000
_LEAST_PIXELS = 8
"""Nothing is written in less."""
_PAGE_HEIGHT = 842.0
"""What a picture's longer side is taken for, in points: sizes of letters mean nothing else."""
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


def is_installed() -> bool:
    """Whether the extra gouji[ocr] is there."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime"))


def recognised(source: Source, picture: Any, number: int, frame: Box | None = None) -> Page:
    """Read a picture (of Pillow's) as page ``number``, or as what stands in ``frame`` on it."""
    source.hurry()
    check_size(source, picture)
    numpy = require(source.path, "numpy", "ocr")
    if min(picture.width, picture.height) < _LEAST_PIXELS:
        return Page(number, float(picture.width), float(picture.height), ())
    factor = _FINE / max(picture.width, picture.height, 1)
    if factor > 1:  # small letters are read better once they are drawn larger
        size = round(picture.width * factor), max(1, round(picture.height * factor))
        picture = picture.convert("RGB").resize(size)
    grey = numpy.asarray(picture.convert("L"))
    scale = (frame[2] - frame[0]) / picture.width if frame else _PAGE_HEIGHT / max(grey.shape)
    left, top = frame[:2] if frame else (0.0, 0.0)

    def placed(x0: float, y0: float, x1: float, y1: float) -> Box:
        """Where pixels are on the page, in points."""
        return left + x0 * scale, top + y0 * scale, left + x1 * scale, top + y1 * scale

    boxes = [[placed(*cell) for cell in table] for table in drawn_cells(source, grey)]
    words = list(_words(source, numpy.asarray(picture.convert("RGB")), placed, boxes))
    _, _, right, bottom = placed(0, 0, picture.width, picture.height)
    return printed_page(source, number, (right, bottom), words, boxes)


def check_size(source: Source, picture: Any) -> None:
    """Refuse a picture that unfolds to more than a page can be."""
    if picture.width * picture.height > _MOST_PIXELS:
        raise refused(source.path, "large-picture", n=_MOST_PIXELS // 1_000_000)


@cache
def _engine(rapidocr: Any) -> Any:
    import_module("onnxruntime").disable_telemetry_events()
    return rapidocr.RapidOCR(params={"Global.log_level": "critical"})


def _words(
    source: Source, picture: Any, placed: Callable[..., Box], tables: Sequence[Sequence[Box]]
) -> Iterator[Word]:
    """A word is a line as the recogniser finds it, parted where a rule runs down through it."""
    engine = _engine(require(source.path, "rapidocr", "ocr"))
    found = engine(picture, return_word_box=True)
    sides = sorted({side for cells in tables for box in cells for side in (box[0], box[2])})
    if not found.txts:
        return
    for text, score, parts in zip(found.txts, found.scores, found.word_results, strict=True):
        boxed = []
        for own, sure, corners in (part for part in parts if part[2] is not None):
            across, down = zip(*corners, strict=True)
            ends = map(float, (min(across), min(down), max(across), max(down)))
            left, top, right, bottom = placed(*ends)
            # the line's own score is the more honest: it counts the gaps as well
            boxed.append(Word(own, left, right, top, bottom, min(float(sure), float(score))))
        groups = runs(boxed, lambda a, b: any(a.center < side < b.center for side in sides))
        yield from (joined(group, text if len(groups) == 1 else None) for group in groups)


@dataclass(slots=True)
class Pictures:
    """The pictures of one file beside its text; each is recognised once."""

    source: Source
    seen: set[object] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)
    """The page of each picture that was not recognised."""

    def read(self, page: Any, words: Sequence[Word]) -> Iterator[Printed]:
        """Recognise what the pictures of a page show, where they stand on it."""
        boxes, spent = list(self._telling(page, words)), time.monotonic() - self.source.started
        if not is_installed() or spent > self.source.limits.seconds * _SHARE:
            self.places += [Place(page=page.page_number)] * len(boxes)
            return
        for box in boxes:
            yield from drawn(self.source, page, box)

    def unread(self) -> Iterator[Unread]:
        """Say how many were not recognised, and why."""
        why = "pictures-late" if is_installed() else "pictures-extra"
        return pictures_unread(self.places, told(why))

    def _telling(self, page: Any, words: Sequence[Word]) -> Iterator[Box]:
        fresh = [image for image in page.images if _name(image) not in self.seen]
        self.seen |= {_name(image) for image in fresh}
        for box in _whole([_within(image, page) for image in fresh]):
            wide, tall = box[2] - box[0], box[3] - box[1]
            is_ground = any(word.is_in(box) for word in words)
            if wide >= page.width * _NARROWEST and tall >= _LOWEST and not is_ground:
                yield box


def drawn(source: Source, page: Any, box: Box) -> tuple[Printed, ...]:
    """Recognise a part of a page, drawn as finely as is read best, posters no finer."""
    wide, tall = float(page.width), float(page.height)
    poster = DOTS * _PAGE_HEIGHT / max(wide, tall, 1) * 1.5
    whole = page.to_image(resolution=min(DOTS, poster, _own_dots(page, box))).original
    scale = whole.width / wide
    part = whole.crop(tuple(round(edge * scale) for edge in box))
    return recognised(source, part, page.page_number, box).prints


def _own_dots(page: Any, box: Box) -> float:
    """Dots an inch of the finest picture in ``box``; drawn finer, its strokes only get steps.

    What is too coarse to be read so is enlarged with care later.
    """
    left, top, right, bottom = box
    reach = (i for i in page.images if i["x0"] < right and i["x1"] > left)
    images = [i for i in reach if i["top"] < bottom and i["bottom"] > top and i.get("srcsize")]
    finest = [image["srcsize"][0] / max(float(image["width"]), 1.0) * 72 for image in images]
    return max([_COARSEST, *map(float, finest)]) if finest and not page.chars else DOTS


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
        sides = max(abs(last[0] - box[0]), abs(last[2] - box[2])) if last else _STRIPS
        if last and sides < _STRIPS and box[1] <= last[3] + _STRIPS:
            whole[-1] = (last[0], last[1], last[2], max(last[3], box[3]))
        else:
            whole.append(box)
    return whole
