"""A hook of the site: links out of ``docs/`` name files of the repository, which no page shows."""

from __future__ import annotations

import re
from typing import Any

_OUTSIDE = re.compile(r"\[([^\]]+)\]\((?:\.\./)+(?!guide|rules|pictures|[a-z]+\.md)([\w./-]+)\)")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Say the path of a file that the site does not hold, and link nowhere."""
    return _OUTSIDE.sub(r"\1 (`\2`)", markdown)
