"""Radicals back to characters: browsers print 比 as ⽐, for fonts draw both with one glyph."""

from __future__ import annotations

import unicodedata

_KANGXI = range(0x2F00, 0x2FD6)
_SUPPLEMENT = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻳",
        "母民虎西见角贝车長镸长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟龟",
        strict=True,
    )
)
"""Of the radicals that Unicode added later, those that are characters by themselves."""
_CHARACTERS = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI} | _SUPPLEMENT
)


def without_radicals(text: str) -> str:
    """Write every radical as the character it looks like; the length stays."""
    return text.translate(_CHARACTERS)
