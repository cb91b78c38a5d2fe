"""What is wrong with a rule file, said so that its author can mend it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

# two-character words that share one of them are as close as Chinese typing slips get
CLOSE_ENOUGH = 0.5
LONGEST_SHOWN = 40
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at ``place`` (``file:line``, with ``:column`` where it is known)."""

    place: str
    zh: str
    en: str


class RuleError(Exception):
    """A rule file is wrong: every problem found in it, one a line, ``place: found; what to do``.

    ``zh`` and ``en`` are the lines in one language, ready to print; ``str`` shows both.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{p.place}: {p.zh} / {p.en}" for p in self.problems))

    @property
    def zh(self) -> str:
        return "\n".join(f"{p.place}: {p.zh}" for p in self.problems)

    @property
    def en(self) -> str:
        return "\n".join(f"{p.place}: {p.en}" for p in self.problems)


def refuse(problems: Iterable[Problem]) -> None:
    """RuleError lists the problems, where there are any."""
    if found := tuple(problems):
        raise RuleError(found)


def unknown(place: str, zh: str, en: str, word: str, known: Iterable[str]) -> Problem:
    """Report a word that names nothing, with the likeliest that was meant: 未知的… / unknown …."""
    names, word = sorted(known), word[:LONGEST_SHOWN]
    close = get_close_matches(word, names, n=1, cutoff=CLOSE_ENOUGH)
    meant_zh = f"是否为“{close[0]}”？" if close else ""
    meant_en = f" did you mean '{close[0]}'?" if close else ""
    listed = ", ".join(names[:MOST_LISTED]) + (", …" if len(names) > MOST_LISTED else "")
    return Problem(
        place,
        f"未知的{zh}“{word}”；{meant_zh}（可用：{listed}）",
        f"unknown {en} '{word}';{meant_en} (known: {listed})",
    )
