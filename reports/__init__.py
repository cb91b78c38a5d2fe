"""One module a form: a result in, text out."""

from gouji.checks.finding import Suppressed, Tally
from gouji.reports.rendering import FORMS, render
from gouji.reports.saying.report import Report

__all__ = ["FORMS", "Report", "Suppressed", "Tally", "render"]
