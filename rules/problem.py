"""What is wrong with a rule file, said so that its author can mend it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from gouji.texts.bilingual import Lang, Texts, Words

# two-character words that share one of them are as close as Chinese typing slips get
CLOSE_ENOUGH = 0.5
LONGEST_SHOWN = 40
MOST_LISTED = 20
told = Texts(Path(__file__).parent / "words" / "problems.yaml").told


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at ``place`` (``file:line``, with ``:column`` where it is known)."""

    place: str
    said: Words

    def say(self, lang: Lang) -> str:
        """Say it in a line."""
        return f"{self.place}: {self.said.say(lang)}"


class RuleError(Exception):
    """A rule file is wrong: every problem found in it, one a line, ``place: found; what to do``.

    ``say`` gives the lines in one language, ready to print; ``str`` shows both.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{p.place}: {p.said}" for p in self.problems))

    def say(self, lang: Lang) -> str:
        return "\n".join(p.say(lang) for p in self.problems)


def refuse(problems: Iterable[Problem]) -> None:
    """RuleError lists the problems, where there are any."""
    if found := tuple(problems):
        raise RuleError(found)


def wrong(place: str, text: str, /, **values: object) -> RuleError:
    """The error of one problem, told as by ``problem``."""
    return RuleError([problem(place, text, **values)])


def problem(place: str, text: str, /, **values: object) -> Problem:
    """A problem by the name of its ``text``, see ``told``."""
    return Problem(place, told(text, **values))


def unknown(place: str, kind: str, word: str, known: Iterable[str]) -> Problem:
    """Report a word that names nothing, with the likeliest that was meant: 未知的… / unknown …."""
    names, word = sorted(known), word[:LONGEST_SHOWN]
    close = get_close_matches(word, names, n=1, cutoff=CLOSE_ENOUGH)
    meant = told("did-you-mean", word=close[0]) if close else ""
    listed = ", ".join(names[:MOST_LISTED]) + (", …" if len(names) > MOST_LISTED else "")
    values = {"word": word, "meant": meant, "listed": listed}
    return problem(place, "unknown", kind=told(f"kind-{kind}"), **values)
