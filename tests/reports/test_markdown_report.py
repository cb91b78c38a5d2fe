import pytest

from gouji.reports import render
from gouji.reports.markdown import escaped


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("<img src=x>", r"\<img src=x\>"),
        ("a|b", r"a\|b"),
        ("[x](http://y)", r"\[x\]\(http\://y\)"),
        ("www.example.org", r"www\.example.org"),
        ("@team", "@&#8288;team"),
        ("- item", "&#45; item"),
        ("1. item", "&#49;. item"),
        ("# head", r"\# head"),
    ],
)
def test_a_document_prints_no_markup(text, safe):
    assert escaped(text) == safe


def test_findings_and_their_working(result):
    text = render(result, "markdown")
    assert "| 淮安市 2023 | 214 | 1,180 | 1,141 | 3 | 24 | 83% | 截尾 |" in text
    assert "### ■ 错误 不符：各来源渠道之和等于诉求总量" in text
    assert "    508,474     电话" in text


def test_it_is_one_document_to_a_reader(hostile):
    markdown_it = pytest.importorskip("markdown_it")
    tokens = markdown_it.MarkdownIt("gfm-like", {"linkify": False}).parse(
        render(hostile, "markdown")
    )
    inline = [child.type for token in tokens for child in token.children or ()]
    assert not {"html_inline", "link_open", "image"} & set(inline)
