"""What a project asks for once and for all: gouji.toml, or [tool.gouji] in pyproject.toml.

Waivers are findings that someone accepts, with a reason and until when.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from gouji.rules.problem import refuse, wrong
from gouji.rules.source import Source, as_fields, read_toml
from gouji.rules.validation import schema_problems

FILE = "gouji.toml"
PYPROJECT = "pyproject.toml"
TABLE = ("tool", "gouji")
_LISTS = ("packs", "vocabulary", "paths", "exclude")


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


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set; what is not is empty or None. Paths are as seen from the current directory."""

    file: Path | None = None
    packs: tuple[str, ...] = ()
    vocabulary: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    archive: Path | None = None
    severities: Mapping[str, Literal["error", "warning", "note", "off"]] = field(
        default_factory=dict
    )
    fail_on: Literal["error", "warning", "note", "never"] | None = None
    lang: Literal["zh", "en"] | None = None
    jobs: int | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    baseline: Path | None = None
    waivers: tuple[Waiver, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    """``file:line`` of each rule whose severity is set."""


def load(file: Path | None, start: Path = Path()) -> Settings:
    """Read the settings in ``file``, or else those found from ``start`` upwards.

    RuleError lists everything that is wrong.
    """
    source = _ours(file) if file else _found(start)
    if source is None:
        if file:
            raise wrong(f"{file}:1", "no-table")
        return Settings()
    refuse(schema_problems(source, "settings-schema.json"))
    return _settings(source)


def _found(start: Path) -> Source | None:
    """Look in ``start`` and the folders above it; the nearest file that speaks to gouji counts."""
    for folder in (start, *start.resolve().parents):
        own, shared = folder / FILE, folder / PYPROJECT
        if own.is_file():
            return read_toml(own)
        # one that can't be parsed and says nothing of gouji is none of our business
        ours = shared.is_file() and b"gouji" in shared.read_bytes()
        if ours and (source := _ours(shared)):
            return source
    return None


def _ours(file: Path) -> Source | None:
    """What a file says to gouji: all of it, or one table of what several tools share."""
    source = read_toml(file)
    if file.name != PYPROJECT:
        return source
    tools = source.value.get(TABLE[0])
    return source.under(*TABLE) if isinstance(tools, dict) and TABLE[1] in tools else None


def _settings(source: Source) -> Settings:
    value, file = as_fields(source.value, *_LISTS), Path(source.name)
    for key in value.keys() & {"vocabulary", "paths"}:
        value[key] = tuple(str(file.parent / name) for name in value[key])
    if "packs" in value:
        # a file where there is one of that name, and else a bundled one
        beside = ((file.parent / name, name) for name in value["packs"])
        value["packs"] = tuple(str(path) if path.exists() else name for path, name in beside)
    value |= {key: file.parent / value[key] for key in ("archive", "baseline") if key in value}
    waivers: list[Waiver] = []
    for at, raw in enumerate(value.get("waivers", ())):
        until = date.fromisoformat(raw["expires"]) if "expires" in raw else None
        waivers.append(
            Waiver(**{**raw, "expires": until, "written": source.place(("waivers", at))})
        )
    value["waivers"] = tuple(waivers)
    places = {rule: source.place(("severities", rule)) for rule in value.get("severities", {})}
    return Settings(**value, file=file, places=places)
