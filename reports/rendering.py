"""Find the report forms in this room and render a result with one of them."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from gouji import __version__
from gouji.checks.finding import Lang, Result, Tally
from gouji.checks.finding import Suppressed as Suppressed  # noqa: PLC0414  # forms take it from here
from gouji.documents.document import Document

if TYPE_CHECKING:
    from gouji.checks.engagement import Performance


@dataclass(frozen=True, slots=True)
class Options:
    """What a report may be told beside the result; every form ignores what it has no use for."""

    lang: Lang = "zh"
    color: bool = False
    width: int | None = None
    version: str = __version__
    documents: tuple[Document, ...] = ()
    """The documents as read, so that a report can draw them again."""
    tallies: tuple[Tally, ...] = ()
    """One for each figure of these documents; it was never checked where both counts are 0."""
    suppressed: tuple[Suppressed, ...] = ()
    """Findings that the result leaves out."""


class Form(Protocol):
    """A module of this room that renders results."""

    def render(self, result: Result, options: Options) -> str | bytes: ...


def render(
    result: Result,
    form: str,
    lang: Lang = "zh",
    *,
    color: bool = False,
    width: int | None = None,
    documents: tuple[Document, ...] = (),
    tallies: tuple[Tally, ...] = (),
    suppressed: tuple[Suppressed, ...] = (),
) -> str | bytes:
    """Render ``result`` as ``form``, one of :func:`forms`; only spreadsheets are bytes."""
    # only the form asked for is imported: the others bring heavy libraries
    if form not in _names() or not _is_form(_module(form)):
        raise ValueError(f"{form}: no such report form; known: {', '.join(forms())}")
    options = Options(
        lang, color, width, documents=documents, tallies=tallies, suppressed=suppressed
    )
    return cast(Form, _module(form)).render(result, options)


@cache
def forms() -> tuple[str, ...]:
    """Name the forms: every module of this room with a ``render(result, options)``."""
    return tuple(sorted(name for name in _names() if _is_form(_module(name))))


def _names() -> list[str]:
    room = [str(Path(__file__).parent)]
    return [module.name for module in pkgutil.iter_modules(room) if not module.ispkg]


def _is_form(module: object) -> bool:
    found = getattr(module, "render", None)
    return found is not None and list(signature(found).parameters) == ["result", "options"]


def _module(name: str) -> object:
    return import_module(f"gouji.reports.{name}")


def performed(
    done: Performance, form: str, lang: Lang, *, color: bool, width: int | None
) -> str | bytes:
    """Write an audit that was performed in one form, with all that the form may show of it."""
    return render(
        done.result,
        form,
        lang,
        color=color,
        width=width,
        documents=done.reading.documents,
        tallies=done.audit.tallies(),
        suppressed=done.suppressed,
    )
