"""The report forms of this room, and what all of them are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji import __version__
from gouji.checks.finding import SEVERITIES, Lang, Result, Suppressed, Tally, ToldCheck, Unchecked
from gouji.documents.document import Document
from gouji.reports.saying.lines import printable
from gouji.reports.saying.originals import Originals
from gouji.reports.saying.phrases import say
from gouji.reports.saying.quoting import Quotes
from gouji.reports.saying.shared_sentences import (
    PLURALS,
    conventions,
    covered_in_all,
    held_against,
    nothing_found,
    percent,
    tally,
    unseen,
)
from gouji.reports.saying.templates import fill
from gouji.reports.saying.told_finding import MARKS, ToldFinding, accepted_as, told_documents
from gouji.rules.rule import Rule

if TYPE_CHECKING:
    from gouji.checks.engagement import Performance


FORMS = (
    *("text", "json", "html", "markdown", "junit", "sarif", "github", "gitlab", "csv", "xlsx"),
    "brief",
)
"""The forms of reports, each a module of this room with a ``render(result, options)``."""
LISTING = ("html", "json", "xlsx")
"""Forms that list the figures that were not checked; the others count them."""
DRAWING = ("html", "xlsx")
"""Forms that show every figure and every check."""


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

    beside: Path | None = None
    """The folder that the report goes to, from where it links to the originals."""

    @cached_property
    def originals(self) -> Originals:
        """The way into the originals."""
        return Originals(self.beside, self.quotes)

    @cached_property
    def quotes(self) -> Quotes:
        """The sentences of the documents."""
        return Quotes(self.documents)


def render(result: Result, form: str, lang: Lang = "zh", **given: Any) -> str | bytes:
    """Render ``result`` as ``form``, one of ``FORMS``; only spreadsheets are bytes.

    ``given`` are further fields of :class:`Options`.
    """
    if form not in FORMS:
        raise ValueError(f"{form}: no such report form; known: {', '.join(FORMS)}")
    # only the form asked for is imported: the others bring heavy libraries
    written: str | bytes = import_module(f"gouji.reports.{form}").render(
        result, Options(lang, **given)
    )
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


def filled(
    template: str,
    result: Result,
    options: Options,
    spell: Callable[[str], str] = printable,
    **more: object,
) -> str:
    """Fill a template of this room with the facts of a result and ``more``."""
    return fill(template, options.lang, spell=spell, **facts(result, options), **more)


def facts(result: Result, options: Options) -> dict[str, Any]:
    """All that templates say of a result, by the names they use; the desk's page has the same."""
    lang = options.lang
    totals = {
        name: sum(getattr(d, name) for d in result.documents)
        for name in ("figures", "checks", "ties", "undecidable")
    }
    covered = covered_in_all(result)
    sections = told_documents(result, lang, options.quotes)
    found = {"n": len(result.findings), "parts": tally(result, lang)}
    return {
        "result": result,
        "options": options,
        "sections": sections,
        "totals": totals,
        "covered": covered,
        "coverage": percent(covered.tied / totals["figures"]) if totals["figures"] else "",
        "tally": found["parts"],
        "verdict": say("some-findings", lang, **found)
        if result.findings
        else nothing_found(result, lang),
        "against": held_against(result, lang),
        "unseen": tuple(unseen(result, lang)),
        "accepted": [
            f"{ToldFinding(one.finding, lang).line} — {accepted_as(one, lang)}"
            for one in options.suppressed
        ],
        "unreadable": [
            say("unreadable-input", lang, path=failed.path, reason=failed.reason.say(lang))
            for failed in result.unreadable
        ],
        "severities": SEVERITIES,
        "plurals": PLURALS,
        "marks": MARKS,
        "conventions": conventions(result),
        "percent": percent,
        "rules": {f.rule: f.title.say(lang) for f in result.findings},
        "verdicts": sorted({finding.verdict for finding in result.findings}),
    }
