"""Write docs/rules from the packs: the manual pages of all rules, and their index.

``python docs/rule_pages.py``; a test holds the pages against the packs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from gouji.reports.commands.rule_pages import page
from gouji.reports.saying.templates import fill, verbatim
from gouji.reports.writing import put, told
from gouji.rules.pack import bundled, load, packs
from gouji.rules.rule import Rule
from gouji.texts.bilingual import Lang, Words

INDEX = "README.md"
FOLDERS: dict[Lang, str] = {"zh": ".", "en": "en"}
"""Where the pages of each language lie."""


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


if __name__ == "__main__":
    write(Path(__file__).with_name("rules"))
