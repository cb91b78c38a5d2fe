"""Find the report forms in this room and render a result with one of them."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from gouji import __version__
from gouji.checks.finding import Lang, Result, Tally, ToldCheck, Unchecked
from gouji.checks.finding import Suppressed as Suppressed  # noqa: PLC0414  # forms take it from here
from gouji.documents.document import Document
from gouji.reports.saying.quoting import Quotes
from gouji.rules.rule import Rule

if TYPE_CHECKING:
    from gouji.checks.engagement import Performance


LISTING = ("html", "json", "xlsx")
"""Forms that list the figures that were not checked; the others count them."""


@dataclass(frozen=True)
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
    unchecked: tuple[Unchecked, ...] = ()
    """The figures that no equation decided on, with the reason."""
    checks: tuple[ToldCheck, ...] = ()
    """Every check that was decided, where they are to be listed."""
    rules: tuple[Rule, ...] = ()
    """The rules of the audit, for forms that tell them in full."""

    @cached_property
    def quotes(self) -> Quotes:
        """The sentences of the documents."""
        return Quotes.of(self.documents)


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
    unchecked: tuple[Unchecked, ...] = (),
    checks: tuple[ToldCheck, ...] = (),
    rules: tuple[Rule, ...] = (),
) -> str | bytes:
    """Render ``result`` as ``form``, one of :func:`forms`; only spreadsheets are bytes."""
    # only the form asked for is imported: the others bring heavy libraries
    if form not in _names() or not _is_form(_module(form)):
        raise ValueError(f"{form}: no such report form; known: {', '.join(forms())}")
    options = Options(
        lang,
        color,
        width,
        documents=documents,
        tallies=tallies,
        suppressed=suppressed,
        unchecked=unchecked,
        checks=checks,
        rules=rules,
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
    done: Performance,
    form: str,
    lang: Lang,
    *,
    color: bool = False,
    width: int | None = None,
    ties: bool = False,
) -> str | bytes:
    """Write an audit that was performed in one form, with all that the form may show of it.

    Pages and workbooks list every check, the other forms where ``ties`` asks for them.
    """
    from gouji.checks import unchecked as left  # noqa: PLC0415  # brings the whole audit

    return render(
        done.result,
        form,
        lang,
        color=color,
        width=width,
        documents=done.reading.documents,
        tallies=done.audit.tallies(),
        suppressed=done.suppressed,
        unchecked=left.unchecked(done.audit) if form in LISTING else (),
        checks=done.audit.decided() if ties or form in ("html", "xlsx") else (),
        rules=done.audit.rules,
    )
