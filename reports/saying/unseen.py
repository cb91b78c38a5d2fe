"""What an audit looked at and what it did not, in sentences that all reports share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from gouji.checks.finding import Lang, Result, Words
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import covered_in_all, document_names, where

COUNTS = ("figures", "checks", "ties", "findings", "undecidable")
MOST_PAIRS = 12
"""More pairs of documents than these are counted, not listed."""
MOST_APART = 5
"""More documents held against none for one reason are counted, not named."""
MOST_FILES = 8
"""More files that were passed over are counted, not named."""


def nothing_found(result: Result, lang: Lang) -> str:
    """What an audit without findings amounts to."""
    checks = sum(d.checks for d in result.documents)
    ties = sum(d.ties for d in result.documents)
    phrase = "all-tie" if checks else "no-checks" if result.documents else "nothing-read"
    return say(phrase, lang, checks=checks, ties=ties)


def conventions(result: Result) -> dict[str, str]:
    """What some document shows of how it prints figures, by phrase and attribute of a summary."""
    told = {"rounding": "rounding", "rate-changes": "rate_changes"}
    documents = result.documents
    return {n: a for n, a in told.items() if any(getattr(d, a) != "unknown" for d in documents)}


def held_against(result: Result, lang: Lang) -> list[str]:
    """Say of each pair of documents how many checks hold figures of both; of the first pairs."""
    return at_most(MOST_PAIRS, list(_pairs(result, lang)), lang)


def at_most(most: int, lines: list[str], lang: Lang) -> list[str]:
    """The first of some lines, and how many there are in all."""
    more = [say("and-more", lang, n=len(lines))] if len(lines) > most else []
    return [*lines[:most], *more]


def _pairs(result: Result, lang: Lang) -> Iterator[str]:
    names = document_names(result, lang)
    for summary in result.documents:
        for held in summary.against:
            other = names.get(held.document, PurePath(held.document).name)
            other = say("archived", lang, other=other) if held.archived else other
            counts = {"n": held.checks, "ties": held.ties}
            name = names[summary.path]
            yield say("held-against-one", lang, document=name, other=other, **counts)


def unseen(result: Result, lang: Lang) -> Iterator[str]:
    """Say what the audit did not check, one sentence each."""
    yield from _uncounted(result, lang)
    yield from not_read(result, lang)
    yield from _held_apart(result, lang)


def not_read(result: Result, lang: Lang) -> Iterator[str]:
    """Say which parts of documents, and which files of folders, nobody looked at."""
    names = document_names(result, lang)
    for summary in result.documents:
        for part in summary.unread:
            spot = " ".join(filter(None, (names[summary.path], where(part.place, lang))))
            yield say("unread-part", lang, document=spot, reason=part.reason.say(lang))
    for phrase, picture in (("skipped-pictures", True), ("skipped-files", False)):
        found = [skipped.path for skipped in result.skipped if skipped.picture == picture]
        if found:
            yield say(phrase, lang, n=len(found), names=_files(found, lang))


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
