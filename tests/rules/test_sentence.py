from textwrap import dedent

import pytest

from gouji.rules.form import form_of, phrases, says_of
from gouji.rules.language import parse
from gouji.rules.pack import bundled, load
from gouji.rules.problem import RuleError
from gouji.rules.sentence import SentenceError, read_says

VALUES = {("甲", ""): "甲 5", ("甲", "print"): "5", ("label", ""): "", ("more", ""): True}

PACK = """
pack: ours
rules:
  - id: some
    title: 某
    equation: {equation}
    for-each: row
    severity: error
    because: 因为
"""


def said(text: str, **more: object) -> str:
    values = {**VALUES, **{(name, ""): value for name, value in more.items()}}
    says = read_says({"zh": text, "en": text})
    return says.words(lambda _: lambda name, facet: values[name, facet]).zh


def problems(tmp_path, equation: str, *lines: str) -> list[str]:
    path = tmp_path / "ours.yaml"
    entry = dedent(PACK).replace("{equation}", equation) + "".join(f"    {x}\n" for x in lines)
    path.write_text(entry, "utf-8")
    try:
        load([path])
    except RuleError as error:
        return [p.said.en for p in error.problems]
    return []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{甲} 印为 {甲.print}", "甲 5 印为 5"),
        ("[{label}：]{甲}", "甲 5"),
        ("[（见 {places}）]", "（见 表1）"),
        ("比 9 {more:少|多} 4", "比 9 少 4"),
        ("相反[{more:，颠倒}]", "相反，颠倒"),
        ("{turned:：一升一降}。", "。"),
    ],
)
def test_values_take_their_places(text, told):
    assert said(text, places="表1", turned=False) == told


@pytest.mark.parametrize("text", ["{甲", "甲}", "甲]", "[{甲}", "{}", "{甲.}"])
def test_a_sentence_that_does_not_close_is_refused(text):
    with pytest.raises(SentenceError):
        read_says({"zh": text, "en": ""})


@pytest.mark.parametrize(
    ("equation", "form"),
    [
        ("甲 = 乙 + [丙]", "sum"),
        ("率 = 甲 / 乙", "sum"),
        ("甲 = 乙", "same"),
        ("甲 + 乙 = 丙 + 丁", "sides"),
        ("sum(甲) = 100%", "total"),
        ("甲 <= 乙", "at-most"),
        ("甲 >= 乙 + 丙", "at-least"),
        ("乙 <= 甲 <= 丙", "between"),
        ("0 <= 率 <= 100%", "bound"),
        ("prior(甲) = prior(乙) + prior(丙)", "priors"),
        ("甲 = prior(乙)", None),
        ("prior(甲) >= 0", None),
    ],
)
def test_an_equation_has_a_form_and_the_form_a_sentence(equation, form):
    assert form_of(parse(equation)) == form
    assert bool(says_of(parse(equation))) == bool(form)


def test_a_rule_without_a_sentence_does_not_load(tmp_path):
    assert problems(tmp_path, "甲 = 乙 + 丙") == []
    (told,) = problems(tmp_path, "甲 = prior(乙)")
    assert "no sentence tells a break of it" in told
    said = "says: {zh: '{甲} 不是 {乙}', en: '{甲} is not {乙}'}"
    assert problems(tmp_path, "甲 = prior(乙)", said) == []


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("{zh: '{丁}', en: some}", "unknown value in the sentence '丁'"),
        ("{zh: '{甲.prnt}', en: some}", "did you mean 'print'"),
        ("{zh: '{__class__}', en: some}", "unknown value in the sentence '__class__'"),
        ("{zh: '[{甲}', en: some}", "a [ without its ]"),
        ("[{zh: 甲, en: a}, {zh: 乙, en: b}]", "one for each equation"),
    ],
)
def test_what_a_sentence_can_not_say_is_told_where_it_stands(tmp_path, says, told):
    (problem,) = problems(tmp_path, "甲 = 乙 + 丙", f"says: {says}")
    assert told in problem


def test_a_sentence_belongs_to_its_equation(tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_text(
        "pack: ours\nextends: structure\nrules:\n"
        "  - {id: of-which, override: true, equation: '@总体 >= @其中'}\n",
        "utf-8",
    )
    (rule,) = (rule for rule in load([path]) if rule.id == "of-which")
    assert rule.says == ()
    assert rule.sentence(0) is says_of(rule.equations[0])


def test_each_phrase_and_each_case_is_in_both_languages():
    assert all(phrase.zh and phrase.en for phrase in phrases().values())
    broken = [c for r in load(bundled()) for c in r.cases if c.verdict in ("breaks", "conflict")]
    assert all(isinstance(case.says, dict) for case in broken)
