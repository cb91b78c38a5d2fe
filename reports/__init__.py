"""One module a form: a result in, text out."""

from gouji.checks.finding import Suppressed, Tally
from gouji.reports.rendering import FORMS, Options, render
from gouji.reports.saying.report import Report

__all__ = ["FORMS", "Options", "Report", "Suppressed", "Tally", "render"]
