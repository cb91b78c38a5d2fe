import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.rules.problem import RuleError
from gouji.rules.source import read_toml

WRITTEN = """\
packs = ["structure"]
limits.bytes = 3

[severities]
# a comment
"total-row" = "note"

[[waivers]]
reason = "one"
expires = 2026-06-30

[[waivers]]
reason = "two"

[tool.gouji]
lang = "en"
"""


def written(folder, text):
    file = folder / "gouji.toml"
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("packs",), 1),
        (("limits", "bytes"), 2),
        (("severities", "total-row"), 6),
        (("waivers", 0, "expires"), 10),
        (("waivers", 1), 12),
        (("waivers", 1, "reason"), 13),
        (("waivers", 1, "author"), 12),
        (("nothing",), 1),
    ],
)
def test_knows_the_line_of_each_key(tmp_path, path, line):
    assert read_toml(written(tmp_path, WRITTEN)).line(path) == line


def test_dates_become_text(tmp_path):
    source = read_toml(written(tmp_path, WRITTEN))
    assert source.value["waivers"][0]["expires"] == "2026-06-30"


def test_a_table_within_is_read_by_itself(tmp_path):
    source = read_toml(written(tmp_path, WRITTEN)).under("tool", "gouji")
    assert source.value == {"lang": "en"}
    assert source.place(("lang",)).endswith("gouji.toml:16")
    assert read_toml(written(tmp_path, WRITTEN)).under("tool", "ruff").value == {}


@pytest.mark.parametrize("text", ["[severities\n", "a = 1\na = 2\n", "x = " + "[" * 50_000])
def test_what_is_not_toml_is_told_in_one_line(tmp_path, text):
    with pytest.raises(RuleError) as told:
        read_toml(written(tmp_path, text))
    assert len(told.value.problems) == 1
    assert "gouji.toml" in told.value.say("zh")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    file = tmp_path_factory.mktemp("toml") / "x.toml"
    file.write_bytes(text.encode("utf-8", "replace"))
    try:
        read_toml(file)
    except RuleError as error:
        assert error.problems
