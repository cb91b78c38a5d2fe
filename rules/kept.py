"""What takes long to make of rules and words is made once, and kept beside the bytecode.

It is kept as Python keeps bytecode: in ``__pycache__`` (or below ``PYTHONPYCACHEPREFIX``), for one
Python, and not where ``PYTHONDONTWRITEBYTECODE`` is set. Everything is kept by what it was made of,
so that nothing is ever stale; what can't be read is made again, and where nothing can be written,
nothing is kept. Pickles are trusted as the bytecode beside them is: who can write here can write
that as well.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import pickle
import re
import sys
from array import array
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Final, TypeVar

MOST: Final = 2_000
"""Values in a store; one that would grow beyond it begins anew with what was asked for last."""
_HERE: Final = Path(__file__).parent
_UNREADABLE: Final = (
    *(pickle.UnpicklingError, EOFError, ValueError, LookupError, TypeError),
    *(AttributeError, ImportError),
)
"""What pickle raises of a damaged file."""

Made = TypeVar("Made")


class Store:
    """Frozen values, each by the text that it is made of; written as Python ends.

    The file begins with what made them: another Python's, or other code's, is never unpickled.
    """

    def __init__(self, name: str, maker: str = "") -> None:
        """``maker`` stands for the code that makes the values: another one makes others."""
        self._name, self._made_by = name, _digest(f"{sys.version} {maker}".encode()).encode()
        self._values: dict[str, Any] | None = None
        self._new: dict[str, Any] = {}

    def get(self, text: str, make: Callable[[], Made]) -> Made:
        """Give what was made of ``text``, or what ``make`` makes of it now."""
        if self._values is None:
            self._values = self._read()
        key = _digest(text.encode())
        if key not in self._values:
            if not self._new:
                atexit.register(self._write)
            self._values[key] = self._new[key] = make()
        made: Made = self._values[key]
        return made

    def _file(self) -> Path:
        bytecode = cache_from_source(str(_HERE / f"{self._name}.py"), optimization="")
        return Path(bytecode).with_suffix(".pickle")

    def _read(self) -> dict[str, Any]:
        with contextlib.suppress(OSError, *_UNREADABLE):
            made_by, _, values = self._file().read_bytes().partition(b"\n")
            if made_by == self._made_by:
                return dict(pickle.loads(values))
        return {}

    def _write(self) -> None:
        """Replace the file at one stroke, so that nobody reads a half."""
        if sys.dont_write_bytecode or self._values is None:
            return
        values = self._values if len(self._values) < MOST else self._new
        kept = self._made_by + b"\n" + pickle.dumps(values)
        with contextlib.suppress(OSError):
            file = self._file()
            file.parent.mkdir(parents=True, exist_ok=True)
            half = file.with_suffix(f".{os.getpid()}")
            half.write_bytes(kept)
            half.replace(file)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@cache
def code() -> str:
    """Stands for the code of ``rules/``: what reads packs, and what they become."""
    return _digest(b"\0".join(file.read_bytes() for file in sorted(_HERE.glob("*.py"))))


_PATTERNS: Final = Store("patterns")


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile``: all patterns together take longer to compile than a report to audit."""
    asked = int(flags)
    program = _PATTERNS.get(f"{asked} {pattern}", lambda: _program(pattern, asked))
    flags, words, groups, names = program
    made: re.Pattern[str] = import_module("_sre").compile(
        pattern, flags, words.tolist(), len(names) - 1, groups, tuple(names)
    )
    return made


def _program(pattern: str, flags: int) -> tuple[Any, ...]:
    """What ``re.compile`` makes: flags, code, groups by name, and their names by number."""
    parsed = import_module("re._parser").parse(pattern, flags)
    words = array("I", import_module("re._compiler")._code(parsed, flags))
    groups: dict[str, int] = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    return flags | parsed.state.flags, words, groups, names
