"""One module a form: a result in, text out."""

from gouji.reports.rendering import Options, Suppressed, Tally, forms, render

__all__ = ["Options", "Suppressed", "Tally", "forms", "render"]
