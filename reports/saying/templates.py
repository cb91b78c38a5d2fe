"""Templates of pages: what they are given is disarmed, and spelled as the page needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.checks.finding import SEVERITIES
from gouji.reports.saying.lines import printable
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import PLURALS, percent
from gouji.reports.saying.told_finding import MARKS
from gouji.texts.bilingual import Lang

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parents[1] / "templates"


def verbatim(text: str) -> str:
    """Put a text as it is, control characters disarmed, into a page that is no HTML."""
    from markupsafe import Markup  # noqa: PLC0415

    return Markup(printable(text))  # the page is none that a browser would run


def fill(
    template: str,
    lang: Lang,
    *folders: Path,
    spell: Callable[[str], str] = printable,
    **values: object,
) -> str:
    """Fill a template with ``values``; ``t`` says phrases in its language."""
    found = environment(*folders, spell=spell).get_template(template)
    return found.render(lang=lang, t=partial(say, lang=lang), **values)


@cache
def environment(*folders: Path, spell: Callable[[str], str] = printable) -> Environment:
    """Templates in ``folders``; pages of HTML escape whatever ``spell`` makes of a text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415
    from markupsafe import Markup  # noqa: PLC0415

    def shown(value: object) -> object:
        return spell(value) if type(value) is str else value

    environment = Environment(
        loader=FileSystemLoader(folders or (TEMPLATES,)),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["trusted"] = Markup
    shared = {"severities": SEVERITIES, "plurals": PLURALS, "marks": MARKS, "percent": percent}
    environment.globals |= shared
    return environment
