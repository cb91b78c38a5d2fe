"""Pictures of disclosures (png, jpg, tiff …), read where the extra for it is installed."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

from gouji.documents.document import Document, refused
from gouji.documents.files.archive import DAMAGE
from gouji.documents.files.extras import require
from gouji.documents.files.source import Source
from gouji.documents.pages import ocr
from gouji.documents.pages.pdf_pages import Page
from gouji.documents.pdf import paged

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")


def read(source: Source) -> Document:
    """Recognise what a picture shows, its frames one page each."""
    if not ocr.is_installed():
        raise refused(source.path, "is-picture")
    pages: list[Page] = []
    for number, frame in enumerate(_frames(source), start=1):
        source.reached("pages", number)
        pages.append(ocr.recognised(source, frame, number))
    return paged(source, "picture", pages, ())


def _frames(source: Source) -> Iterator[Any]:
    """Unpack the frames of a picture, none before its size is known."""
    library = require(source.path, "PIL.Image", "ocr")
    try:
        with warnings.catch_warnings(action="ignore"):
            picture = library.open(io.BytesIO(source.data), formats=_FORMATS)
            count = getattr(picture, "n_frames", 1)
            source.limits.check("pages", count, source.path)
            for frame in range(count):
                picture.seek(frame)
                ocr.check_size(source, picture)
                yield picture.convert("RGB")
    except (*DAMAGE, library.DecompressionBombError) as damage:
        raise refused(source.path, "damaged-picture") from damage
