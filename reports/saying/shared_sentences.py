"""The sentences that reports share: where a figure stands, what was looked at and what was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from gouji.checks.finding import (
    SEVERITIES,
    Covered,
    Finding,
    Lang,
    Replacement,
    Result,
    Suggestion,
    Unaudited,
    Words,
)
from gouji.documents.document import Place
from gouji.figures.figure import Figure
from gouji.reports.saying.phrases import say
from gouji.rules.form import role_in
from gouji.rules.rule import Severity

NOWHERE = Place()
PLURALS: dict[Severity, str] = {"error": "errors", "warning": "warnings", "note": "notes"}
COUNTS = ("figures", "checks", "ties", "findings", "undecidable")
MOST_PAIRS = 12
"""More pairs of documents than these are counted, not listed."""
MOST_APART = 5
"""More documents held against none for one reason are counted, not named."""
MOST_FILES = 8
"""More files that were passed over are counted, not named."""


def where(place: Place, lang: Lang, near: Place = NOWHERE) -> str:
    """Say a place as people do, ``表3 第2行 第2列``, leaving out what it shares with ``near``.

    A cell is found by its table, running text by its line or, where a format has no lines, by its
    paragraph; the page helps with all.
    """
    if place.cell:
        return place.cell
    parts = {"page": place.page, "table": place.table, "row": place.row, "column": place.column}
    if place.table is None:
        parts |= {"line": place.line, "paragraph": place.paragraph}
    said = [
        say(name, lang, n=n)
        for name, n in parts.items()
        if n is not None and not (name in {"page", "table"} and getattr(near, name) == n)
    ]
    return say("place-joint", lang).join(said)


def where_in_full(figure: Figure, lang: Lang) -> str:
    """Say the place with its source line too: ``表3 第2行 第2列（第61行）``."""
    said, line = where(figure.place, lang), figure.place.line
    if line is None or figure.place.table is None or figure.place.cell:
        return said
    return said + say("in-brackets", lang, text=say("line", lang, n=line))


def unaudited(part: Unaudited, lang: Lang) -> str:
    """Say what was not read, after the place where that is known."""
    reason, place = part.reason.say(lang), where(part.place, lang)
    return f"{place}{say('colon', lang)}{reason}" if place else reason


def shared_place(finding: Finding) -> Place:
    """Find what all figures of a finding share, so that it need be said only once."""
    figures = [operand.figure for operand in finding.operands]
    same = {(f.document, f.place.page, f.place.table) for f in figures}
    return figures[0].place if len(same) == 1 else Place()


def names_of(finding: Finding, lang: Lang) -> tuple[str, ...]:
    """Name the operands: by their roles, or where a rule is about any table, by their labels."""
    structural = any("@" in evidence.equation for evidence in finding.evidence)
    if not structural:
        return tuple(o.role or o.figure.label for o in finding.operands)
    parts = [_label_parts(operand.figure) for operand in finding.operands]
    shared = set(parts[0]).intersection(*parts) if parts else set()
    own = (" / ".join(p for p in path if p not in shared) for path in parts)
    roles = (role_in(o.role.lstrip("@"), lang) for o in finding.operands)
    return tuple(name or role for name, role in zip(own, roles, strict=True))


def _label_parts(figure: Figure) -> tuple[str, ...]:
    return tuple(filter(None, (*figure.row_path, *figure.column_path, figure.in_cell)))


def document_names(result: Result, lang: Lang) -> dict[str, str]:
    """Name each document, by its path, as a reader knows it: issuer and period, or its file."""
    named = (d for d in result.documents if d.issuer)
    known = dict.fromkeys((d.path for d in result.documents), "")
    known |= {d.path: " ".join(filter(None, (d.issuer, d.period))) for d in named}
    shared = Counter(known.values())
    return {path: _name(path, name, shared[name] > 1, lang) for path, name in known.items()}


def _name(path: str, known: str, shared: bool, lang: Lang) -> str:
    file = PurePath(path).name
    if not known:
        return file
    return known + say("in-brackets", lang, text=file) if shared else known


def tally(result: Result, lang: Lang) -> str:
    """Count the findings, ``4 个错误、1 个提示``; only where there are none is zero said."""
    found = [s for s in SEVERITIES if result.count(s)] or SEVERITIES
    counts = [say(PLURALS[s], lang, n=result.count(s)) for s in found]
    return say("list-joint", lang).join(counts)


def proposal(finding: Finding, suggestion: Suggestion, lang: Lang) -> str:
    """Say what a suggestion proposes: ``若把 … 的 73.97% 改为 79.37%，8 条勾稽关系全部相符``."""
    changes = say("change-joint", lang).join(
        _changed(finding, change, lang) for change in suggestion.changes
    )
    broken = sum(e.verdict not in {"ties", "ties-truncated"} for e in finding.evidence)
    restores = "restores-all" if suggestion.restores >= broken > 1 else "restores"
    return say("if-changed", lang, changes=changes) + say(restores, lang, n=suggestion.restores)


def _changed(finding: Finding, change: Replacement, lang: Lang) -> str:
    figure = finding.operands[change.figure].figure
    in_change = change.of == "change" and figure.change is not None
    old = figure.change.text if in_change and figure.change else figure.numeral.text
    slip = change.slip.say(lang)
    return say(
        "change-figure",
        lang,
        what=names_of(finding, lang)[change.figure],
        old=old,
        new=change.text,
        slip=say("in-brackets", lang, text=slip) if slip else "",
    )


def covered_in_all(result: Result) -> Covered:
    """Add up what was covered in all documents."""
    return Covered(*map(sum, zip(Covered(), *(d.covered for d in result.documents), strict=True)))


def percent(share: float) -> str:
    """Print a share as a whole percentage, never rounded up to a 100 % that is not there."""
    rounded = round(share * 100)
    return f"{99 if rounded == 100 and share < 1 else rounded}%"


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
