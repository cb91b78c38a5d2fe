"""A few bytes that belong to no character: the rest is read, and what they touch is not.

Files are cut, pasted together and sent through systems that lose a byte. Where only few are lost,
nobody should have to go without the whole file.
"""

from __future__ import annotations

import re
from typing import Final

from gouji.documents.document import Place, Unread

LOST: Final = "\N{REPLACEMENT CHARACTER}"
MOST_LOST: Final = 10
"""A file that loses more characters is damaged, or is in some other encoding."""
LEAST_SOUND: Final = 20
"""So many characters beyond ASCII for each that is lost; else the encoding is another."""
_DIGITS = r"(?:[0-9０-９]|[.,，．](?=[0-9０-９]))*+"
_TOUCHED = re.compile(rf"(?<![0-9０-９.,，．]){_DIGITS}[.,，．]?{LOST}+[.,，．]?{_DIGITS}[%％‰]?")
_DIGIT = re.compile(r"[0-9０-９%％‰]")


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
    lost, first = text.count(LOST), text.find(LOST)
    if not lost:
        return ()
    line = text.count("\n", 0, first) + 1
    return (
        Unread(
            Place(line=line),
            f"有 {lost} 个字符无法解码（第一个在这里），与它们相连的数字没有读取",
            f"{lost} characters can't be decoded (the first one here); figures they touch "
            "were not read",
        ),
    )
