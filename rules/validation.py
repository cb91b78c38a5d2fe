"""Holds a rule file against its JSON Schema and says what does not fit in the author's words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.rules.language import EquationError, parse
from gouji.rules.problem import LONGEST_SHOWN, Problem, problem, told, unknown
from gouji.rules.source import Bare, Source, listed
from gouji.texts.bilingual import Words

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


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
    from jsonschema import Draft202012Validator, FormatChecker  # noqa: PLC0415

    schema = json.loads(Path(__file__).with_name(schema_name).read_text("utf-8"))
    holds = FormatChecker(("date",))  # days that there are
    equation = holds.checks("equation", EquationError)
    equation(lambda found: not isinstance(found, str) or bool(parse(found)))
    errors = Draft202012Validator(schema, format_checker=holds).iter_errors(source.value)
    in_order = sorted(errors, key=lambda e: source.line(tuple(e.absolute_path)))
    return list(dict.fromkeys(p for error in in_order for p in _problems(error, source)))


def _problems(error: ValidationError, source: Source) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    place = source.place(path)
    schema: Any = error.schema
    found: Any = error.instance
    allowed: Any = error.validator_value
    if isinstance(error.cause, EquationError):
        wrong = error.cause
        allowed = told("allowed", listed=" ".join(wrong.allowed)) if wrong.allowed else ""
        slip, place = f"; {wrong.slip}" * bool(wrong.slip), source.place(path, wrong.column or 1)
        yield problem(place, "equation", found=wrong.found, allowed=allowed, slip=slip)
    elif error.validator == "additionalProperties":
        known = schema["properties"]
        for key in found:
            if key not in known:
                yield unknown(source.place((*path, key)), "key", key, known)
    elif error.validator == "required":
        missing = ", ".join(key for key in allowed if key not in found)
        yield problem(place, "lacks", missing=missing)
    elif error.validator == "enum":
        yield unknown(place, "value", _shown(found), allowed)
    else:
        asked = told("empty")
        if "x-en" in schema:
            asked = Words(schema["x-zh"], schema["x-en"])
        elif error.validator == "type":
            kinds = zip(told("or"), *map(told, listed(allowed)), strict=True)
            asked = told("must-be", kinds=Words(*(either.join(kind) for either, *kind in kinds)))
        yield problem(place, "misfit", found=_shown(found), asked=asked)


def _shown(value: Any) -> str:
    """Show a value as its author wrote it, cut to a readable length."""
    if isinstance(value, Bare):
        return value.text
    if isinstance(value, dict | list):
        return ", ".join(map(_shown, value))[:LONGEST_SHOWN]
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return str(value)[:LONGEST_SHOWN]
