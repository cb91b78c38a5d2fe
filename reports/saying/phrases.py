"""Every fixed phrase of reports, commands and the desk, by its name: ``phrases.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from gouji.checks.finding import Lang, Words
from gouji.documents.document import DocumentError
from gouji.rules.kept import Store

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_READ = Store("phrases")


class Count(int):
    """A number that knows its plural: ``{n:check|checks}`` says ``1 check``, ``2 checks``."""

    def __format__(self, spec: str) -> str:
        if "|" not in spec:
            return int.__format__(self, spec or ",")
        one, many = spec.split("|")
        return f"{int(self):,} {one if self == 1 else many}"


def say(phrase: str, lang: Lang, **values: object) -> str:
    """Say a phrase; whole numbers among ``values`` get their thousands and their plural.

    Those of them that are Words are said in the same language.
    """
    for name, value in values.items():
        if isinstance(value, int | Words):
            values[name] = Count(value) if isinstance(value, int) else value.say(lang)
    return phrases()[phrase].say(lang).format(**values)


def in_both(phrase: str, **values: object) -> str:
    """Say a phrase to whose language nobody knows yet."""
    return f"{say(phrase, 'zh', **values)} / {say(phrase, 'en', **values)}"


def refused(path: Path | str, phrase: str, **values: object) -> DocumentError:
    """The error that says by a phrase why something can't be done with a document."""
    return DocumentError(path, say(phrase, "zh", **values), say(phrase, "en", **values))


@cache
def phrases() -> Mapping[str, Words]:
    """All phrases in both languages."""
    text = Path(__file__).with_suffix(".yaml").read_text("utf-8")
    read = _READ.get(text, lambda: yaml.load(text, _LOADER))
    return {name: Words(**said) for name, said in read.items()}
