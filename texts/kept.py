"""What takes long to make of rules and words is made once, and kept beside the bytecode.

It is kept as Python keeps bytecode: in ``__pycache__`` (or below ``PYTHONPYCACHEPREFIX``), for one
Python, and not where ``PYTHONDONTWRITEBYTECODE`` is set. Everything is kept by what it was made of,
so that nothing is ever stale; what can't be read is made again, and where nothing can be written,
nothing is kept. It is JSON, and is only ever read as data.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path, PurePath
from typing import Any, Final

MOST: Final = 2_000
"""Values in a store; one that would grow beyond it begins anew with what was asked for last."""
_HERE: Final = Path(__file__).parent
_RULES: Final = _HERE.with_name("rules")


class Store:
    """Values that JSON can hold, each by the text that it is made of; written as Python ends."""

    def __init__(self, name: str, maker: str = "", kinds: Iterable[type] = ()) -> None:
        """``maker`` stands for the code that makes the values: another one makes others.

        Values made of frozen values are kept by the ``kinds`` of these.
        """
        self._kinds = {kind.__name__: kind for kind in kinds}
        self._name, self._made_by = name, f"{sys.version} {maker}"
        self._values: dict[str, Any] | None = None
        self._new: dict[str, Any] = {}

    def get(self, text: str, make: Callable[[], Any]) -> Any:
        """Give what was made of ``text``, or what ``make`` makes of it now."""
        if self._values is None:
            self._values = self._read()
        key = _digest(text.encode())
        if key not in self._values:
            if not self._new:
                atexit.register(self._write)
            made = make()
            self._values[key] = self._new[key] = _as_json(made) if self._kinds else made
        kept = self._values[key]
        return _from_json(kept, self._kinds) if self._kinds else kept

    def _file(self) -> Path:
        bytecode = cache_from_source(str(_HERE / f"{self._name}.py"), optimization="")
        return Path(bytecode).with_suffix(".json")

    def _read(self) -> dict[str, Any]:
        with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
            kept = json.loads(self._file().read_bytes())
            if kept["made by"] == self._made_by:
                return dict(kept["values"])
        return {}

    def _write(self) -> None:
        """Replace the file at one stroke, so that nobody reads a half."""
        if sys.dont_write_bytecode or self._values is None:
            return
        values = self._values if len(self._values) < MOST else self._new
        kept = json.dumps({"made by": self._made_by, "values": values}, ensure_ascii=False)
        with contextlib.suppress(OSError):
            file = self._file()
            file.parent.mkdir(parents=True, exist_ok=True)
            half = file.with_suffix(f".{os.getpid()}")
            half.write_text(kept, "utf-8")
            half.replace(file)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@cache
def code() -> str:
    """Stands for the code of ``rules/``: what reads packs, and what they become."""
    files = (*sorted(_RULES.glob("*.py")), _RULES / "words" / "equations.yaml")
    return _digest(b"\0".join(file.read_bytes() for file in files))


_PLAIN: Final[Mapping[str, Callable[..., Any]]] = {
    "tuple": lambda *parts: parts,
    "list": lambda *parts: list(parts),
    "dict": lambda *parts: dict(zip(parts[::2], parts[1::2], strict=True)),
    "frozenset": lambda *parts: frozenset(parts),
    "Decimal": Decimal,
    "PosixPath": Path,
    "WindowsPath": Path,
}


class Plain(dict[str, Any]):
    """Values as a file of YAML has them, which JSON holds as they are."""


def _as_json(value: Any) -> Any:
    """Write a frozen value for JSON: a list of the name of its kind and of its parts."""
    if isinstance(value, Plain):
        return value
    if is_dataclass(value):
        parts = [getattr(value, field.name) for field in fields(value)]
    elif isinstance(value, dict):
        parts = [part for item in value.items() for part in item]
    elif isinstance(value, tuple | list | frozenset):
        parts = list(value)
    elif isinstance(value, Decimal | PurePath):
        parts = [str(value)]
    else:
        return value
    return [type(value).__name__, *map(_as_json, parts)]


def _from_json(written: Any, kinds: Mapping[str, Callable[..., Any]]) -> Any:
    """Make the value again that ``_as_json`` wrote; ``kinds`` are its classes by their names."""
    if not isinstance(written, list):
        return written
    kind, *parts = written
    make = kinds.get(kind) or _PLAIN[kind]
    return make(*(_from_json(part, kinds) for part in parts))
