"""The words by which readers know what they have before them, as data: ``words.yaml``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from gouji.texts import bilingual


def loaded(name: str) -> dict[str, Any]:
    """What a file of data in this room holds, by its name without the suffix."""
    return dict(bilingual.loaded(Path(__file__).with_name(f"{name}.yaml")))


def cue(name: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of that name in ``words.yaml``."""
    return re.compile("".join(loaded("words")[name]), flags)
