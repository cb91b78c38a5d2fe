"""The manual page of a rule, written from the rule itself.

``python -m gouji.reports.commands.rule_pages docs/rules`` writes them all.

docs/rules is nothing but these pages; a test holds them against the packs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from gouji.checks.finding import Lang, Words
from gouji.checks.telling.told_cases import told_case
from gouji.reports.saying.phrases import say
from gouji.reports.saying.untrusted import printable
from gouji.reports.writing import put, told
from gouji.rules.pack import Pack, bundled, load, packs
from gouji.rules.rule import Rule

INDEX = "README.md"
FOLDERS: dict[Lang, str] = {"zh": ".", "en": "en"}
"""Where the pages of each language lie."""

_PHRASES = {
    "rules": Words("审核规则", "Rules"),
    "intro": Words(
        "本目录由规则包生成（`python -m gouji.reports.commands.rule_pages docs/rules`），"
        "请勿手改。",
        "Generated from the rule packs by "
        "`python -m gouji.reports.commands.rule_pages docs/rules`; don't edit.",
    ),
    "other-language": Words("English", "中文"),
    "table-head": Words("规则 | 标题 | 严重程度", "Rule | Title | Severity"),
    "any-of": Words("以下各式，任一成立即相符：", "It ties when any one of these does:"),
    "optional": Words(
        "`[ ]` 中的项只在表中列出时计入。", "A term in `[ ]` counts where the table has it."
    ),
    "roles": Words(
        "`@` 后是由版面认出的角色。", "`@` marks a part that is recognised from the layout."
    ),
    "because": Words("依据", "Why it must hold"),
    "where": Words("适用", "Where it applies"),
    "row": Words("逐行", "row by row"),
    "each-column": Words("逐列", "column by column"),
    "each-table": Words("逐表", "table by table"),
    "each-document": Words("整份文件，表格与正文一并", "across a whole document, tables and text"),
    "within": Words("限标题或表头含有：{words}", "under headings that contain: {words}"),
    "open-list": Words(
        "所列各项不必是全部：余数只作提示。",
        "The parts listed need not be all: a remainder is but a note.",
    ),
    "innocent": Words("对不上也可能另有原因", "Innocent reasons for a break"),
    "cases": Words("例", "Examples"),
    "change-it": Words("修改或停用", "To change it or turn it off"),
    "change-how": Words(
        "在自己的规则包里写 `{{id: {id}, override: true, severity: note}}` 或 "
        "`{{id: {id}, disable: true}}`，再用 `--rules` 指定该文件。",
        "Write `{{id: {id}, override: true, severity: note}}` or `{{id: {id}, disable: true}}` "
        "in a pack of your own and name its file with `--rules`.",
    ),
}


def page(rule: Rule, lang: Lang = "zh") -> str:
    """Write the manual page of a rule in Markdown, its cases with their working."""
    title = printable(rule.title if lang == "zh" else rule.title_en)
    head = f"`{rule.id}` · {say(rule.severity, lang)} · `{printable(rule.pack)}`"
    blocks = [f"# {title}", head, *_equation(rule, lang), *_because(rule, lang)]
    blocks += [*_where(rule, lang), *_innocent(rule, lang), *_cases(rule, lang)]
    blocks += [_heading("change-it", lang), _say("change-how", lang, id=rule.id)]
    return "\n\n".join(blocks) + "\n"


def index(rules: Iterable[Rule], titles: dict[str, Words], lang: Lang = "zh") -> str:
    """List rules by pack, with a link to each page; ``titles`` are those of the packs."""
    other = "en/README.md" if lang == "zh" else "../README.md"
    link = f"[{_say('other-language', lang)}]({other})"
    blocks = [f"# {_say('rules', lang)}", f"{_say('intro', lang)} {link}"]
    for pack, members in groupby(rules, key=lambda rule: rule.pack):
        title = titles[pack].say(lang) if pack in titles else pack
        blocks += [f"## {printable(title)} (`{printable(pack)}`)", _table(members, lang)]
    return "\n\n".join(blocks) + "\n"


def pages(names_or_paths: Sequence[str | Path] = ()) -> dict[Path, str]:
    """Write the pages of packs and their index in both languages, by their relative paths."""
    names = names_or_paths or bundled()
    rules, titles = load(names), _titles(packs(names))
    written: dict[Path, str] = {}
    for lang, folder in FOLDERS.items():
        written[Path(folder, INDEX)] = index(rules, titles, lang)
        written |= {Path(folder, f"{rule.id}.md"): page(rule, lang) for rule in rules}
    return written


def write(folder: Path) -> None:
    """Bring a folder of pages up to date; pages of rules that are gone are removed, no others."""
    written = {folder / path: text for path, text in pages().items()}
    with told(folder):
        for place in FOLDERS.values():
            (folder / place).mkdir(parents=True, exist_ok=True)
            for stale in set((folder / place).glob("*.md")) - set(written):
                if f"\n\n`{stale.stem}` · " in stale.read_text("utf-8"):
                    stale.unlink()
    for path, text in written.items():
        put(path, text)


def _titles(read: Iterable[Pack]) -> dict[str, Words]:
    return {pack.name: Words(pack.title, pack.title_en) for pack in read}


def _table(rules: Iterable[Rule], lang: Lang) -> str:
    rows = [f"| {_say('table-head', lang)} |", "| --- | --- | --- |"]
    for rule in rules:
        title = printable(rule.title if lang == "zh" else rule.title_en).replace("|", "\\|")
        rows.append(f"| [{rule.id}]({rule.id}.md) | {title} | {say(rule.severity, lang)} |")
    return "\n".join(rows)


def _equation(rule: Rule, lang: Lang) -> Iterator[str]:
    texts = [printable(equation.text) for equation in rule.equations]
    if len(texts) > 1:
        yield _say("any-of", lang)
    yield "\n".join(["```", *texts, "```"])
    marks = {"[": "optional", "@": "roles"}
    notes = [_say(note, lang) for mark, note in marks.items() if any(mark in t for t in texts)]
    if notes:
        yield " ".join(notes)


def _because(rule: Rule, lang: Lang) -> Iterator[str]:
    yield _heading("because", lang)
    reason = rule.because if lang == "zh" else rule.because_en or rule.because
    yield _sentence(reason, lang)


def _where(rule: Rule, lang: Lang) -> Iterator[str]:
    yield _heading("where", lang)
    each = "row" if rule.for_each == "row" else f"each-{rule.for_each}"
    where = _say(each, lang)
    if rule.within:
        where += "；" if lang == "zh" else "; "
        where += _say("within", lang, words=printable("、".join(rule.within)))
    yield _sentence(where, lang)
    if not rule.exhaustive:
        yield _say("open-list", lang)


def _innocent(rule: Rule, lang: Lang) -> Iterator[str]:
    reasons = rule.innocent if lang == "zh" else rule.innocent_en or rule.innocent
    if reasons:
        yield _heading("innocent", lang)
        yield "\n".join(f"- {_sentence(reason, lang)}" for reason in reasons)


def _cases(rule: Rule, lang: Lang) -> Iterator[str]:
    if rule.cases:
        yield _heading("cases", lang)
        outcomes = [told_case(rule, case) for case in rule.cases]
        yield "\n".join(
            f"- {say(o.got, lang)}{say('colon', lang)}`{printable(o.working.say(lang))}`"
            + (f"\\\n  {printable(o.message.say(lang))}" if o.message else "")
            for o in outcomes
        )


def _heading(phrase: str, lang: Lang) -> str:
    return f"## {_say(phrase, lang)}"


def _say(phrase: str, lang: Lang, **values: str) -> str:
    return _PHRASES[phrase].say(lang).format(**values)


def _sentence(text: str, lang: Lang) -> str:
    """Begin with a capital and end with a stop, where the language has them."""
    text = printable(text).rstrip(".。")
    return f"{text}。" if lang == "zh" else f"{text[:1].upper()}{text[1:]}."


if __name__ == "__main__":
    write(Path(sys.argv[1]))
