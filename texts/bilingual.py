"""What is said in Chinese and in English, and the files of YAML that have it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

from gouji.texts.kept import Store

Lang: TypeAlias = Literal["zh", "en"]
_READ = Store("texts")


class Words(NamedTuple):
    """The same sentence in both languages."""

    zh: str
    en: str

    def say(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"


class Count(int):
    """A number that knows its plural: ``{n:check|checks}`` says ``1 check``, ``2 checks``."""

    def __format__(self, spec: str) -> str:
        if "|" not in spec:
            return int.__format__(self, spec or ",")
        one, many = spec.split("|")
        return f"{int(self):,} {one if self == 1 else many}"


class Texts:
    """The texts of a file of YAML, by their names."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __contains__(self, name: str) -> bool:
        return name in loaded(self._file)

    def say(self, text: str, /, lang: Lang, **values: object) -> str:
        """Say a text; whole numbers among ``values`` get their thousands and their plural.

        Those of them that are Words are said in the same language.
        """
        for key, value in values.items():
            if isinstance(value, int | Words):
                values[key] = Count(value) if isinstance(value, int) else value.say(lang)
        return str(loaded(self._file)[text][lang]).format(**values)

    def told(self, text: str, /, **values: object) -> Words:
        """A text in both languages."""
        return Words(self.say(text, "zh", **values), self.say(text, "en", **values))


@cache
def loaded(file: Path) -> Any:
    """What a file that ships holds."""
    text = file.read_text("utf-8")
    return _READ.get(text, lambda: _parsed(text))


def _parsed(text: str) -> Any:
    import yaml  # noqa: PLC0415  # where nothing is kept yet

    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
