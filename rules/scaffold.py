"""Files to begin with: a pack with one rule, a project's settings. Commented, and ready to run."""

from __future__ import annotations

import re
from pathlib import Path

from gouji.rules.problem import wrong

_HERE = Path(__file__).parent / "new"
_NAME = "our-channels"
"""What the pack that ships is called."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def pack(id_: str, file: str) -> str:
    """Write a pack of one rule, to be kept in ``file``; RuleError where ``id_`` can be no id."""
    if not _ID.fullmatch(id_):
        raise wrong(id_, "no-id", example=_NAME)
    text = (_HERE / "pack.yaml").read_text("utf-8")
    return text.replace(f"{_NAME}.yaml", file).replace(_NAME, id_)


def settings() -> str:
    """Write the settings of a project, all of them explained."""
    return (_HERE / "settings.toml").read_text("utf-8")
