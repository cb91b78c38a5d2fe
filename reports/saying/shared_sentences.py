"""The sentences that several reports share: where a figure stands, what a suggestion proposes."""

from __future__ import annotations

from gouji.checks.finding import Finding, Replacement, Suggestion
from gouji.documents.document import Place, Unread
from gouji.figures.figure import Figure
from gouji.reports.saying.phrases import say
from gouji.rules.form import role_in
from gouji.rules.rule import Severity
from gouji.texts.bilingual import Lang

NOWHERE = Place()
PLURALS: dict[Severity, str] = {"error": "errors", "warning": "warnings", "note": "notes"}


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
    shared = {("page", near.page), ("table", near.table)}
    own = {name: n for name, n in parts.items() if n is not None and (name, n) not in shared}
    return say("place-joint", lang).join(say(name, lang, n=n) for name, n in own.items())


def where_in_full(figure: Figure, lang: Lang) -> str:
    """Say the place with its source line too: ``表3 第2行 第2列（第61行）``."""
    said, line = where(figure.place, lang), figure.place.line
    if line is None or figure.place.table is None or figure.place.cell:
        return said
    return said + say("in-brackets", lang, text=say("line", lang, n=line))


def unaudited(part: Unread, lang: Lang) -> str:
    """Say what was not read, after the place where that is known."""
    place = where(part.place, lang)
    return place + say("colon", lang) * bool(place) + part.reason.say(lang)


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
    figures = [operand.figure for operand in finding.operands]
    parts = [tuple(filter(None, (*f.row_path, *f.column_path, f.in_cell))) for f in figures]
    shared = set(parts[0]).intersection(*parts) if parts else set()
    own = (" / ".join(p for p in path if p not in shared) for path in parts)
    roles = (role_in(o.role.lstrip("@"), lang) for o in finding.operands)
    return tuple(name or role for name, role in zip(own, roles, strict=True))


def proposal(finding: Finding, suggestion: Suggestion, lang: Lang) -> str:
    """Say what a suggestion proposes: ``若把 … 的 73.97% 改为 79.37%，8 条勾稽关系全部相符``."""
    told = (_changed(finding, change, lang) for change in suggestion.changes)
    changes = say("change-joint", lang).join(told)
    broken = sum(e.verdict not in {"ties", "ties-truncated"} for e in finding.evidence)
    restores = "restores-all" if suggestion.restores >= broken > 1 else "restores"
    return say("if-changed", lang, changes=changes) + say(restores, lang, n=suggestion.restores)


def _changed(finding: Finding, change: Replacement, lang: Lang) -> str:
    figure, what = finding.operands[change.figure].figure, names_of(finding, lang)[change.figure]
    in_change = figure.change if change.of == "change" else None
    old = in_change.text if in_change else figure.numeral.text
    slip = say("in-brackets", lang, text=change.slip) if change.slip.say(lang) else ""
    return say("change-figure", lang, what=what, old=old, new=change.text, slip=slip)


def percent(share: float) -> str:
    """Print a share as a whole percentage, never rounded up to a 100 % that is not there."""
    rounded = round(share * 100)
    return f"{99 if rounded == 100 and share < 1 else rounded}%"
