"""One module a form: a result in, text out."""

from gouji.checks.finding import Tally
from gouji.reports.rendering import Options, Suppressed, forms, render

__all__ = ["Options", "Suppressed", "Tally", "forms", "render"]
