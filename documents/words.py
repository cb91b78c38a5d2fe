"""The words by which readers know what they have before them, as data: ``words.yaml``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any


@cache
def loaded(name: str) -> dict[str, Any]:
    """What a file of data in this room holds, by its name without the suffix."""
    import yaml  # noqa: PLC0415  # where it is asked for, and not before

    text = Path(__file__).with_name(f"{name}.yaml").read_text("utf-8")
    return dict(yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def cue(name: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of that name in ``words.yaml``."""
    return re.compile("".join(loaded("words")[name]), flags)
