"""Lines of a terminal report: styled, indented, wrapped, and safe whatever a document printed."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

Line: TypeAlias = "RenderableType"

_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_UNIT = re.compile(
    r"""
    [（《“‘「【(\[]*                  # an opening mark stays with what it opens
    (?:[↑↓]?[\w.,:%+\-'&@#]+|.)       # a number or a Latin word, or one character
    [，。、；：！？）》”’」】)\]…%‰,;]*   # a closing mark stays with what it closes
    """,
    re.VERBOSE | re.ASCII | re.DOTALL,
)
"""What no line breaks within: lines break between Chinese characters, not inside numbers."""
_OBEYED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def line(*parts: str | tuple[str, str], indent: int = 0) -> Text:
    """Put parts side by side; a part is a text, or a text and its style."""
    from rich.text import Text  # noqa: PLC0415

    styled = ((part, "") if isinstance(part, str) else part for part in parts)
    return Text.assemble(" " * indent, *((printable(text), style) for text, style in styled))


def paragraph(
    text: str, width: int, indent: int = 0, style: str = "", *, bullet: str = "", mark: str = ""
) -> Iterator[Text]:
    """Wrap a text beside a bullet of style ``mark``; its later lines hang under the first."""
    hang = cells(bullet)
    for number, part in enumerate(wrapped(printable(text), width - indent - hang)):
        head = bullet if number == 0 else " " * hang
        yield line((head, mark), (part, style), indent=indent)


def block(lines: Iterable[str]) -> str:
    """Lines one below the other, whatever a document printed."""
    return "".join(f"{printable(text)}\n" for text in lines)


def in_columns(rows: Sequence[Sequence[str]], indent: str = "") -> Iterator[str]:
    """Lay rows out in columns, each as wide as its longest text."""
    shown = [[printable(text) for text in row] for row in rows]
    wide = [max(map(cells, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        padded = (text + " " * (w - cells(text)) for text, w in zip(row, wide, strict=True))
        yield indent + "  ".join(padded).rstrip()


def as_text(lines: Iterable[Line], width: int, color: bool) -> str:
    """Write lines as text, with escape sequences only where ``color`` is wanted."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    file = io.StringIO()
    console = Console(
        file=file,
        width=width,
        force_terminal=color,
        color_system="256" if color else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    for told in lines:
        console.print(told, soft_wrap=not isinstance(told, Table))
    return _TRAILING.sub("", file.getvalue())


def wrapped(text: str, width: int) -> list[str]:
    """Break ``text`` into lines of at most ``width`` terminal cells."""
    lines = [""]
    found = _UNIT.findall(text)
    whole = ([unit] if cells(unit) <= max(width, 2) else [*unit] for unit in found)
    for unit in chain.from_iterable(whole):
        if lines[-1] and cells(lines[-1]) + cells(unit.rstrip()) > width:
            lines.append("")
        lines[-1] += unit if lines[-1] else unit.lstrip()
    return [line.rstrip() for line in lines]


def clipped(text: str, width: int) -> str:
    """Cut ``text`` to ``width`` cells, with a mark where something is left out."""
    if cells(text) <= width:
        return text
    return wrapped(text.replace(" ", "\u00a0"), max(width - 2, 2))[0] + "…"


def cells(text: str) -> int:
    """How many terminal columns ``text`` takes; a Chinese character takes two."""
    from rich.cells import cell_len  # noqa: PLC0415

    return cell_len(text)


def printable(text: str) -> str:
    """Return ``text`` on one line, its escape sequences and bidi marks disarmed."""
    return "".join(map(_shown, text))


def disarmed(value: Any) -> Any:
    """Return what is to be JSON with every text in it printable, line by line."""
    if isinstance(value, dict):
        return {name: disarmed(own) for name, own in value.items()}
    if isinstance(value, list):
        return list(map(disarmed, value))
    return "\n".join(map(printable, value.splitlines())) if isinstance(value, str) else value


def _shown(char: str) -> str:
    if unicodedata.category(char) not in _OBEYED:
        return char
    return " " if char.isspace() else _REPLACEMENT
