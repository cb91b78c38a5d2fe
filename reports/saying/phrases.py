"""Every fixed phrase of reports, commands and the desk, by its name: ``phrases.yaml``."""

from __future__ import annotations

from pathlib import Path

from gouji.texts.bilingual import Texts

PHRASES = Texts(Path(__file__).with_suffix(".yaml"))
say = PHRASES.say


def in_both(phrase: str, **values: object) -> str:
    """Say a phrase to whose language nobody knows yet."""
    return str(PHRASES.told(phrase, **values))
