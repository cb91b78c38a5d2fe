"""The command that opens the desk."""

from __future__ import annotations

import sys
from socket import create_server

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


def test_a_port_that_is_taken_is_named() -> None:
    with create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        told = CliRunner().invoke(main, ["open", "--no-browser", "--port", port])
    assert told.exit_code == 2
    assert port in told.output
