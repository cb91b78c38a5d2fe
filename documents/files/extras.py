"""Libraries that are installed only by those who need them."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from gouji.documents.document import DocumentError


def require(path: Path, module: str, extra: str) -> Any:
    """Import ``module``, or say how to install the extra that brings it."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] != module.partition(".")[0]:
            raise
        raise DocumentError(
            path,
            f"需要安装附加组件：pip install 'gouji[{extra}]'",
            f"an extra is needed: pip install 'gouji[{extra}]'",
        ) from missing
