"""Documents of hands whose wording nobody knew when it was written, and what is made of them.

``twins.jsonl.gz`` holds made-up documents that tie out, each beside one with one slip, and what
is known of the slip. Eighteen hands wrote them, each before it looked at how anything is read;
since then what was misread of them was mended, so that a fresh hand fares worse than they do.
``disturbed`` makes them strange again: a right document stays right, whatever of it is understood.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

HERE = Path(__file__).parent
KNOWN_LETTERS, LENGTH = 6, 250
"""Words that make a line a sentence, and characters for each clause that is put into one."""
SHARE = 0.3
"""Of the words that say what numbers have to do with each other, so many become unknown."""


def twins(every: int = 1) -> Iterator[dict[str, Any]]:
    """``twin`` (as the zoo's ``truth.json``), ``clean`` and ``bad`` (the texts)."""
    with gzip.open(HERE / "twins.jsonl.gz", "rt", encoding="utf-8") as handle:
        yield from (json.loads(line) for n, line in enumerate(handle) if n % every == 0)


def disturbed(text: str, language: str, random: Random) -> str:
    """A document with words that nobody knows, and clauses of foreign numbers, in its sentences."""
    head, *lines = text.split("\n")
    return "\n".join([head, *(_disturbed(line, language, random) for line in lines)])


def _disturbed(line: str, language: str, random: Random) -> str:
    if not _is_sentence(line, language):
        return line
    for _ in range(1 + len(line) // LENGTH):
        line = _with_clause(line, language, random)
    return _with_unknown(line, random) if language == "en" else line


def _is_sentence(line: str, language: str) -> bool:
    """Whether a line is prose with numbers, and no row of a table, heading or markup."""
    if re.search(r"[\t|<]|^#|  ", line) or not re.search(r"\d", line):
        return False
    if language == "en":
        return len(re.findall(r"[a-z]{2,}", line)) >= KNOWN_LETTERS
    return len(line) > 4 * KNOWN_LETTERS and "。" in line


def _with_clause(line: str, language: str, random: Random) -> str:
    ends = r"(?<=[a-z0-9%])(?=[,.;] |\.$)" if language == "en" else r"(?<=[^、：])(?=[。；])"
    places = [
        found.start()
        for found in re.finditer(ends, line)
        if not re.search(r"\b(?:i\.e|e\.g|\d{1,2})$", line[: found.start()])
        and all(line[: found.start()].count(a) == line[: found.start()].count(b) for a, b in PAIRS)
    ]
    if not places:
        return line
    at, clause = random.choice(places), random.choice(_unknown()[language]["clauses"])
    thousands = f"{random.randint(1, 99)},{random.randint(100, 999)}"
    small, large, share = random.randint(3, 40), random.randint(41, 900), random.randint(11, 93)
    return line[:at] + clause.format(a=small, b=large, p=share, c=thousands) + line[at:]


PAIRS = ("()", "（）")


def _with_unknown(line: str, random: Random) -> str:
    kept, syllables = (set(_unknown()["en"][key].split()) for key in ("kept", "syllables"))
    known: dict[str, str] = {}

    def put(found: re.Match[str]) -> str:
        word = found[0]
        if word in kept or random.random() > SHARE:
            return word
        if word not in known:
            ending = re.search(r"(?:ing|ed|ly|es|s)?$", word)
            stem = "".join(random.choices(sorted(syllables), k=2))
            known[word] = stem + (ending[0] if ending else "")
        return known[word]

    return re.sub(r"(?<![\w’'$£€-])[a-z]{2,}(?![\w’'-])", put, line)


@cache
def _unknown() -> dict[str, Any]:
    return dict(yaml.safe_load((HERE / "unknown.yaml").read_text("utf-8")))
