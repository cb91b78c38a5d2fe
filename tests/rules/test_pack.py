import subprocess
import sys
from itertools import chain
from pathlib import Path
from textwrap import dedent

import pytest

from gouji.rules.pack import bundled, inconsistencies, load, packs, vocabulary_files
from gouji.rules.problem import RuleError
from gouji.rules.source import MAX_BYTES, read_source
from gouji.rules.validation import schema_problems

RULES = Path(sys.modules["gouji.rules.pack"].__file__).parent

ONE = """\
pack: ours
rules:
  - id: channels
    title: 各渠道之和
    title-en: Channels add up
    equation: 诉求总量 = 电话 + [互联网]
    for-each: row
    severity: error
    because: 表头如此
    cases:
      - ties: {诉求总量: "10", 电话: "6", 互联网: "4"}
      - breaks: {诉求总量: "10", 电话: "6"}
        says: 差 4
"""

PLAIN = """
    title: 某规则
    equation: 甲 = 乙
    for-each: row
    severity: note
    because: 因为
"""


def written(folder: Path, text: str, name: str = "ours.yaml") -> Path:
    path = folder / name
    path.write_text(dedent(text), "utf-8")
    return path


def problems(*paths: Path) -> tuple[list[str], RuleError]:
    with pytest.raises(RuleError) as caught:
        load(paths)
    return [p.place for p in caught.value.problems], caught.value


def test_reads_a_rule_as_it_is_written(tmp_path):
    path = written(tmp_path, ONE)
    (rule,) = load([path])
    assert (rule.id, rule.title, rule.title_en) == ("channels", "各渠道之和", "Channels add up")
    assert (rule.pack, rule.place) == ("ours", f"{path}:3")
    assert (rule.severity, rule.for_each, rule.within, rule.exhaustive) == (
        "error",
        "row",
        (),
        True,
    )
    assert [case.verdict for case in rule.cases] == ["ties", "breaks"]
    assert rule.cases[1].figures == {"诉求总量": "10", "电话": "6"}
    assert (rule.cases[1].says, rule.cases[1].place) == ("差 4", f"{path}:12")


def test_alternatives_and_lists(tmp_path):
    text = ONE.replace("诉求总量 = 电话 + [互联网]", "[诉求总量 = 电话, 诉求总量 = 电话 + 互联网]")
    text = text.replace("    for-each", "    within: 诉求\n    for-each")
    (rule,) = load([written(tmp_path, text)])
    assert len(rule.equations) == 2
    assert rule.within == ("诉求",)


def test_a_list_of_figures_is_a_tuple(tmp_path):
    text = ONE.replace('电话: "6", 互联网: "4"', '电话: ["6", "4"]')
    (rule,) = load([written(tmp_path, text)])
    assert rule.cases[0].figures["电话"] == ("6", "4")


def test_an_unknown_key_is_named_with_its_line_and_the_one_meant(tmp_path):
    path = written(tmp_path, ONE.replace("because:", "becuase:"))
    places, error = problems(path)
    assert (
        f"{path}:9: unknown key 'becuase'; did you mean 'because'? (known: another-basis, because, "
        in error.say("en")
    )
    assert f"{path}:9: 未知的键“becuase”；是否为“because”？" in error.say("zh")
    assert sorted(places) == [f"{path}:3", f"{path}:9"]
    assert "lacks because" in error.say("en")


def test_all_problems_of_a_file_are_reported(tmp_path):
    text = (
        ONE.replace("severity: error", "severity: eror")
        .replace("电话 + [互联网]", "电话 + + 互联网")
        .replace('says: 差 4"', "")
        .replace('互联网: "4"', "互联网: 4.0")
    )
    path = written(tmp_path, text)
    places, error = problems(path)
    assert [place.removeprefix(f"{path}:").split(":")[0] for place in places] == ["6", "8", "11"]
    assert "did you mean 'error'?" in error.say("en")
    assert len(str(error).splitlines()) == 3


def test_an_equation_error_has_its_column(tmp_path):
    path = written(
        tmp_path,
        ONE.replace("equation: 诉求总量 = 电话", 'equation: "诉求总量 = ) 电话').replace(
            "[互联网]\n", '[互联网]"\n'
        ),
    )
    places, _ = problems(path)
    assert places == [f"{path}:6:{len('    equation: ') + 1 + len('诉求总量 = ') + 1}"]


def test_printed_numbers_must_be_quoted_and_it_says_why(tmp_path):
    places, error = problems(
        written(tmp_path, ONE.replace('"10", 电话: "6", ', '10.50, 电话: "6", '))
    )
    assert [place.split(":")[-1] for place in places] == ["11"]
    assert (
        "'10.50': quote printed numbers: trailing zeros are the publisher's promise"
        in error.say("en")
    )
    assert "末尾的零" in error.say("zh")


def test_a_case_names_terms_of_its_equation(tmp_path):
    places, error = problems(written(tmp_path, ONE.replace('互联网: "4"', '互连网: "4"')))
    assert [place.split(":")[-1] for place in places] == ["11"]
    assert "unknown term '互连网'; did you mean '互联网'?" in error.say("en")


def test_a_case_has_one_verdict(tmp_path):
    _, error = problems(written(tmp_path, ONE.replace("says: 差 4", 'ties: {电话: "6"}')))
    assert "exactly one verdict" in error.say("en")


def test_translations_go_one_for_one(tmp_path):
    text = ONE.replace("    cases:", "    innocent: [甲, 乙]\n    innocent-en: [one]\n    cases:")
    _, error = problems(written(tmp_path, text))
    assert "differ in number" in error.say("en")


def test_a_later_pack_overrides_what_it_names(tmp_path):
    base = written(tmp_path, ONE)
    text = "pack: mine\nrules:\n  - {id: channels, override: true, severity: note}\n"
    later = written(tmp_path, text, "mine.yaml")
    (rule,) = load([base, later])
    assert (rule.severity, rule.title, rule.pack, rule.place) == (
        "note",
        "各渠道之和",
        "mine",
        f"{later}:3",
    )
    assert len(rule.cases) == 2


def test_a_new_equation_leaves_the_old_cases_behind(tmp_path):
    base = written(tmp_path, ONE)
    text = "pack: mine\nrules:\n  - {id: channels, override: true, equation: 甲 = 乙}\n"
    (rule,) = load([base, written(tmp_path, text, "mine.yaml")])
    assert rule.cases == ()


def test_a_later_pack_disables_what_it_names(tmp_path):
    base = written(tmp_path, ONE)
    text = "pack: mine\nrules:\n  - {id: channels, disable: true}\n"
    assert load([base, written(tmp_path, text, "mine.yaml")]) == ()


@pytest.mark.parametrize("key", ["override", "disable"])
def test_changing_what_is_not_there_is_an_error(tmp_path, key):
    base = written(tmp_path, ONE)
    text = f"pack: mine\nrules:\n  - {{id: chanels, {key}: true}}\n"
    _, error = problems(base, written(tmp_path, text, "mine.yaml"))
    assert "unknown rule 'chanels'; did you mean 'channels'?" in error.say("en")


def test_declaring_twice_is_an_error(tmp_path):
    base = written(tmp_path, ONE)
    again = written(tmp_path, f"pack: mine\nrules:\n  - id: channels{PLAIN}", "mine.yaml")
    places, error = problems(base, again)
    assert places == [f"{again}:3"]
    assert f"is declared at {base}:3" in error.say("en")


def test_a_pack_brings_those_it_extends_once_and_first(tmp_path):
    written(tmp_path, ONE)
    text = f"pack: mine\nextends: ours.yaml\nrules:\n  - id: more{PLAIN}"
    mine = written(tmp_path, text, "mine.yaml")
    assert [pack.name for pack in packs([mine, tmp_path / "ours.yaml"])] == ["ours", "mine"]
    assert [rule.id for rule in load([mine])] == ["channels", "more"]


def test_packs_that_extend_each_other_are_refused(tmp_path):
    one = written(tmp_path, "pack: one\nextends: [two.yaml]\nrules: []\n", "one.yaml")
    written(tmp_path, "pack: two\nextends: [one.yaml]\nrules: []\n", "two.yaml")
    _, error = problems(one)
    assert "extend each other" in error.say("en")


def test_an_unknown_pack_is_named_with_the_one_meant():
    with pytest.raises(RuleError) as caught:
        load(["hotlin"])
    assert "unknown pack or file 'hotlin'; did you mean 'hotline'?" in caught.value.say("en")


def test_a_folder_is_its_files_in_order_and_its_vocabulary(tmp_path):
    written(tmp_path, ONE, "b.yaml")
    written(tmp_path, f"pack: first\nrules:\n  - id: more{PLAIN}", "a.yaml")
    words = written(tmp_path, "totals: [计]\n", "vocabulary.yaml")
    assert [rule.id for rule in load([tmp_path])] == ["more", "channels"]
    assert vocabulary_files(["hotline", tmp_path]) == (words,)
    assert vocabulary_files([words]) == (words,)
    assert load([words]) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pack: a\npack: b\nrules: []\n", "key 'pack' twice"),
        ("pack: a\nrules: [\n", "YAML syntax"),
        ("pack: a\nrules:\n  - id: b\n    equation: @a = b\n", "quote text that begins with @"),
        ("pack: a\nrules: !!python/object/apply:os.getcwd []\n", "is not read"),
        ("pack: !!python/name:os.getcwd x\nrules: []\n", "is not read"),
        ("", "must be a mapping"),
        ("- a\n", "must be a mapping"),
        ("pack: a\nrules: text\n", "must be a list"),
        ("pack: a\nrules: [text]\n", "must be a mapping"),
        ("pack: A b\nrules: []\n", "lower-case letters"),
        ("? [a]\n: b\n", "a key must be text"),
        ("pack: a\nrules:\n  - {id: b, override: please}\n", "must be true or false"),
        ("pack: a\n---\npack: b\n", "only one YAML document"),
        ("pack: a\nrules: \x07\n", "YAML syntax"),
    ],
)
def test_what_is_not_a_pack_is_said(tmp_path, text, said):
    path = written(tmp_path, text)
    places, error = problems(path)
    assert said in error.say("en")
    assert all(place.startswith(f"{path}:") for place in places)


def bomb(levels: int, width: int) -> str:
    first = f"a0: &a0 [{', '.join('x' * width)}]"
    rest = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels))
    return "\n".join([first, *rest])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (bomb(9, 9), "fewer aliases"),
        ("a: &a [*a]\n", "nested deeper"),
        ("a: *nobody\n", "undefined alias"),
        ("- " * 100_000, "nested deeper"),
        ("[" * 200 + "]" * 200, "nested deeper"),
        ("[" * 100_000, "nested deeper|maximum nesting depth"),
        ("{a: " * 100_000, "nested deeper|maximum nesting depth"),
        ("? " * 100_000, "nested deeper|key must be text"),
        ("a: " + "x" * MAX_BYTES, "split it"),
    ],
)
def test_what_would_never_end_is_refused(tmp_path, text, said):
    with pytest.raises(RuleError, match=said):
        load([written(tmp_path, text)])


def test_bytes_that_are_not_text_are_refused(tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_bytes("pack: 规则\n".encode("gb18030"))
    with pytest.raises(RuleError, match="not UTF-8"):
        load([path])


def test_a_folder_that_cant_be_read_as_a_file_is_said(tmp_path):
    with pytest.raises(RuleError, match="can't be read"):
        read_source(tmp_path)


def test_a_text_of_several_lines_has_the_line_of_its_start(tmp_path):
    text = ONE.replace(
        "equation: 诉求总量 = 电话 + [互联网]", "equation: >\n      甲 =\n      = 乙"
    )
    path = written(tmp_path, text)
    places, _ = problems(path)
    assert places == [f"{path}:6"]


@pytest.mark.parametrize("name", bundled())
def test_the_bundled_packs_fit_their_schema(name):
    assert schema_problems(read_source(RULES / f"{name}.yaml"), "schema.json") == []


def test_the_bundled_packs_load_by_name():
    assert "vocabulary" not in bundled()
    assert {"structure", "hotline"} <= set(bundled())
    rules = load(bundled())
    assert [*chain.from_iterable(map(inconsistencies, rules))] == []
    assert len({rule.id for rule in rules}) == len(rules)
    assert all(rule.place.startswith("rules/") for rule in rules)


def test_the_bundled_packs_load_without_jsonschema():
    code = "import sys, gouji.rules.pack as p; p.load(); assert 'jsonschema' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
