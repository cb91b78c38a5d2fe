"""What the archive holds, and what became of documents that were to be added, for the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from gouji.checks.finding import Lang, Words
from gouji.figures.archive import Addition, Entry
from gouji.reports.saying.untrusted import printable
from gouji.reports.saying.wrapping import cells

SHORT = 12
"""Characters of a sha256 that are shown, and enough to name it by."""
_NONE = Words("档案里没有", "the archive holds none")
_EARLIER = Words("（已有新版，审核不用）", " (an earlier version, not used in audits)")
_COLUMNS = (
    Words("指纹", "sha256"),
    Words("发布单位", "issuer"),
    Words("时期", "period"),
    Words("数字", "figures"),
    Words("文件", "document"),
)
_OUTCOMES = {
    "added": Words("已存入", "added"),
    "known": Words("已在档案中，未重复存入", "archived already"),
    "unnamed": Words(
        "看不出发布单位或时期，未存入；请用 --issuer、--period 或 <文件>.gouji.yaml 说明",
        "issuer or period not recognised, not added; say it with --issuer, --period or "
        "<file>.gouji.yaml",
    ),
}
_REPLACES = Words(
    "，今后审核用它，不再用同一单位、时期、标题的 {sha}（仍保留）",
    "; audits use it from now on instead of {sha} of the same issuer, period and title (kept)",
)


def listed(entries: Sequence[Entry], form: str, lang: Lang) -> str:
    """List entries as ``table`` or ``json``."""
    if form == "json":
        return json.dumps([asdict(e) for e in entries], ensure_ascii=False, indent=1) + "\n"
    if not entries:
        return _NONE.say(lang) + "\n"
    rows = [tuple(c.say(lang) for c in _COLUMNS), *(_row(e, lang) for e in entries)]
    wide = [max(cells(row[at]) for row in rows) for at in range(len(_COLUMNS))]
    return "".join(f"{_padded(row, wide)}\n" for row in rows)


def told(additions: Iterable[Addition], lang: Lang) -> str:
    """Say of each document what became of it."""
    return "".join(f"{_addition(a, lang)}\n" for a in additions)


def removed(entries: Iterable[Entry], lang: Lang) -> str:
    """Name the entries that were taken out."""
    word = "已移出" if lang == "zh" else "removed"
    return "".join(f"{word} {' '.join(_row(e, lang))}\n" for e in entries)


def _row(entry: Entry, lang: Lang) -> tuple[str, ...]:
    document = printable(entry.path) + ("" if entry.latest else _EARLIER.say(lang))
    names = printable(entry.issuer), printable(entry.period)
    return entry.sha256[:SHORT], *names, str(entry.figures), document


def _padded(row: Sequence[str], wide: Sequence[int]) -> str:
    shown = [text + " " * (w - cells(text)) for text, w in zip(row, wide, strict=True)]
    return "  ".join(shown).rstrip()


def _addition(addition: Addition, lang: Lang) -> str:
    text = f"{printable(addition.path)}: {_OUTCOMES[addition.outcome].say(lang)}"
    if addition.entry is not None:
        text += f" {printable(addition.entry.issuer)} {printable(addition.entry.period)}"
    if addition.replaces is not None:
        text += _REPLACES.say(lang).format(sha=addition.replaces.sha256[:SHORT])
    return text
