"""What several rooms' tests share: the wheel, built once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]
LEFT_OUT = (".*", "build", "dist", "*.egg-info", "venv", "__pycache__")
OLDEST_SETUPTOOLS = 77
"""What pyproject.toml asks for."""


# A busy machine is no failure: no test asserts a time.
settings.register_profile("gouji", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gouji")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository, which is the package."""
    return ROOT


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a clean copy: what an earlier build left behind must not slip into it."""
    if (lacking := _lacking()) is not None:
        pytest.skip(f"no wheel can be built here: {lacking}; pip install -e '.[dev]'")
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, folder / "copy", ignore=shutil.ignore_patterns(*LEFT_OUT))
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q"]
    subprocess.run([*command, "-w", folder, folder / "copy"], check=True, capture_output=True)
    (built,) = folder.glob("gouji-*.whl")
    return built


def _lacking() -> str | None:
    for name, oldest in (("pip", 0), ("setuptools", OLDEST_SETUPTOOLS)):
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            return f"{name} is missing"
        if int(found.partition(".")[0]) < oldest:
            return f"{name} {found} is older than {oldest}"
    return None


@pytest.fixture(scope="session")
def wheel_names(wheel: Path) -> frozenset[str]:
    """The paths of the wheel's members."""
    with ZipFile(wheel) as archive:
        return frozenset(archive.namelist())
