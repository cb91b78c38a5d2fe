"""A rule file as read: plain values, and the line where each of them is written.

YAML is read event by event into text, lists and mappings only, so that a file can't run anything;
its size, its depth and what its aliases unfold into are bounded. (Composing it would recurse in C,
where a deeply nested file ends the process.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from gouji.rules.problem import Problem, RuleError

MAX_BYTES = 2_000_000
MAX_VALUES = 200_000
MAX_DEPTH = 30
_TOO_DEEP = f"嵌套超过 {MAX_DEPTH} 层；请展平", f"nested deeper than {MAX_DEPTH}; flatten it"

KeyPath: TypeAlias = tuple[str | int, ...]
# the stubs give events marks that may be missing; the parsers never leave them out
Event: TypeAlias = Any

_RESOLVER: Any = yaml.resolver.Resolver()
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
    name = name or str(path)
    builder = _Builder(name)
    try:
        value = builder.document(yaml.parse(read_text(path, name), Loader=_LOADER))
    except yaml.YAMLError as error:
        raise RuleError([*builder.problems, _syntax_problem(error, name)]) from error
    if builder.problems:
        raise RuleError(builder.problems)
    return Source(name, value, builder.marks)


def read_text(path: Path, name: str) -> str:
    """Read a text file of bounded size; RuleError says why it can't be."""
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
    """Turns events into values and remembers where they stand."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.marks: dict[KeyPath, Mark] = {(): Mark(1, 1, 1, False)}
        self.problems: list[Problem] = []
        self.values = 0
        self.anchored: dict[str, tuple[Any, int]] = {}
        """By anchor: the value, and how many values it holds."""

    def document(self, events: Iterator[Event]) -> Any:
        """Build the one document of a file; None where it is empty."""
        value = None
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                if self.values:
                    self._report(event, "只能有一个 YAML 文档", "only one YAML document, please")
                value = self._build(event, events, (), None)
        return value

    def _build(
        self,
        event: Event,
        events: Iterator[Event],
        at: KeyPath,
        key: Event | None,
    ) -> Any:
        before = self.values
        self._count(event, at)
        self.marks[at] = _mark(event, key or event)
        if isinstance(event, yaml.AliasEvent):
            return self._aliased(event)
        if isinstance(event, yaml.MappingStartEvent):
            value: Any = self._mapping(event, events, at)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(event, events, at)
        else:
            value = self._scalar(event)
        if event.anchor:
            self.anchored[event.anchor] = (value, self.values - before)
        return value

    def _count(self, event: Event, at: KeyPath, values: int = 1) -> None:
        self.values += values
        if len(at) > MAX_DEPTH:
            raise RuleError([self._problem(event, *_TOO_DEEP)])
        if self.values > MAX_VALUES:
            zh, en = f"内容超过 {MAX_VALUES} 项", f"more than {MAX_VALUES} values"
            raise RuleError(
                [
                    self._problem(
                        event, f"{zh}；请拆分或少用别名", f"{en}; split it, use fewer aliases"
                    )
                ]
            )

    def _aliased(self, event: Event) -> Any:
        if event.anchor not in self.anchored:
            self._report(
                event, f"别名 *{event.anchor} 无定义", f"alias *{event.anchor} is not defined"
            )
            return None
        value, values = self.anchored[event.anchor]
        self._count(event, (), values)
        return value

    def _mapping(self, start: Event, events: Iterator[Event], at: KeyPath) -> dict[str, Any]:
        self._expect_tag(start, start.tag, "map")
        value: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            name = self._key(event, events, at)
            if name in value:
                self._report(event, f"键“{name}”重复；请只留一个", f"key '{name}' twice; keep one")
            value[name] = self._build(next(events), events, (*at, name), event)
        return value

    def _key(self, event: Event, events: Iterator[Event], at: KeyPath) -> str:
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        self._report(event, "键须为文字", "a key must be text")
        self._build(event, events, (*at, ""), event)
        return ""

    def _sequence(self, start: Event, events: Iterator[Event], at: KeyPath) -> list[Any]:
        self._expect_tag(start, start.tag, "seq")
        value: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            value.append(self._build(event, events, (*at, len(value)), None))
        return value

    def _scalar(self, event: Event) -> str | bool | Bare | None:
        tag = event.tag
        if tag is None or tag == "!":
            tag = _RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit)
        kind = tag.removeprefix(_TAG)
        if kind in _TEXT:
            return str(event.value)
        if kind in _NUMBERS:
            return Bare(event.value)
        if kind == "bool":
            return event.value.lower() in _TRUE
        self._expect_tag(event, tag, "null")
        return None

    def _expect_tag(self, event: Event, tag: str | None, kind: str) -> None:
        if tag not in (None, "!", _TAG + kind):
            self._report(event, f"不支持标签 {tag}；请删去", f"tag {tag} is not read; remove it")

    def _report(self, event: Event, zh: str, en: str) -> None:
        self.problems.append(self._problem(event, zh, en))

    def _problem(self, event: Event, zh: str, en: str) -> Problem:
        return Problem(f"{self.name}:{event.start_mark.line + 1}", zh, en)


def _mark(event: Event, key: Event) -> Mark:
    start, end = event.start_mark, event.end_mark
    quoted = getattr(event, "style", None) in ("'", '"')
    inline = isinstance(event, yaml.ScalarEvent) and start.line == end.line
    return Mark(key.start_mark.line + 1, start.line + 1, start.column + 1 + quoted, inline)
