import pytest

from gouji.checks.lint import lint
from gouji.checks.telling.told_cases import told_case
from gouji.rules import scaffold, vocabulary
from gouji.rules.pack import load
from gouji.rules.problem import RuleError
from gouji.rules.settings import load as load_settings


def test_a_new_pack_loads_and_its_cases_and_names_are_as_they_should(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(scaffold.pack("mine", "mine.yaml"), "utf-8")
    (rule,) = load([file])
    assert rule.id == "mine"
    assert all(told_case(rule, case).ok for case in rule.cases)
    assert lint([rule], vocabulary.load()) == []


@pytest.mark.parametrize("name", ["坏", "Mine", "a_b", "-a", "a b", ""])
def test_what_can_be_no_id_is_refused(name):
    with pytest.raises(RuleError, match="our-channels"):
        scaffold.pack(name, "x.yaml")


@pytest.mark.parametrize("uncommented", [False, True])
def test_new_settings_are_read_and_so_is_what_they_comment_out(tmp_path, uncommented):
    text = scaffold.settings()
    if uncommented:
        lines = text.splitlines()
        # what is commented out are keys and tables; the rest is told in words
        kept = [x.removeprefix("# ") if " = " in x or x.startswith("# [[") else x for x in lines]
        text = "\n".join(kept)
    file = tmp_path / "gouji.toml"
    file.write_text(text, "utf-8")
    settings = load_settings(file)
    assert settings.fail_on == "error"
    assert len(settings.waivers) == uncommented
