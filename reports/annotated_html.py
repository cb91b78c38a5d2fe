"""Texts and web pages are drawn again as a page of our own, with every figure marked in it."""

from __future__ import annotations

from gouji.reports.html import render
from gouji.reports.marking.annotating import Marked, Original


def mark(original: Original) -> Marked:
    """Draw the document again; nothing of the original's own markup or scripts comes along."""
    return Marked(render(original.report).encode(), ".html")
