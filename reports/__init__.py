"""One module a form: a result in, text out."""

from gouji.reports.rendering import Options, Tally, forms, render

__all__ = ["Options", "Tally", "forms", "render"]
