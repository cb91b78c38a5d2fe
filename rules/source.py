"""A rule file as read: plain values, and the line where each of them is written.

YAML is composed into nodes, never into objects, so that a file can't run anything; its size, its
depth and what its aliases unfold into are bounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from gouji.rules.problem import Problem, RuleError

MAX_BYTES = 2_000_000
MAX_VALUES = 200_000
MAX_DEPTH = 30

KeyPath: TypeAlias = tuple[str | int, ...]

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


def read_source(path: Path, name: str | None = None) -> Source:
    """Read a YAML file; RuleError says what can't be read and where."""
    name = name or str(path)
    try:
        node = yaml.compose(read_text(path, name), Loader=_LOADER)
    except yaml.YAMLError as error:
        raise RuleError([_syntax_problem(error, name)]) from error
    except RecursionError as error:
        raise RuleError([_too_deep(f"{name}:1")]) from error
    builder = _Builder(name)
    value = builder.build(node, (), 1) if node is not None else None
    if builder.problems:
        raise RuleError(builder.problems)
    return Source(name, value, builder.marks or {(): Mark(1, 1, 1, False)})


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
    return Problem(
        place,
        f"YAML 语法有误：{found}；以 @ ` [ {{ 等符号开头的文字须加引号",
        f"YAML syntax: {found}; quote text that begins with @ ` [ {{ and the like",
    )


def _too_deep(place: str) -> Problem:
    return Problem(place, f"嵌套超过 {MAX_DEPTH} 层；请展平", f"nested deeper than {MAX_DEPTH}")


class _Builder:
    """Turns nodes into values and remembers where they stand."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.marks: dict[KeyPath, Mark] = {}
        self.problems: list[Problem] = []

    def build(self, node: yaml.Node, at: KeyPath, key_line: int) -> Any:
        self._remember(node, at, key_line)
        if isinstance(node, yaml.MappingNode):
            self._expect_tag(node, "map")
            return self._mapping(node, at)
        if isinstance(node, yaml.SequenceNode):
            self._expect_tag(node, "seq")
            return [
                self.build(item, (*at, i), item.start_mark.line + 1)
                for i, item in enumerate(node.value)
            ]
        return self._scalar(node)

    def _remember(self, node: yaml.Node, at: KeyPath, key_line: int) -> None:
        place = f"{self.name}:{key_line}"
        if len(at) > MAX_DEPTH:
            raise RuleError([_too_deep(place)])
        if len(self.marks) >= MAX_VALUES:
            zh, en = (
                f"内容展开后超过 {MAX_VALUES} 项",
                f"unfolds into more than {MAX_VALUES} values",
            )
            raise RuleError([Problem(place, f"{zh}；请少用别名", f"{en}; use fewer aliases")])
        start, end = node.start_mark, node.end_mark
        quoted = getattr(node, "style", None) in ("'", '"')
        inline = start.line == end.line
        self.marks[at] = Mark(key_line, start.line + 1, start.column + 1 + quoted, inline)

    def _mapping(self, node: yaml.MappingNode, at: KeyPath) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = key_node.value
            if not isinstance(key, str):
                self._report(line, "键须为文字", "a key must be text")
            elif key in value:
                self._report(line, f"键“{key}”重复；请只留一个", f"key '{key}' twice; keep one")
            else:
                value[key] = self.build(value_node, (*at, key), line)
        return value

    def _scalar(self, node: yaml.Node) -> str | bool | Bare | None:
        kind = node.tag.removeprefix(_TAG)
        if kind in _TEXT:
            return str(node.value)
        if kind in _NUMBERS:
            return Bare(node.value)
        if kind == "bool":
            return node.value.lower() in _TRUE
        self._expect_tag(node, "null")
        return None

    def _expect_tag(self, node: yaml.Node, kind: str) -> None:
        if node.tag != _TAG + kind:
            zh, en = f"不支持标签 {node.tag}；请删去", f"tag {node.tag} is not read; remove it"
            self._report(node.start_mark.line + 1, zh, en)

    def _report(self, line: int, zh: str, en: str) -> None:
        self.problems.append(Problem(f"{self.name}:{line}", zh, en))
