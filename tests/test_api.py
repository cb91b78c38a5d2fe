"""The Python interface: a few names, a result that a notebook can show."""

from __future__ import annotations

from pathlib import Path

import gouji
from gouji.figures.frame import schema

EXAMPLES = Path(__file__).parents[1] / "examples"


def test_an_audit_is_shown_in_a_notebook_with_its_document() -> None:
    result = gouji.audit(EXAMPLES / "yunting-2024-annual.txt")
    page = result._repr_html_()
    assert result.findings
    assert page.startswith("<iframe srcdoc=")
    assert "<script" not in page  # it is escaped into the attribute
    assert all(f.id in page for f in result.findings)


def test_the_figure_frame_keeps_its_schema() -> None:
    frame = gouji.figure_frame(EXAMPLES)
    assert len(schema().validate(frame)) == sum(len(d.figures) for d in gouji.read(EXAMPLES)) > 100


def test_what_is_not_public_is_said_to_be_so() -> None:
    assert not hasattr(gouji, "no_such_name")
    assert set(gouji.__all__) <= set(dir(gouji)) | set(gouji.__all__)
