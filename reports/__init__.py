"""One module a form: a result in, text out."""

from gouji.checks.finding import Tally
from gouji.reports.rendering import FORMS, Options, Suppressed, render

__all__ = ["FORMS", "Options", "Suppressed", "Tally", "render"]
