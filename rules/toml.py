"""A TOML file as read: its values, and the line where each key is written."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from gouji.rules.problem import Problem, RuleError
from gouji.rules.source import KeyPath, Mark, Source, read_text

LONGEST_LINE = 1000
"""Longer lines hold no key that anyone wrote by hand."""

_PART = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"[ \t]*(?P<many>\[?)\[[ \t]*(?P<name>{_NAME})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*(?P<name>{_NAME})[ \t]*=")


def read_toml(path: Path) -> Source:
    """Read a file; RuleError says what can't be read, and where."""
    name = str(path)
    text = read_text(path, name)
    value = _plain(_parsed(text, name))
    marks = {keys: Mark(line, line, 1, inline=False) for keys, line in _lines(text)}
    return Source(name, value, {(): Mark(1, 1, 1, inline=False), **marks})


def _parsed(text: str, name: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError([_syntax_problem(str(error), name)]) from error
    except RecursionError as error:
        zh, en = "嵌套过深；请展平", "nested too deeply; flatten it"
        raise RuleError([Problem(f"{name}:1", zh, en)]) from error


def _syntax_problem(said: str, name: str) -> Problem:
    at = re.search(r" \(at line (\d+)", said)
    what = said[: at.start()] if at else said
    place = f"{name}:{at[1]}" if at else name
    return Problem(place, f"不是合法的 TOML：{what}", f"not TOML: {what}")


def _lines(text: str) -> Iterator[tuple[KeyPath, int]]:
    """Find the keys that begin a line. Text within long strings may look like one: no harm."""
    table: KeyPath = ()
    counted: Counter[KeyPath] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE:
            continue
        if header := _HEADER.match(line):
            table = _keys(header["name"])
            if header["many"]:
                counted[table] += 1
                table = (*table, counted[table] - 1)
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, *_keys(key["name"])), number


def _keys(name: str) -> KeyPath:
    return tuple(part.strip("\"'") for part in re.findall(_PART, name))


def _plain(value: Any) -> Any:
    """Turn dates into text, so that a schema knows what it looks at."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value
