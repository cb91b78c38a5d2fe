"""A file of rules or settings as read: plain values, and the line where each of them is written.

YAML is read into text, lists and mappings only, so that a file can't run anything; its size, its
depth and what its aliases unfold into are bounded, the depth before anything is composed: that
recurses in C, where a deeply nested file ends the process.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from gouji.rules.problem import Problem, RuleError, refuse

MAX_BYTES = 2_000_000
MAX_VALUES = 200_000
MAX_DEPTH = 30
_TOO_DEEP = f"嵌套超过 {MAX_DEPTH} 层；请展平", f"nested deeper than {MAX_DEPTH}; flatten it"
_ONE_ONLY = "只能有一个 YAML 文档", "only one YAML document, please"
_TOO_MANY = (
    f"内容超过 {MAX_VALUES} 项；请拆分或少用别名",
    f"more than {MAX_VALUES} values; split it, use fewer aliases",
)

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

    def place(self, path: KeyPath) -> str:
        """Say ``file:line`` of the nearest key on ``path`` that is written."""
        return f"{self.name}:{self.line(path)}"

    def place_within(self, path: KeyPath, column: int) -> str:
        """Say ``file:line:column`` of a character of the text at ``path``; columns count from 1."""
        mark = self.marks[path]
        if not mark.inline:
            return f"{self.name}:{mark.line}"
        return f"{self.name}:{mark.line}:{mark.column + column - 1}"

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


def read_source(path: Path, name: str | None = None) -> Source:
    """Read a YAML file; RuleError says what can't be read and where."""
    name = name or name_of(path)
    text = read_text(path)
    try:
        _ensure_plain(text, name)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise RuleError([_syntax_problem(error, name)]) from error
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
            said = _TOO_DEEP if depth > MAX_DEPTH else _ONE_ONLY
            raise RuleError([_problem(event, name, *said)])


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
            zh, en = f"文件超过 {MAX_BYTES} 字节；请拆分", f"more than {MAX_BYTES} bytes; split it"
            raise RuleError([Problem(f"{name}:1", zh, en)])
        return raw.decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        problem = Problem(name, f"无法读取：{reason}", f"can't be read: {reason}")
        raise RuleError([problem]) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        zh, en = "不是 UTF-8 编码；请另存为 UTF-8", "not UTF-8; save it as UTF-8"
        raise RuleError([Problem(f"{name}:{line}", zh, en)]) from error


def _syntax_problem(error: yaml.YAMLError, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else f"{name}:1"
    found = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
    if "nesting depth" in found:  # libyaml bounds it by itself, from 0.2.6 on
        return Problem(place, *_TOO_DEEP)
    return Problem(
        place,
        f"YAML 语法有误：{found}；以 @ ` [ {{ 等符号开头的文字须加引号",
        f"YAML syntax: {found}; quote text that begins with @ ` [ {{ and the like",
    )


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
        if len(at) > MAX_DEPTH or self.values > MAX_VALUES:  # of aliases
            said = _TOO_DEEP if len(at) > MAX_DEPTH else _TOO_MANY
            raise RuleError([_problem(node, self.name, *said)])
        self.marks[at] = _mark(node, key or node)
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
                self._report(key, "键须为文字", "a key must be text")
                continue
            name = str(key.value)
            if name in value:
                self._report(key, f"键“{name}”重复；请只留一个", f"key '{name}' twice; keep one")
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
            tag = node.tag
            self._report(node, f"不支持标签 {tag}；请删去", f"tag {tag} is not read; remove it")

    def _report(self, node: Node, zh: str, en: str) -> None:
        self.problems.append(_problem(node, self.name, zh, en))


def _problem(node: Node, name: str, zh: str, en: str) -> Problem:
    return Problem(f"{name}:{node.start_mark.line + 1}", zh, en)


def _mark(node: Node, key: Node) -> Mark:
    start, end = node.start_mark, node.end_mark
    quoted = getattr(node, "style", None) in ("'", '"')
    inline = isinstance(node, yaml.ScalarNode) and start.line == end.line
    return Mark(key.start_mark.line + 1, start.line + 1, start.column + 1 + quoted, inline)


def read_toml(path: Path) -> Source:
    """Read a TOML file; RuleError says what can't be read, and where."""
    name, text = str(path), read_text(path)
    value = _plain(_parsed_toml(text, name))
    marks = {keys: Mark(line, line, 1, inline=False) for keys, line in _toml_lines(text)}
    return Source(name, value, {(): Mark(1, 1, 1, inline=False), **marks})


def _parsed_toml(text: str, name: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, at = str(error).partition(" (at line ")
        place = f"{name}:{at.split(',')[0]}" if at else name
        raise RuleError(
            [Problem(place, f"不是合法的 TOML：{what}", f"not TOML: {what}")]
        ) from error
    except RecursionError as error:
        zh, en = "嵌套过深；请展平", "nested too deeply; flatten it"
        raise RuleError([Problem(f"{name}:1", zh, en)]) from error


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


def _plain(value: Any) -> Any:
    """Turn dates into text, so that a schema knows what it looks at."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value
