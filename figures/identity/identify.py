"""Whose figures these are and of which period, from titles, headings and the file's name.

Where no heading says the period, the first words of a line may: ``2024年5月，…``. What a document
does not say may stand in ``<file>.gouji.yaml`` beside it:

issuer: 宿迁市
period: 2024-05        # 2024, 2024-Q1, 2024-H1, 2024-01~11, 2024-W03, or 2024年5月
title: 热线月报
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePath
from typing import Any, Final

from gouji.documents.document import Document, DocumentError, Paragraph, refused
from gouji.figures.identity.issuer import issuer_of
from gouji.figures.identity.period import canonical, is_period, months_of, stated, undated
from gouji.figures.numbers.characters import plain
from gouji.figures.numbers.values import AS_DIGITS
from gouji.rules import cues
from gouji.rules.problem import RuleError
from gouji.rules.source import Bare, read_source
from gouji.texts.bilingual import Words

SUFFIX: Final = ".gouji.yaml"
KEYS: Final = ("issuer", "period", "title")
TITLE_LINES: Final = 12
"""How many first lines may name issuer and period."""
LONGEST_LINE: Final = 200
LONGEST_HEADING: Final = 60
"""Characters of a line that is still a heading and not running text; twice as many Latin ones."""
LONGEST_OPENING: Final = 600
"""Characters within which a text says what it is about."""
_OPENING: Final = re.compile(r"^[^，,。；;：:]{0,24}(?=[，,。；;：:]|$)")
_BULLETINS: Final = (("月报", "月"), ("季报", "季度"))
"""Whose issues are numbered by their period; weeks are counted from anywhere."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Issuer (宿迁市), period (``2024-05``: see ``period``) and title; None if not said."""

    issuer: str | None
    period: str | None
    title: str


def identify(document: Document) -> Identity:
    """Recognise issuer and period of ``document``; metadata (a sidecar) goes before all else."""
    first = (b.text for b in document.blocks[: 2 * TITLE_LINES] if isinstance(b, Paragraph))
    lines = [text[:LONGEST_LINE] for text in islice(first, TITLE_LINES)]
    given, stem = document.metadata, PurePath(document.path).stem
    # the first line that says what the document is
    told = (line for line in lines if cues.TITLE_KINDS.search(plain(line)) and len(line) < 80)
    title = given.get("title") or next(told, "".join(lines[:1])).strip("# ")[:80] or stem
    text = plain("\n".join(p.text for p in document.paragraphs))
    named = [plain(line) for line in (title, *lines)]
    issuer = given.get("issuer") or issuer_of(named, text) or issuer_of([plain(stem)], text)
    period = given.get("period") or _period(list(map(dense, named)), dense(stem), dense(text))
    return Identity(issuer, period, " ".join(title.split()))


def dense(text: str) -> str:
    """One way to print a date: ``２０２４ 年`` and 二〇二四年 as 2024年."""
    spelt = plain(text)
    for year in set(cues.TITLE_YEAR_SPELT.findall(spelt)):
        spelt = spelt.replace(year, year.translate(AS_DIGITS))
    return re.sub(r"\s*([年月日季周期第至—–~度])[^\S\n]*", r"\1", spelt)


def _period(lines: Sequence[str], stem: str, text: str) -> str | None:
    """What a heading states, then a heading and a date together, the file's name, an opening."""
    short = [line for line in lines if len(line) <= LONGEST_HEADING * (1 + line.isascii())]
    told = [line for line in short if line.endswith(".") and _is_past(line, text)]
    headings = [line for line in short if "。" not in line and line not in told]
    found = _first(headings)
    if found and len(found) == len("2024"):
        found = next((p for line in headings if (p := _narrowed(line, found, text))), found)
    if found and len(found) > len("2024"):
        return found
    for line in short[:4]:
        if part := _without_year(f"{lines[0]} {line}", "\n".join(lines)):
            issue = part[4:].startswith("-N")
            if not (found and issue):
                return f"{found}{part[4:]}" if found else part
    if found or (found := stated(stem, bare_year=True) or _without_year(stem, text)):
        return found
    matches = filter(None, map(_OPENING.match, lines))
    openings = [m[0] for m in matches if not _is_past(m[0], text)]
    return _first(openings)


def _is_past(opening: str, text: str) -> bool:
    """``In 2021, we opened…``: a text that goes on to later years only begins with that one."""
    year = (stated(opening) if opening.isascii() else None) or ""
    later = (match["year"] > year for match in cues.PERIOD_YEAR.finditer(text))
    return len(year) == len("2024") and any(later)


def _first(lines: Sequence[str]) -> str | None:
    return next((found for line in lines if (found := stated(line))), None)


def _narrowed(heading: str, year: str, text: str) -> str | None:
    """Read what a heading with a year says beside it: its days, or the issue of a week.

    ``2024年运行报告（3月4日—3月10日）``; ``2024年度简报第12期`` over 本周（3月4日—3月10日）.
    """
    if year not in heading:
        return None
    if days := cues.TITLE_DAYS.search(heading):
        return stated(f"{year}年{days[1]}")
    issue, opening = cues.TITLE_ISSUE.search(heading), text[:LONGEST_OPENING]
    if issue is None or not cues.TITLE_WEEK.search(opening):
        return None
    days = cues.TITLE_DAYS_OF_WEEK.search(opening)
    return (days and stated(f"{year}年{days[1]}")) or f"{year}-N{int(issue['number'])}"


def _without_year(text: str, context: str) -> str | None:
    """Read ``5月份``, ``一季度``, ``第12期`` of ``text``; the year is of ``context``'s first date.

    A disclosure of December is dated January: a month after its date is of the year before.
    """
    dates = cues.TITLE_DATE.search(context)
    year = dates["year"] if dates else ""
    if dates and (found := undated(text, year)):
        first, last = (months_of(found) or [1])[0], int(dates["month"] or dates["numbered"])
        return undated(text, str(int(year) - 1)) if first > last else found
    issue = cues.TITLE_ISSUE.search(text)
    if issue is None or not (year := issue["year"] or year):
        return None
    unit = next((unit for word, unit in _BULLETINS if word in text), "")
    number = issue["number"]
    return stated(f"{year}年{number}{unit}") if unit else f"{year}-N{int(number)}"


def named(document: Document, given: Mapping[str, str]) -> Document:
    """Add to the document's metadata what its sidecar says, and what is ``given`` goes first.

    DocumentError says what is wrong with the sidecar.
    """
    said = {**_beside(Path(document.path)), **{k: v for k, v in given.items() if v}}
    return replace(document, metadata={**document.metadata, **said}) if said else document


def period_of(text: str) -> str | None:
    """The canonical name of a period that a person wrote: ``2024-05`` and ``2024年5月`` alike."""
    text = text.strip()
    return canonical(text) if is_period(text) else stated(dense(text), bare_year=True)


def _beside(path: Path) -> dict[str, str]:
    file = path.with_name(path.name + SUFFIX)
    try:
        found = read_source(file).value if file.is_file() else None
    except RuleError as error:
        problem = error.problems[0]
        raise DocumentError(problem.place, problem.said) from error
    return _checked(found, file) if found else {}


def _checked(found: Any, file: Path) -> dict[str, str]:
    texts = found.values() if isinstance(found, dict) else [None]
    if not all(isinstance(text, str | Bare) for text in texts):
        raise refused(file, "sidecar-of-others")
    if lost := [str(key) for key in found if key not in KEYS]:
        known = Words("、".join(KEYS), ", ".join(KEYS))
        raise refused(file, "sidecar-key", key=lost[0], known=known)
    said = {k: v.text if isinstance(v, Bare) else " ".join(v.split()) for k, v in found.items()}
    if (written := said.get("period")) and (period := period_of(written)) is None:
        raise refused(file, "sidecar-period", period=written)
    kept = {key: value for key, value in said.items() if value}
    return {**kept, "period": period} if "period" in kept and period else kept
