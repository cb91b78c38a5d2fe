"""The boundary around one document: whatever happens to it, the others are audited."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gouji.documents.document import DocumentError

_LOG = logging.getLogger("gouji")
_LONGEST = 200
"""Characters of what an error says of itself, which may quote the document at any length."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be audited, in words: an error can't travel between processes.

    ``trace`` is where in our own code it happened, for what no reader foresaw.
    """

    path: str
    zh: str
    en: str
    trace: str = ""

    def log(self) -> Failure:
        """Tell whoever listens, and show the trace to whoever asked for it."""
        _LOG.info("%s: %s / %s", self.path, self.zh, self.en)
        if self.trace:
            _LOG.debug("%s\n%s", self.path, self.trace)
        return self


def contained(path: Path | str, work: Callable[[], T]) -> T | Failure:
    """Do ``work`` on one document; what it raises is a reason not to audit that document.

    The one place where any error is caught: a bug that one hostile or odd file brings to light must
    not cost the audit of a hundred others, and is told as our bug, never as the file's fault alone.
    """
    try:
        return work()
    except DocumentError as error:
        return Failure(error.path, error.zh, error.en)
    except Exception as bug:  # noqa: BLE001
        said = f"{type(bug).__name__}: {bug}"[:_LONGEST].encode("utf-8", "replace").decode()
        return Failure(
            str(path),
            f"审核它时程序出错（{said}）；请加 --debug 重试，并把所示报告给我们",
            f"an error of ours in auditing it ({said}); try --debug, and report what it shows",
            traceback.format_exc(),
        )
