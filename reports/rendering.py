"""The report forms of this room, and how a result is written in one of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from gouji.checks.finding import Result
from gouji.reports.saying.report import Report
from gouji.texts.bilingual import Lang

if TYPE_CHECKING:
    from gouji.checks.engagement import Performance


FORMS = (*("text", "json", "html", "markdown", "junit", "sarif", "github", "csv", "xlsx", "brief"),)
"""The forms of reports, each a module of this room with a ``render(report)``."""
Options = dict
"""Fields of a report beside its result, as programs call them that were written before it."""
LISTING = ("html", "json", "xlsx")
"""Forms that list the figures that were not checked; the others count them."""
DRAWING = ("html", "xlsx")
"""Forms that show every figure and every check."""


def render(result: Result, form: str, lang: Lang = "zh", **given: Any) -> str | bytes:
    """Render ``result`` as ``form``, one of ``FORMS``; only spreadsheets are bytes.

    ``given`` are further fields of :class:`Report`.
    """
    if form not in FORMS:
        raise ValueError(f"{form}: no such report form; known: {', '.join(FORMS)}")
    # only the form asked for is imported: the others bring heavy libraries
    module = import_module(f"gouji.reports.{form}")
    written: str | bytes = module.render(Report(result, lang, **given))
    return written


def performed(
    done: Performance, form: str, lang: Lang, *, ties: bool = False, **given: Any
) -> str | bytes:
    """Write an audit that was performed in one form, with all that the form may show of it.

    Pages and workbooks list every check, the other forms where ``ties`` asks for them.
    """
    from gouji.checks import why  # noqa: PLC0415  # brings the whole audit

    return render(
        done.result,
        form,
        lang,
        documents=done.reading.documents,
        tallies=done.audit.tallies(),
        suppressed=done.suppressed,
        unchecked=why.unchecked(done.audit) if form in LISTING else (),
        checks=done.audit.decided() if ties or form in DRAWING else (),
        rules=done.audit.rules,
        **given,
    )
