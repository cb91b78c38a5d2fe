"""Waivers as they are written: findings that someone accepts, with a reason and until when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gouji.rules.problem import Problem, RuleError
from gouji.rules.source import KeyPath, Source

NARROWING = ("label", "place", "document")
"""A rule alone would accept whatever it ever finds; one of these says where."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding accepted by its ``id``, or those of a ``rule`` about some figure.

    ``label`` and ``document`` may be patterns (``*``); ``place`` holds coordinates of a figure, by
    the names of Place.
    """

    reason: str
    id: str = ""
    rule: str = ""
    label: str = ""
    place: Mapping[str, int | str] = field(default_factory=dict)
    document: str = ""
    author: str = ""
    expires: date | None = None
    """The last day on which it holds; None is for good."""
    written: str = ""
    """``file:line`` of the entry."""


def read_waivers(source: Source) -> tuple[Waiver, ...]:
    """Read the waivers of a file that fits its schema; RuleError says what is wrong."""
    written = [(raw, ("waivers", at)) for at, raw in enumerate(source.value.get("waivers", []))]
    if problems := [p for raw, path in written for p in _problems(raw, source, path)]:
        raise RuleError(problems)
    return tuple(_waiver(raw, source.place(path)) for raw, path in written)


def _problems(raw: dict[str, Any], source: Source, path: KeyPath) -> Iterator[Problem]:
    narrow = "rule" in raw and any(key in raw for key in NARROWING)
    if "id" not in raw and not narrow:
        yield Problem(
            source.place(path),
            "豁免范围过宽；请写疑点编号 id，或 rule 加 label、place、document 之一",
            "this wide it accepts anything; give an id, or rule with label, place or document",
        )
    if _day(raw.get("expires")) is None and "expires" in raw:
        yield Problem(
            source.place((*path, "expires")),
            f"没有“{raw['expires']}”这一天；请更正",
            f"there is no day {raw['expires']}; correct it",
        )


def _waiver(raw: dict[str, Any], written: str) -> Waiver:
    return Waiver(**{**raw, "expires": _day(raw.get("expires")), "written": written})


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
