"""What the tests of texts that are data ask: which are used, and what they leave open."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]


def strings(*rooms: str) -> Iterator[str]:
    """Every string that the modules of some rooms write out."""
    for room in rooms:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def fields(text: str) -> set[str]:
    """The names of what is put into a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
