from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.rules.language import (
    MAX_DEPTH,
    MAX_LENGTH,
    Binary,
    Call,
    Comparison,
    EquationError,
    Negative,
    Number,
    Term,
    parse,
    render,
    sides,
    terms,
)

NAMES = st.sampled_from(
    [
        "诉求总量",
        "电话",
        "“一企来办”诉求",
        "民生接听员·在线解答",
        "sum",
        "a_1",
        "《目录》数",
        "〇点",
    ]
)
QUOTED = st.text(
    st.characters(exclude_characters="`\n", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8
)
TERMS = st.builds(Term, NAMES | QUOTED, st.booleans()) | st.builds(
    Term, NAMES, st.booleans(), st.just(True)
)
DECIMALS = st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=3)
NUMBERS = st.builds(Number, DECIMALS) | st.builds(
    lambda value: Number(value.scaleb(-2), percent=True), DECIMALS
)
ITEMS = TERMS | st.builds(lambda term: Call("prior", (term,)), TERMS)
CALLS = st.builds(lambda item: Call("sum", (item,)), ITEMS) | st.builds(
    lambda items: Call("mean", tuple(items)), st.lists(ITEMS, min_size=1, max_size=2)
)


def deeper(expressions):
    some = st.lists(expressions, min_size=1, max_size=3).map(tuple)
    return (
        st.builds(Binary, st.sampled_from("+-*/"), expressions, expressions)
        | st.builds(Negative, expressions)
        | st.builds(Call, st.sampled_from(["min", "max"]), some)
    )


EXPRESSIONS = st.recursive(NUMBERS | ITEMS | CALLS, deeper, max_leaves=12)


@st.composite
def comparisons(draw):
    first, *others = draw(st.lists(EXPRESSIONS, min_size=2, max_size=4))
    links = [(draw(st.sampled_from(["=", "<=", ">="])), side) for side in others]
    lefts, chain = [first, *others], None
    for at in range(len(links) - 1, -1, -1):
        op, right = links[at]
        chain = Comparison(op, lefts[at], right, chain)
    return chain


@given(comparisons())
def test_what_is_rendered_parses_back(comparison):
    assert parse(render(comparison)) == comparison


@given(EXPRESSIONS)
def test_an_expression_renders_as_in_its_comparison(expression):
    assert parse(f"x = {render(expression)}").right == expression


def test_a_sum_with_optional_parts():
    found = parse("诉求总量 = 电话 + [其他]")
    assert found.left == Term("诉求总量")
    assert found.right == Binary("+", Term("电话"), Term("其他", optional=True))
    assert found.text == "诉求总量 = 电话 + [其他]"


def test_signs_bind_as_in_school():
    assert parse("x = a - b - c * -d") == parse("x = (a - b) - (c * (-d))")
    assert render(parse("x = a - (b - c) / (d * e)")) == "x = a - (b - c) / (d * e)"


@pytest.mark.parametrize(
    ("chinese", "ascii_"),
    [
        ("a ＝ b ＋ c − d － e", "a = b + c - d - e"),
        ("a ≤ b × c ÷ （d ＊ e ／ f）", "a <= b * c / (d * e / f)"),
        ("a ≧ mean（＠分项， ＠权重）", "a >= mean(@分项, @权重)"),
        ("0 ≤ ［满意率］ ≤ 100％", "0 <= [满意率] <= 100%"),
    ],
)
def test_full_width_signs_mean_the_same(chinese, ascii_):
    assert parse(chinese) == parse(ascii_)


def test_a_chain_is_kept_as_comparisons_that_share_a_side():
    found = parse("0 <= x <= 100%")
    assert found.also == Comparison("<=", Term("x"), Number(Decimal(1), percent=True))
    assert sides(found) == (Number(Decimal(0)), Term("x"), Number(Decimal(1), percent=True))


def test_back_quotes_name_anything():
    assert parse("`30秒人工接通率` = `a + b` / sum").left == Term("30秒人工接通率")


def test_terms_come_in_printed_order_and_once():
    found = terms(parse("a = [b] + sum(prior(@c)) - b + [d] * 2 <= -a"))
    assert found == (Term("a"), Term("b"), Term("c", role=True), Term("d", optional=True))
    assert terms(parse("a = a").left) == (Term("a"),)


@pytest.mark.parametrize(
    ("text", "column", "found", "slip"),
    [
        ("a == b", 4, "‘=’", "one ="),
        ("a = 30秒率", 7, "‘秒率’", "back-quotes"),
        ("a < b", 3, "‘<’", "<= or >="),
        ("a = (b", 7, "the end", "not closed"),
        ("a = avg(b)", 8, "‘(’", "mean?"),
        ("a = 合计(b)", 7, "‘(’", "the functions are sum"),
        ("a = b c", 7, "‘c’", "with a space"),
        ("a = [b + c]", 8, "‘+’", "holds one name"),
        ("a = `b", 5, "‘`’", "back-quote"),
        ("a ≠ b", 3, "‘≠’", "must hold"),
        ("a = sum(1)", 9, "‘1’", ""),
        ("a", 2, "the end", ""),
        ("", 1, "the end", ""),
    ],
)
def test_an_error_has_a_place_and_a_way_out(text, column, found, slip):
    with pytest.raises(EquationError) as caught:
        parse(text)
    assert (caught.value.column, caught.value.found) == (column, found)
    assert caught.value.allowed
    assert slip in caught.value.slip
    assert str(caught.value).startswith(f"column {column}: found {found}; allowed: ")


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "b" * MAX_LENGTH,
        "a = " + "-" * MAX_DEPTH + "b",
        "a = " + " + ".join("b" * (MAX_DEPTH + 1)),
        " = ".join("a" * (MAX_DEPTH + 2)),
    ],
)
def test_no_equation_is_endless(text):
    with pytest.raises(EquationError, match="at most") as caught:
        parse(text)
    assert caught.value.column is None


@given(st.text(st.sampled_from("ab1@[]()`+-*/=<>%,. 和"), max_size=30))
def test_whatever_is_written_is_read_or_refused(text):
    try:
        assert parse(render(parse(text))) == parse(text)
    except EquationError as error:
        assert "found" in str(error)
