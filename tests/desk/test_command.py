"""The command that opens the desk."""

from __future__ import annotations

import sys

import pytest
from click.testing import CliRunner

from gouji.cli import main


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "gouji.desk.serving", raising=False)
    told = CliRunner().invoke(main, ["open", "--no-browser"])
    assert told.exit_code == 2
    assert "uvicorn" in told.output
    assert "gouji[desk]" in told.output
