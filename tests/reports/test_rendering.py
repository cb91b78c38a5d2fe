import pytest

from gouji.reports import Options, forms, render


def test_every_form_is_found_by_its_name():
    assert {"json", "text"} <= set(forms())
    assert not {"rendering", "numbers", "phrases", "summary", "lines"} & set(forms())


def test_an_unknown_form_names_the_known_ones(result):
    with pytest.raises(ValueError, match=r"pdf: no such report form; known: .*text"):
        render(result, "pdf")


@pytest.mark.parametrize("form", forms())
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["result", "clean", "hostile"])
def test_every_form_renders_every_result(request, form, lang, name):
    rendered = render(request.getfixturevalue(name), form, lang)
    text = rendered if isinstance(rendered, str) else ""
    assert rendered
    assert "\x1b" not in text
    assert "\u202e" not in text or form == "json"


@pytest.mark.parametrize("form", [form for form in forms() if form != "xlsx"])
def test_the_same_result_gives_the_same_report(result, form):
    assert render(result, form) == render(result, form)


def test_options_default_to_what_a_pipe_wants():
    assert not Options().color
    assert Options().version
