"""One module a form: a result in, text out."""

from gouji.checks.finding import Suppressed, Tally
from gouji.reports.rendering import FORMS, Options, render

__all__ = ["FORMS", "Options", "Suppressed", "Tally", "render"]
