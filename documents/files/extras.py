"""Libraries that are installed only by those who need them."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from gouji.documents.document import refused


def require(path: Path, module: str, extra: str) -> Any:
    """Import ``module``, or say how to install the extra that brings it."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] != module.partition(".")[0]:
            raise
        raise refused(path, "extra", extra=extra) from missing
