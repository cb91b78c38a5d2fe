"""Pages that are pictures: their characters recognised, each with how sure that is.

The models come inside the package that the extra installs; nothing is ever fetched.
"""

from __future__ import annotations

import importlib
import importlib.util
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from gouji.documents.document import DocumentError, Place, Unread
from gouji.documents.files.extras import require
from gouji.documents.files.source import Source
from gouji.documents.pages.pdf_pages import Page, printed_page
from gouji.documents.pages.printed import Box, Word, joined, runs
from gouji.documents.pages.rules import drawn_cells

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


def is_installed() -> bool:
    """Whether the extra gouji[ocr] is there."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


def has_time(source: Source, share: float) -> bool:
    """Whether pictures of ``source`` may be recognised still, in that share of its seconds."""
    spent = time.monotonic() - source.started
    return is_installed() and spent <= source.limits.seconds * share


def unread(pictures: Sequence[Place]) -> Iterator[Unread]:
    """One word for all pictures that were not recognised; the first gives the place."""
    if n := len(pictures):
        how = "超出时限" if is_installed() else "安装 gouji[ocr] 后可识别"
        why = "out of time" if is_installed() else "the extra gouji[ocr] reads them"
        count = "1 picture" if n == 1 else f"{n} pictures"
        yield Unread(pictures[0], f"{n} 幅图片未审核；{how}", f"{count} not audited; {why}")


def dots(wide: float, tall: float) -> float:
    """Dots an inch for a page of so many points, a poster not finer than a sheet."""
    return min(DOTS, DOTS * _PAGE_HEIGHT / max(wide, tall, 1) * 1.5)


def recognised(source: Source, picture: Any, number: int, frame: Box | None = None) -> Page:
    """Read a picture (of Pillow's) as page ``number``, or as what stands in ``frame`` on it."""
    source.hurry()
    check_size(source, picture)
    numpy = require(source.path, "numpy", "ocr")
    if min(picture.width, picture.height) < _LEAST_PIXELS:
        return Page(number, float(picture.width), float(picture.height), ())
    picture = _enlarged(picture)
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


def _enlarged(picture: Any) -> Any:
    """Small letters are read better once they are drawn larger."""
    factor = _FINE / max(picture.width, picture.height, 1)
    if factor <= 1:
        return picture
    size = round(picture.width * factor), max(1, round(picture.height * factor))
    return picture.convert("RGB").resize(size)


def check_size(source: Source, picture: Any) -> None:
    """Refuse a picture that unfolds to more than a page can be."""
    if picture.width * picture.height > _MOST_PIXELS:
        raise DocumentError(
            source.path,
            f"图片超过 {_MOST_PIXELS // 1_000_000} 百万像素；请缩小后重试",
            f"a picture of more than {_MOST_PIXELS // 1_000_000} megapixels; make it smaller",
        )


@cache
def _engine(rapidocr: Any) -> Any:
    importlib.import_module("onnxruntime").disable_telemetry_events()
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
        boxed = [_word(part, score, placed) for part in parts if part[2] is not None]
        groups = _parted(boxed, sides)
        yield from (joined(group, text if len(groups) == 1 else None) for group in groups)


def _word(part: tuple[str, float, Any], score: float, placed: Callable[..., Box]) -> Word:
    """Part of a line; the line's own score is the more honest: it counts the gaps as well."""
    text, own, corners = part
    across, down = zip(*corners, strict=True)
    x0, y0, x1, y1 = map(float, (min(across), min(down), max(across), max(down)))
    left, top, right, bottom = placed(x0, y0, x1, y1)
    return Word(text, left, right, top, bottom, min(float(own), float(score)))


def _parted(words: Sequence[Word], sides: Sequence[float]) -> list[list[Word]]:
    def crosses(last: Word, word: Word) -> bool:
        return any(_middle(last) < side < _middle(word) for side in sides)

    return runs(words, crosses)


def _middle(word: Word) -> float:
    return (word.left + word.right) / 2
