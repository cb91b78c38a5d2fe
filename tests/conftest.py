"""What several rooms' tests share: the wheel, built once."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
LEFT_OUT = (".*", "build", "dist", "*.egg-info", "venv", "__pycache__")
BUILD_MODULES = ("pip", "setuptools")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository, which is the package."""
    return ROOT


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a clean copy: what an earlier build left behind must not slip into it."""
    missing = [m for m in BUILD_MODULES if importlib.util.find_spec(m) is None]
    if missing:
        pytest.skip(f"to build a wheel, install {', '.join(missing)} (pip install -e '.[dev]')")
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, folder / "copy", ignore=shutil.ignore_patterns(*LEFT_OUT))
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q"]
    subprocess.run([*command, "-w", folder, folder / "copy"], check=True, capture_output=True)
    (built,) = folder.glob("gouji-*.whl")
    return built


@pytest.fixture(scope="session")
def wheel_names(wheel: Path) -> frozenset[str]:
    """The paths of the wheel's members."""
    with ZipFile(wheel) as archive:
        return frozenset(archive.namelist())
