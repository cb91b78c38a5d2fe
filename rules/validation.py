"""Holds a rule file against its JSON Schema and says what does not fit in the author's words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.rules.problem import LONGEST_SHOWN, Problem, unknown
from gouji.rules.source import Bare, Source

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


_KINDS = {
    "string": ("文字", "text"),
    "array": ("列表", "a list"),
    "object": ("键值表", "a mapping"),
    "boolean": ("true 或 false", "true or false"),
}


SCHEMAS = {
    "pack": "schema.json",
    "vocabulary": "vocabulary-schema.json",
    "settings": "settings-schema.json",
}


def schema_text(name: str) -> str:
    """Give one of ``SCHEMAS`` as text, for editors."""
    return Path(__file__).with_name(SCHEMAS[name]).read_text("utf-8")


def schema_problems(source: Source, schema_name: str) -> list[Problem]:
    """List what in ``source`` does not fit the schema, each problem once, in file order."""
    # half a dozen modules and 60 ms, for files of the user's own only
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    schema = json.loads(Path(__file__).with_name(schema_name).read_text("utf-8"))
    holds = Draft202012Validator.FORMAT_CHECKER  # days that there are
    errors = Draft202012Validator(schema, format_checker=holds).iter_errors(source.value)
    in_order = sorted(errors, key=lambda e: source.line(tuple(e.absolute_path)))
    return list(dict.fromkeys(p for error in in_order for p in _problems(error, source)))


def _problems(error: ValidationError, source: Source) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    place = source.place(path)
    schema: Any = error.schema
    found: Any = error.instance
    allowed: Any = error.validator_value
    if error.validator == "additionalProperties":
        known = schema["properties"]
        for key in found:
            if key not in known:
                yield unknown(source.place((*path, key)), "键", "key", key, known)
    elif error.validator == "required":
        missing = ", ".join(key for key in allowed if key not in found)
        yield Problem(place, f"缺少：{missing}；请补上", f"lacks {missing}; add it")
    elif error.validator == "enum":
        yield unknown(place, "值", "value", _shown(found), allowed)
    else:
        yield _misfit(place, found, schema, allowed if error.validator == "type" else None)


def _misfit(place: str, instance: Any, schema: Any, kinds: str | list[str] | None) -> Problem:
    if "x-en" in schema:
        zh, en = schema["x-zh"], schema["x-en"]
    else:
        zh, en = _kinds(kinds) if kinds else ("不能为空", "must not be empty")
    found = _shown(instance)
    return Problem(place, f"“{found}”有误：{zh}", f"'{found}': {en}")


def _kinds(expected: str | list[str]) -> tuple[str, str]:
    kinds = [_KINDS[k] for k in ([expected] if isinstance(expected, str) else expected)]
    return "须为" + "或".join(zh for zh, _ in kinds), "must be " + " or ".join(
        en for _, en in kinds
    )


def _shown(value: Any) -> str:
    """Show a value as its author wrote it, cut to a readable length."""
    if isinstance(value, Bare):
        return value.text
    if isinstance(value, dict | list):
        return ", ".join(map(_shown, value))[:LONGEST_SHOWN]
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return str(value)[:LONGEST_SHOWN]
