"""The manual page of a rule, written from the rule itself.

``python -m gouji.reports.commands.rule_pages docs/rules`` writes them all.

docs/rules is nothing but these pages; a test holds them against the packs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from gouji.checks.finding import Lang, Words
from gouji.checks.telling.told_cases import told_case
from gouji.reports.saying.phrases import say
from gouji.reports.saying.templates import fill, verbatim
from gouji.reports.writing import put, told
from gouji.rules.pack import bundled, load, packs
from gouji.rules.rule import Rule

INDEX = "README.md"
FOLDERS: dict[Lang, str] = {"zh": ".", "en": "en"}
"""Where the pages of each language lie."""


def page(rule: Rule, lang: Lang = "zh") -> str:
    """Write the manual page of a rule in Markdown, its cases with their working."""
    equations = [equation.text for equation in rule.equations]
    marks = {"[": "page-optional", "@": "page-roles"}
    return fill(
        "rule.md",
        lang,
        spell=verbatim,
        rule=rule,
        title=rule.told("title", lang),
        equations=equations,
        notes=[note for mark, note in marks.items() if any(mark in e for e in equations)],
        because=rule.told("because", lang),
        where=say("sentence-joint", lang).join(_where(rule, lang)),
        innocent=rule.excuses(lang),
        cases=[told_case(rule, case) for case in rule.cases],
        sentence=partial(_sentence, lang=lang),
    )


def index(rules: Iterable[Rule], titles: dict[str, Words], lang: Lang = "zh") -> str:
    """List rules by pack, with a link to each page; ``titles`` are those of the packs."""
    listed = [
        (
            titles[pack].say(lang) if pack in titles else pack,
            pack,
            [(rule, rule.told("title", lang)) for rule in members],
        )
        for pack, members in groupby(rules, key=lambda rule: rule.pack)
    ]
    return fill("rules.md", lang, spell=verbatim, packs=listed)


def pages(names_or_paths: Sequence[str | Path] = ()) -> dict[Path, str]:
    """Write the pages of packs and their index in both languages, by their relative paths."""
    names = names_or_paths or bundled()
    rules = load(names)
    titles = {pack.name: Words(pack.title, pack.title_en) for pack in packs(names)}
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


def _where(rule: Rule, lang: Lang) -> Iterator[str]:
    yield say(f"page-each-{rule.for_each}", lang)
    if rule.within:
        yield say("page-within", lang, words="、".join(rule.within))


def _sentence(text: str, lang: Lang) -> str:
    """Begin with a capital and end with a stop, where the language has them."""
    text = text.rstrip(".。")
    return f"{text}。" if lang == "zh" else f"{text[:1].upper()}{text[1:]}."


if __name__ == "__main__":
    write(Path(sys.argv[1]))
