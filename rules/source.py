"""A file of rules or settings as read: plain values, and the line where each of them is written.

YAML is read into text, lists and mappings only, so that a file can't run anything; its size, its
depth and what its aliases unfold into are bounded, the depth before anything is composed: that
recurses in C, where a deeply nested file ends the process.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import methodcaller
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from gouji.rules.problem import Problem, problem, refuse, wrong

MAX_BYTES = 2_000_000
MAX_VALUES = 200_000
MAX_DEPTH = 30
LONGEST_LINE = 1000
"""Longer lines hold no key that anyone wrote by hand."""

_PART = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"[ \t]*(?P<many>\[?)\[[ \t]*(?P<name>{_NAME})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*(?P<name>{_NAME})[ \t]*=")

KeyPath: TypeAlias = tuple[str | int, ...]
# the stubs give nodes marks that may be missing; the parsers never leave them out
Node: TypeAlias = Any

_HERE = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_TEXT = {"str", "timestamp", "merge", "value"}
_NUMBERS = {"int", "float"}
_TRUE = {"yes", "true", "on"}


@dataclass(frozen=True, slots=True)
class Bare:
    """A number written without quotes, as it is written: a float would lose its trailing zeros."""

    text: str


class Mark(NamedTuple):
    """Where a value is written: the line of its key, and the line and column it begins at itself.

    ``inline`` says that it stands on one line, so that a column within it is one of the file.
    """

    key_line: int
    line: int
    column: int
    inline: bool


@dataclass(frozen=True, slots=True)
class Source:
    """The values of one file, and a mark for each, by the keys and indices that lead to it."""

    name: str
    value: Any
    marks: dict[KeyPath, Mark]

    def line(self, path: KeyPath) -> int:
        """Find the line of the nearest key on ``path`` that is written."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks[path].key_line

    def place(self, path: KeyPath, column: int = 0) -> str:
        """Say ``file:line`` of the nearest key on ``path`` that is written.

        With a ``column`` of the text at ``path``, counted from 1, say ``file:line:column`` of it.
        """
        if not column:
            return f"{self.name}:{self.line(path)}"
        mark = self.marks[path]
        return f"{self.name}:{mark.line}" + f":{mark.column + column - 1}" * mark.inline

    def under(self, *keys: str | int) -> Source:
        """Give what is written under ``keys`` as a source of its own, empty if nothing is."""
        value = self.value
        for key in keys:
            value = value.get(key, {}) if isinstance(value, dict) else {}
        marks = {
            path[len(keys) :]: m for path, m in self.marks.items() if path[: len(keys)] == keys
        }
        return Source(self.name, value, {(): self.marks[()], **marks})


def listed(written: str | list[str]) -> tuple[str, ...]:
    """Give what may be written as one text or as a list."""
    return (written,) if isinstance(written, str) else tuple(written)


def as_fields(raw: Mapping[str, Any], *lists: str) -> dict[str, Any]:
    """What is written, by the names of fields; lists, and texts for ``lists``, become tuples."""
    return {
        key.replace("-", "_"): listed(own) if key in lists or isinstance(own, list) else own
        for key, own in raw.items()
    }


def read_source(path: Path, name: str | None = None) -> Source:
    """Read a YAML file; RuleError says what can't be read and where."""
    name = name or name_of(path)
    text = read_text(path)
    try:
        _ensure_plain(text, name)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else f"{name}:1"
        known = (getattr(error, told, None) for told in ("problem", "reason"))
        found = str(next(filter(None, known), "unreadable"))
        if "nesting depth" in found:  # libyaml bounds it by itself, from 0.2.6 on
            raise wrong(place, "too-deep", most=MAX_DEPTH) from error
        raise wrong(place, "yaml-syntax", found=found) from error
    builder = _Builder(name)
    value = None if node is None else builder.value(node)
    refuse(builder.problems)
    return Source(name, value, builder.marks)


def _ensure_plain(text: str, name: str) -> None:
    """RuleError where a file holds several documents, or one that is nested too deeply."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if depth > MAX_DEPTH or documents > 1:
            said = "too-deep" if depth > MAX_DEPTH else "one-document"
            raise wrong(_place(event, name), said, most=MAX_DEPTH)


def name_of(path: Path) -> str:
    """Say a path as people know it: ``rules/hotline.yaml`` of a file that ships."""
    ships = path.is_relative_to(_HERE)
    return (_HERE.name / path.relative_to(_HERE)).as_posix() if ships else str(path)


def read_text(path: Path) -> str:
    """Read a text file of bounded size; RuleError says why it can't be."""
    name = name_of(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise wrong(f"{name}:1", "too-large", most=MAX_BYTES)
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise wrong(name, "unreadable", reason=error.strerror or error) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise wrong(f"{name}:{line}", "not-utf-8") from error


class _Builder:
    """Turns nodes into values and remembers where they stand."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.marks: dict[KeyPath, Mark] = {(): Mark(1, 1, 1, False)}
        self.problems: list[Problem] = []
        self.values = 0

    def value(self, node: Node, at: KeyPath = (), key: Node | None = None) -> Any:
        """Build what stands at ``at``, behind its ``key``."""
        self.values += 1
        if len(at) > MAX_DEPTH:  # of aliases
            raise wrong(_place(node, self.name), "too-deep", most=MAX_DEPTH)
        if self.values > MAX_VALUES:
            raise wrong(_place(node, self.name), "too-many-values", most=MAX_VALUES)
        start, above = node.start_mark, (key or node).start_mark
        inline = isinstance(node, yaml.ScalarNode) and start.line == node.end_mark.line
        quoted = getattr(node, "style", None) in ("'", '"')
        self.marks[at] = Mark(above.line + 1, start.line + 1, start.column + 1 + quoted, inline)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, at)
        if isinstance(node, yaml.SequenceNode):
            self._expect_tag(node, "seq")
            return [self.value(inner, (*at, n)) for n, inner in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: Node, at: KeyPath) -> dict[str, Any]:
        self._expect_tag(node, "map")
        value: dict[str, Any] = {}
        for key, inner in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._report(key, "key-not-text")
                continue
            name = str(key.value)
            if name in value:
                self._report(key, "key-twice", name=name)
            value[name] = self.value(inner, (*at, name), key)
        return value

    def _scalar(self, node: Node) -> str | bool | Bare | None:
        kind = node.tag.removeprefix(_TAG)
        if kind in _TEXT:
            return str(node.value)
        if kind in _NUMBERS:
            return Bare(node.value)
        if kind == "bool":
            return node.value.lower() in _TRUE
        self._expect_tag(node, "null")
        return None

    def _expect_tag(self, node: Node, kind: str) -> None:
        if node.tag != _TAG + kind:
            self._report(node, "tag", tag=node.tag)

    def _report(self, node: Node, found: str, **values: object) -> None:
        self.problems.append(problem(_place(node, self.name), found, **values))


def _place(node: Node, name: str) -> str:
    return f"{name}:{node.start_mark.line + 1}"


def read_toml(path: Path) -> Source:
    """Read a TOML file; RuleError says what can't be read, and where."""
    name, text = str(path), read_text(path)
    try:
        # days as text, so that a schema knows what it looks at
        value = json.loads(json.dumps(tomllib.loads(text), default=methodcaller("isoformat")))
    except tomllib.TOMLDecodeError as error:
        what, _, at = str(error).partition(" (at line ")
        place = f"{name}:{at.split(',')[0]}" if at else name
        raise wrong(place, "toml-syntax", found=what) from error
    except RecursionError as error:
        raise wrong(f"{name}:1", "too-deep", most=MAX_DEPTH) from error
    marks = {keys: Mark(line, line, 1, inline=False) for keys, line in _toml_lines(text)}
    return Source(name, value, {(): Mark(1, 1, 1, inline=False), **marks})


def _toml_lines(text: str) -> Iterator[tuple[KeyPath, int]]:
    """Find the keys that begin a line. Text within long strings may look like one: no harm."""
    table: KeyPath = ()
    counted: Counter[KeyPath] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE:
            continue
        if header := _HEADER.match(line):
            table = _toml_keys(header["name"])
            if header["many"]:
                counted[table] += 1
                table = (*table, counted[table] - 1)
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, *_toml_keys(key["name"])), number


def _toml_keys(name: str) -> KeyPath:
    return tuple(part.strip("\"'") for part in re.findall(_PART, name))
