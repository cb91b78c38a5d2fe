import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from gouji.reports.commands.rule_pages import page
from gouji.rules.language import parse
from gouji.rules.pack import load
from gouji.rules.rule import Case, Rule

DOCS = Path(__file__).parents[2] / "docs" / "rules"
WRITING = runpy.run_path(str(DOCS.parent / "rule_pages.py"))
index, pages, write = (WRITING[name] for name in ("index", "pages", "write"))

RULE = Rule(
    id="channels",
    title="各渠道之和",
    title_en="Channels add up",
    equations=(parse("甲 = 乙 + [丙]"),),
    for_each="row",
    severity="error",
    because="表头如此",
    because_en="the header says so",
    innocent=("另有渠道",),
    innocent_en=("there is another channel",),
    cases=(Case("ties", {"甲": "3", "乙": "1", "丙": "2"}), Case("breaks", {"甲": "3", "乙": "1"})),
    pack="ours",
)


def test_a_page_tells_all_a_rule_says():
    text = page(RULE)
    assert text.startswith(
        "# 各渠道之和\n\n`channels` · 错误 · `ours`\n\n```\n甲 = 乙 + [丙]\n```\n"
    )
    for told in ("表头如此。", "逐行。", "- 另有渠道。", "- 相符：`3 = 1 + 2`", "- 不符：`3 ≠ 1"):
        assert told in text


def test_a_page_is_written_in_english_too():
    text = page(RULE, "en")
    assert text.startswith("# Channels add up\n")
    for told in ("The header says so.", "Row by row.", "- There is another channel.", "off by 2"):
        assert told in text


def test_what_is_not_translated_is_told_in_chinese():
    assert "表头如此" in page(replace(RULE, because_en="", innocent_en=()), "en")


def test_alternatives_limits_and_open_lists_are_told():
    rule = replace(
        RULE,
        equations=(parse("@甲 = @乙"), parse("@甲 = @丙")),
        within=("诉求", "来源"),
        exhaustive=False,
        cases=(),
        innocent=(),
    )
    text = page(rule)
    for told in (
        "任一成立",
        "@甲 = @乙\n@甲 = @丙",
        "限标题或表头含有：诉求、来源。",
        "余数",
        "角色",
    ):
        assert told in text
    assert "## 例" not in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_index_links_every_rule_by_pack(lang):
    text = index(
        [RULE, replace(RULE, id="more", title="甲|乙", title_en="a|b", pack="mine")], {}, lang
    )
    assert "[channels](channels.md)" in text
    assert "## mine (`mine`)" in text
    assert r"\|" in text


def test_every_bundled_rule_has_its_page_in_both_languages():
    written = pages()
    for rule in load():
        assert Path(f"{rule.id}.md") in written
        assert Path("en", f"{rule.id}.md") in written


def test_writing_removes_pages_of_rules_that_are_gone_and_no_others(tmp_path):
    (rule, *_) = load()
    (tmp_path / "gone.md").write_text(page(replace(rule, id="gone")), "utf-8")
    (tmp_path / "mine.md").write_text("# 笔记\n", "utf-8")
    write(tmp_path)
    assert (tmp_path / "mine.md").exists()
    assert not (tmp_path / "gone.md").exists()
    assert (tmp_path / "README.md").exists()


def test_the_pages_in_docs_are_up_to_date():
    kept = {path.relative_to(DOCS): path.read_text("utf-8") for path in DOCS.rglob("*.md")}
    assert kept == pages(), "run: python docs/rule_pages.py"
