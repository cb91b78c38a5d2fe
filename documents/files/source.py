"""What a reader is given: the bytes of one file, its name for messages, and the bounds it keeps.

How far it has come is told to whoever watches; readers print nothing.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from gouji.documents.document import Block, Document, Unread
from gouji.documents.files.limits import Bound, Limits

Unit: TypeAlias = Literal["files", "pages", "rows", "figures", "checks", "done"]
"""What is counted; reading figures and checking them have no count, and ``done`` ends it all."""


@dataclass(frozen=True, slots=True)
class Step:
    """``done`` of ``total`` units; a total of 0 is not known."""

    unit: Unit
    done: int = 0
    total: int = 0
    path: str = ""


Watch: TypeAlias = Callable[[Step], None]


def unwatched(_: Step) -> None:
    """Nobody looks on."""


_ROWS_BETWEEN_LOOKS = 500


@dataclass(frozen=True, slots=True)
class Source:
    """One file in memory. The clock starts when the source is made."""

    path: Path
    data: bytes
    limits: Limits = field(default_factory=Limits)
    started: float = field(default_factory=time.monotonic)
    watch: Watch = unwatched
    only: tuple[int, ...] = ()
    """Of a large table, the lines to read, the header among them; all where there are none."""
    counted: Counter[Bound] = field(default_factory=Counter)
    """How much of what is bounded was read: the cells of all tables."""

    def hurry(self) -> None:
        """Raise when reading takes longer than the limits allow; called once a page or a row."""
        self.limits.check("seconds", time.monotonic() - self.started, self.path)

    def reached(self, unit: Unit, done: int, total: int = 0) -> None:
        """Tell whoever watches how far reading has come (of rows: by hundreds); see the clock."""
        if unit == "rows" and done % _ROWS_BETWEEN_LOOKS:
            return
        self.hurry()
        self.watch(Step(unit, done, total, str(self.path)))

    def count(self, rows: int, cells: int) -> None:
        """Count the cells of a table of so many rows, and look at the clock while at it."""
        self.counted["cells"] += cells
        self.limits.check("rows", rows, self.path)
        self.limits.check("cells", self.counted["cells"], self.path)
        self.hurry()

    def document(
        self,
        kind: str,
        blocks: tuple[Block, ...],
        *,
        unread: tuple[Unread, ...] = (),
        metadata: dict[str, str] | None = None,
    ) -> Document:
        """Sign what a reader made of this source."""
        sha256 = hashlib.sha256(self.data).hexdigest()
        return Document(str(self.path), sha256, kind, blocks, unread, metadata or {})
