"""The data that stands in ``rules/words/``, each file read once.

What users write goes through ``rules.source``, which bounds it and knows its lines; the tests hold
the bundled files against that as well, so that they may be read fast here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

WORDS: Final = Path(__file__).with_name("words")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def bundled(name: str) -> Any:
    """What ``rules/words/NAME.yaml`` says."""
    return yaml.load((WORDS / f"{name}.yaml").read_text("utf-8"), _LOADER)
