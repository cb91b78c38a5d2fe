"""Traditional characters as simplified ones: many sites print every page in both.

The table is one to one and holds none that simplified text uses too; see
``words/traditional.yaml`` for where it is from.
"""

from __future__ import annotations

from typing import Final

from gouji.rules.bundled import bundled

SIMPLIFIED: Final[dict[str, str]] = {
    pair[0]: pair[1] for pairs in bundled("traditional").values() for pair in pairs.split()
}
"""Traditional → simplified."""
_TABLE: Final = str.maketrans(SIMPLIFIED)


def simplified(text: str) -> str:
    """``訴求總量`` as ``诉求总量``; always as long as ``text``."""
    return text.translate(_TABLE)
