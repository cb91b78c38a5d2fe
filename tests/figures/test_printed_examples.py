"""Every example in printed_numbers.yaml: a print, and what it says."""

from pathlib import Path

import pytest
import yaml

from gouji.figures.figure import Change
from gouji.figures.numbers.numeral import Printed, scan_cell, scan_text

EXAMPLES = yaml.safe_load(
    (Path(__file__).parent / "printed_numbers.yaml").read_text(encoding="utf-8")
)


def in_words(change: Change) -> str:
    told = f"{change.kind} {change.numeral.value:+f}~{change.numeral.step:f}"
    return " ".join(filter(None, (told, change.numeral.hedge, change.comparison)))


def say(printed: Printed) -> str:
    """``参评率: 30.90~0.01 % rate, relative -4.73~0.01``."""
    number = printed.numeral
    if printed.alone:
        parts = ["alone " + in_words(printed.alone)]
    else:
        parts = [f"{number.value:f}~{number.step:f}", number.hedge, printed.unit, printed.quantity]
    text = " ".join(filter(None, parts))
    if printed.label:
        text = f"{printed.label}: {text}"
    if printed.bracketed:
        text = f"({text})"
    return f"{text}, {in_words(printed.change)}" if printed.change else text


@pytest.mark.parametrize(
    ("scan", "text", "says"),
    [
        (scan, example[0], example[1:])
        for scan, key in ((scan_cell, "cells"), (scan_text, "sentences"))
        for example in EXAMPLES[key]
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_example(scan, text, says):
    assert [say(p) for p in scan(text)] == says


@pytest.mark.parametrize("text", EXAMPLES["not figures"])
def test_not_a_figure(text):
    assert [say(p) for p in scan_text(text)] == []


@pytest.mark.parametrize(
    ("text", "header", "says"), [(e[0], e[1], e[2:]) for e in EXAMPLES["under a header"]]
)
def test_under_a_header(text, header, says):
    assert [say(p) for p in scan_cell(text, header)] == says
