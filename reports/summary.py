"""The end of a terminal report: a row a document, what was not checked, and the total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from gouji.checks.finding import DocumentSummary, Lang, Result, Words
from gouji.reports.rendering import Options
from gouji.reports.saying.lines import Line, line, paragraph
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import (
    covered_in_all,
    document_names,
    percent,
    tally,
    where,
)
from gouji.reports.saying.untrusted import printable

if TYPE_CHECKING:
    from rich.table import Table

COUNTS = ("figures", "checks", "ties", "findings", "undecidable")
MOST_PAIRS = 12
"""More pairs of documents than these are counted, not listed."""
MOST_APART = 5
"""More documents held against none for one reason are counted, not named."""
MOST_FILES = 8
"""More files that were passed over are counted, not named."""


def closing(result: Result, options: Options, width: int) -> Iterator[Line]:
    """Close the report: what was checked, what was not, what could not be read, and the total."""
    if not (result.findings or options.suppressed):
        yield from _nothing_found(result, options.lang, width)
    if result.documents:
        yield line((say("summary", options.lang), "bold"))
        yield table(result, options)
        yield line()
    yield from _against(result, options.lang, width)
    yield from _unseen(result, options.lang, width)
    yield from _unreadable(result, options.lang, width)
    yield from _total(result, options, width)


def _nothing_found(result: Result, lang: Lang, width: int) -> Iterator[Line]:
    checks = sum(d.checks for d in result.documents)
    ties = sum(d.ties for d in result.documents)
    phrase = "all-tie" if checks else "no-checks" if result.documents else "nothing-read"
    yield from paragraph(say(phrase, lang, checks=checks, ties=ties), width, style="green")
    yield line()


def table(result: Result, options: Options) -> Table:
    """Lay the counts out, one row a document and, for several, one for all."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    lang = options.lang
    box = SIMPLE_HEAD if options.color else None
    drawn = Table(box=box, padding=(0, 1), pad_edge=False, header_style="dim")
    drawn.add_column(say("document", lang), overflow="fold", ratio=None, min_width=12)
    for name in (*COUNTS, "coverage"):
        drawn.add_column(say(name, lang), justify="right", no_wrap=True)
    for name in conventions(result):
        drawn.add_column(say(name, lang), no_wrap=True)
    names = document_names(result, lang)
    for summary in result.documents:
        drawn.add_row(*map(line, _row(summary, names[summary.path], result, lang)))
    if len(result.documents) > 1:
        drawn.add_row(*map(line, _sums(result, lang)), style="bold")
    return drawn


def conventions(result: Result) -> tuple[str, ...]:
    """What is said of how figures are printed; of changes of rates only where any is shown."""
    shown = any(d.rate_changes != "unknown" for d in result.documents)
    return ("rounding", "rate-changes") if shown else ("rounding",)


def conventions_of(summary: DocumentSummary, result: Result) -> tuple[str, ...]:
    """The phrases for these of one document."""
    return (summary.rounding, summary.rate_changes)[: len(conventions(result))]


def _row(summary: DocumentSummary, name: str, result: Result, lang: Lang) -> tuple[str, ...]:
    counts = (f"{getattr(summary, name):,}" for name in COUNTS)
    told = (say(said, lang) for said in conventions_of(summary, result))
    return (name, *counts, percent(summary.coverage), *told)


def _sums(result: Result, lang: Lang) -> tuple[str, ...]:
    counts = {name: sum(getattr(d, name) for d in result.documents) for name in COUNTS}
    coverage = covered_in_all(result).tied / counts["figures"] if counts["figures"] else 0.0
    name = say("all-documents", lang)
    return (
        name,
        *(f"{counts[name]:,}" for name in COUNTS),
        percent(coverage),
        *("" for _ in conventions(result)),
    )


def _against(result: Result, lang: Lang, width: int) -> Iterator[Line]:
    """Which documents, archived ones too, the figures of each were held against."""
    told = held_against(result, lang)
    if not told:
        return
    yield line((say("held-against", lang), "bold"))
    for text in told:
        yield from paragraph(printable(text), width, bullet="- ")
    yield line()


def held_against(result: Result, lang: Lang) -> list[str]:
    """Say of each pair of documents how many checks hold figures of both; of the first pairs."""
    told = list(_pairs(result, lang))
    more = [say("and-more", lang, n=len(told))] if len(told) > MOST_PAIRS else []
    return [*told[:MOST_PAIRS], *more]


def _pairs(result: Result, lang: Lang) -> Iterator[str]:
    names = document_names(result, lang)
    for summary in result.documents:
        for held in summary.against:
            other = names.get(held.document, PurePath(held.document).name)
            other = say("archived", lang, other=other) if held.archived else other
            counts = {"n": held.checks, "ties": held.ties}
            name = names[summary.path]
            yield say("held-against-one", lang, document=name, other=other, **counts)


def _unseen(result: Result, lang: Lang, width: int) -> Iterator[Line]:
    told = list(unseen(result, lang))
    if not told:
        return
    yield line((say("unchecked", lang), "bold"))
    for text in told:
        yield from paragraph(text, width, bullet="- ")
    yield line()


def unseen(result: Result, lang: Lang) -> Iterator[str]:
    """Say what the audit did not check, one sentence each."""
    yield from _uncounted(result, lang)
    yield from not_read(result, lang)
    yield from _held_apart(result, lang)


def not_read(result: Result, lang: Lang) -> Iterator[str]:
    """Say which parts of documents, and which files of folders, nobody looked at."""
    yield from _unread_parts(result, lang)
    yield from _skipped_files(result, lang)


def _uncounted(result: Result, lang: Lang) -> Iterator[str]:
    covered = covered_in_all(result)
    if covered.unchecked:
        yield say("unchecked-figures", lang, n=covered.unchecked)
    if covered.bounded:
        yield say("bounded-figures", lang, n=covered.bounded)
    if covered.unchecked or covered.bounded:
        yield say("how-to-list", lang)
    if undecidable := sum(d.undecidable for d in result.documents):
        yield say("unchecked-undecidable", lang, n=undecidable)
    if result.unbound and result.documents:
        yield say("unchecked-rules", lang, n=len(result.unbound))


def _unread_parts(result: Result, lang: Lang) -> Iterator[str]:
    names = document_names(result, lang)
    for summary in result.documents:
        for part in summary.unread:
            spot = " ".join(filter(None, (names[summary.path], where(part.place, lang))))
            yield say("unread-part", lang, document=spot, reason=part.reason.say(lang))


def _skipped_files(result: Result, lang: Lang) -> Iterator[str]:
    """Name the files of folders that were passed over: pictures, and others."""
    for phrase, picture in (("skipped-pictures", True), ("skipped-files", False)):
        found = [skipped.path for skipped in result.skipped if skipped.picture == picture]
        if found:
            yield say(phrase, lang, n=len(found), names=_files(found, lang))


def _files(paths: Sequence[str], lang: Lang) -> str:
    shown = Counter(PurePath(path).name for path in paths)
    named = (name if shown[name := PurePath(p).name] == 1 else p for p in paths[:MOST_FILES])
    names = say("list-joint", lang).join(named)
    return say("and-more-files", lang, names=names) if len(paths) > MOST_FILES else names


def _held_apart(result: Result, lang: Lang) -> Iterator[str]:
    """The documents that were held against no other, with those of one reason in one sentence."""
    names = document_names(result, lang)
    alike: dict[Words, list[str]] = {}
    for summary in result.documents:
        if summary.apart is not None:
            alike.setdefault(summary.apart, []).append(names[summary.path])
    for reason, apart in alike.items():
        listed = say("list-joint", lang).join(apart[:MOST_APART])
        if len(apart) > MOST_APART:
            listed = say("apart-and-more", lang, documents=listed, n=len(apart))
        yield say("unread-part", lang, document=listed, reason=reason.say(lang))


def _unreadable(result: Result, lang: Lang, width: int) -> Iterator[Line]:
    if not result.unreadable:
        return
    yield line((say("unreadable", lang), "bold red"))
    for failed in result.unreadable:
        said = say("unreadable-input", lang, path=failed.path, reason=failed.reason.say(lang))
        yield from paragraph(printable(said), width, bullet="- ")
    yield line()


def _total(result: Result, options: Options, width: int) -> Iterator[Line]:
    lang = options.lang
    if result.findings:
        yield from paragraph(say("severity-meaning", lang), width, style="dim")
        total = say("total", lang, parts=tally(result, lang))
        yield from paragraph(total, width, style="bold")
    if accepted := len(options.suppressed):
        yield from paragraph(say("suppressed", lang, n=accepted), width)
    if failed := len(result.unreadable):
        yield from paragraph(say("unreadable-count", lang, n=failed), width, style="bold")
