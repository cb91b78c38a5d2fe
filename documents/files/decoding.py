"""Bytes to text: UTF-8, UTF-16, GB18030, Big5, and a clear word when it is none of them."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from gouji.documents.document import Place, Unread, refused, told
from gouji.documents.files.source import Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_EXPECTED = re.compile(
    r"[\x20-\x7e\s\u00a0-\u00ff\u2000-\u27bf\u3000-\u33ff\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]"
)
_SAMPLE = 200_000
_CONTROLS_ALLOWED = 0.002
_NO_CONTROLS = bytes(b for b in range(256) if b >= 0x20 or b in b"\t\n\f\r\x1a\x1b")
_EXPECTED_LEAST = 0.97
_ACCENTS = re.compile(r"[\u00c0-\u00ff]{3}")
LOST: Final = "\N{REPLACEMENT CHARACTER}"
MOST_LOST: Final = 10
"""A file that loses more characters is damaged, or is in some other encoding."""
LEAST_SOUND: Final = 20
"""So many characters beyond ASCII for each that is lost; else the encoding is another."""
_DIGITS = r"(?:[0-9０-９]|[.,，．](?=[0-9０-９]))*+"
_TOUCHED = re.compile(rf"(?<![0-9０-９.,，．]){_DIGITS}[.,，．]?{LOST}+[.,，．]?{_DIGITS}[%％‰]?")
_DIGIT = re.compile(r"[0-9０-９%％‰]")


class Decoded(NamedTuple):
    """Text, and what says of characters in it that could not be read."""

    text: str
    unread: tuple[Unread, ...] = ()


def decode(source: Source, declared: str | None = None) -> Decoded:
    """Decode the bytes of ``source``; ``declared`` is the encoding that the file itself names."""
    if not source.data.strip(b"\0 \t\r\n\f"):
        raise refused(source.path, "empty")
    text = _text_of(source.data, declared)
    if text is None:
        controls = len(source.data[:_SAMPLE].translate(None, _NO_CONTROLS))
        is_binary = controls > min(len(source.data), _SAMPLE) * _CONTROLS_ALLOWED + 2
        raise refused(source.path, "unknown-format" if is_binary else "undecodable")
    if not text.strip():
        raise refused(source.path, "empty")
    sample = text[:_SAMPLE]
    allowed = len(sample) * _CONTROLS_ALLOWED + 2
    if "\0" in sample or len(_CONTROL.findall(sample)) > allowed:
        raise refused(source.path, "not-text")
    source.limits.check("characters", len(text), source.path)
    return Decoded(masked(text), unread_of(text))


def _text_of(data: bytes, declared: str | None) -> str | None:
    """What the bytes say: in the encoding that their mark names, else in the likeliest."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    trials = [(marked or "utf-8", _try, _has_no_nul), (marked or "utf-8", nearly, _has_no_nul)]
    if marked is None:
        trials += [
            (declared or "", _try, _is_no_other),
            (utf16_without_mark(data) or "", _try, _plausible),
            ("gb18030", _try, _plausible),
            ("gb18030", nearly, _plausible),
            ("big5", _try, _plausible),
            ("utf-16-le", _try, _plausible),
            ("utf-16-be", _try, _plausible),
            ("cp1252", _try, _is_no_other),
        ]
    for encoding, read, is_meant in trials:
        text = read(data, encoding) if encoding else None
        if text is not None and is_meant(text):
            return text.removeprefix("\ufeff")
    return None


def _has_no_nul(text: str) -> bool:
    return "\0" not in text


def utf16_without_mark(data: bytes) -> str | None:
    """Line ends and digits give UTF-16 away: every second byte of them is NUL."""
    head = data[:_SAMPLE]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) * 0.01 or min(even, odd) > max(even, odd) * 0.1:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _plausible(text: str) -> bool:
    """Ask for the characters that Chinese publications use; mojibake strays from them."""
    sample = text[:_SAMPLE]
    return len(_EXPECTED.findall(sample)) >= len(sample) * _EXPECTED_LEAST


def _is_no_other(text: str) -> bool:
    """Western words have accents among plain letters; others, misread, are runs of them."""
    return _plausible(text) and _ACCENTS.search(text) is None


def nearly(data: bytes, encoding: str) -> str | None:
    """Decode bytes of which a few are broken; None where too many are."""
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        return None
    lost = text.count(LOST)
    sound = sum(char > "\x7f" for char in text) - lost
    return text if lost <= MOST_LOST and sound >= lost * LEAST_SOUND else None


def masked(text: str) -> str:
    """Take every figure that touches a lost character for lost; all else keeps its place."""
    return _TOUCHED.sub(lambda m: _DIGIT.sub(LOST, m[0]), text) if LOST in text else text


def unread_of(text: str) -> tuple[Unread, ...]:
    """Say how many characters could not be read, and where the first is."""
    if not (lost := text.count(LOST)):
        return ()
    first = Place(line=text.count("\n", 0, text.find(LOST)) + 1)
    return (Unread(first, told("lost-characters", n=lost)),)
