"""Characters that Word takes out of fonts of pictures; an arrow lost is a change misread."""

from __future__ import annotations

_ARROWS = {
    "wingdings": {0xE1: "↑", 0xE2: "↓", 0xE9: "↑", 0xEA: "↓", 0xF1: "↑", 0xF2: "↓"},
    "wingdings 3": {0x68: "↑", 0x69: "↓", 0x70: "▲", 0x71: "▼", 0xC7: "↑", 0xC8: "↓"},
    "symbol": {0xAD: "↑", 0xAF: "↓", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0x2D: "-", 0x25: "%"},
}
_UNKNOWN = "□"
"""Keeps what stands on either side of it apart."""


def symbol(font: str, char: str) -> str:
    """Write character ``char``, four hexadecimal digits, of ``font`` in Unicode."""
    try:
        code = int(char, 16)
    except ValueError:
        return _UNKNOWN
    return _ARROWS.get(font.lower(), {}).get(code & 0xFF, _UNKNOWN)
