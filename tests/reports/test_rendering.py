import pkgutil
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest

from gouji import reports
from gouji.checks.finding import Evidence, Operand
from gouji.documents.document import Place
from gouji.reports import FORMS, Report, render
from gouji.reports.json import as_object
from gouji.reports.rendering import Options


def test_every_form_of_the_room_can_be_asked_for():
    room = Path(reports.__file__).parent
    modules = [import_module(f"gouji.reports.{m.name}") for m in pkgutil.iter_modules([str(room)])]
    found = [m for m in modules if _takes(m) == ["report"]]
    assert {m.__name__.rpartition(".")[2] for m in found} == set(FORMS)


def _takes(module):
    own = getattr(module, "render", None)
    is_own = own is not None and own.__module__ == module.__name__
    return list(signature(own).parameters) if is_own else []


def test_an_unknown_form_names_the_known_ones(result):
    with pytest.raises(ValueError, match=r"pdf: no such report form; known: .*text"):
        render(result, "pdf")


def test_programs_that_know_options_get_the_same_object(result):
    assert as_object(result, Options()) == as_object(Report(result))
    assert as_object(result, Options(lang="en")) == as_object(Report(result, "en"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["result", "clean", "hostile"])
def test_every_form_renders_every_result(request, form, lang, name):
    rendered = render(request.getfixturevalue(name), form, lang)
    text = rendered if isinstance(rendered, str) else ""
    assert rendered
    assert "\x1b" not in text
    assert "\u202e" not in text or form == "json"


@pytest.mark.parametrize("form", [form for form in FORMS if form != "xlsx"])
def test_the_same_result_gives_the_same_report(result, form):
    assert render(result, form) == render(result, form)


def test_reports_are_by_default_what_a_pipe_wants(result):
    assert not Report(result).color


@pytest.mark.parametrize("form", [f for f in FORMS if f != "xlsx"])
def test_what_two_places_print_differently_is_never_only_counted(result, form):
    first = result.findings[0]
    other = replace(first.operands[8].figure, document="b.txt", place=Place(line=46))
    other = replace(other, numeral=replace(other.numeral, value=Decimal(38947), text="38947"))
    clash = Evidence(
        "across-documents", "conflict", "另一处 = 此处", "38946 ≠ 38947", Fraction(1), (8, 9)
    )
    sums = first.evidence[1:] * 4
    echoed = replace(
        first,
        operands=(*first.operands, Operand("此处", other)),
        evidence=(*first.evidence, *sums, clash),
    )
    text = render(replace(result, findings=(echoed,)), form)
    assert re.search(r"38,?946", text)
    assert re.search(r"38,?947", text)
    assert "第46行" in text or '"line": 46' in text
