from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.rules.labels import normalise
from gouji.rules.problem import RuleError
from gouji.rules.source import read_source
from gouji.rules.validation import schema_problems
from gouji.rules.vocabulary import BUNDLED, Indicator, Member, Scope, Vocabulary, load, read

REQUESTS = Indicator("诉求总量", "requests", ("诉求量", "受理总量"), not_under=("尚贤",), unit="件")
TALENT = Indicator("尚贤诉求总量", aliases=("诉求总量",), under=("尚贤",), unit="件")
ANSWERED = Indicator("在线解答", quantity="count")
ANSWER_RATE = Indicator("在线解答率", aliases=("在线解答",), quantity="rate", adds=False)

VOCABULARY = Vocabulary(
    indicators=(REQUESTS, TALENT, ANSWER_RATE, ANSWERED),
    members=(Member("群众诉求", aliases=("群众",)),),
    totals=("总计", "合计"),
    subtotals=("小计",),
    of_which=("其中",),
    scopes=(Scope(("市本级",), ("全市",)),),
    non_additive=("平均", "率"),
    neutral=("全年", "全市全年"),
)


def written(folder: Path, text: str) -> Path:
    path = folder / "words.yaml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("诉求总量（件）", "诉求总量"),
        ("诉求总量(单位：万件)", "诉求总量"),
        ("“诉求 总量”\u3000", "诉求总量"),
        ("诉求总量(2024年)", "诉求总量"),
        ("诉求总量（2024年1月）①", "诉求总量"),
        ("１．诉求总量", "诉求总量"),
        ("（一）诉求总量：", "诉求总量"),
        ("平均等待时长[秒]", "平均等待时长"),
        ("政策专员（名）*", "政策专员"),
    ],
)
def test_takes_off_what_does_not_change_the_meaning(printed, bare):
    assert normalise(printed) == bare


@pytest.mark.parametrize("printed", ["诉求总量(含企业)", "12345转110", "1.5小时办结", "县(市、区)"])
def test_keeps_what_does(printed):
    assert normalise(printed) == printed


@given(st.text(max_size=300))
def test_normalising_never_fails_and_never_grows_without_bound(label):
    assert len(normalise(label)) <= 18 * 200


def test_a_label_is_matched_in_full_and_never_guessed():
    assert VOCABULARY.match("受理总量(件)") is REQUESTS
    assert VOCABULARY.match("企业诉求总量") is None
    assert VOCABULARY.match("诉求总") is None
    assert VOCABULARY.match("") is None


def test_conditions_are_tested_on_ancestors_as_they_mean():
    assert VOCABULARY.match("诉求总量", ["一、“尚 贤”人才服务"]) is TALENT
    assert VOCABULARY.match("诉求总量", ["一、诉求办理"]) is REQUESTS


def test_the_innermost_ancestor_decides():
    mass = Indicator("群众满意率", aliases=("满意率",), under=("群众",), quantity="rate")
    firm = Indicator("企业满意率", aliases=("满意率",), under=("企业",), quantity="rate")
    vocabulary = Vocabulary((mass, firm))
    assert vocabulary.match("满意率", ["企业群众诉求", "群众"]) is mass
    assert vocabulary.match("满意率", ["群众", "企业"]) is firm


def test_labels_of_the_same_table_can_decide():
    kinds = Indicator("承办诉求量", aliases=("诉求量",), beside=("办理时长",))
    plain = Indicator("诉求总量", aliases=("诉求量",), not_beside=("人才",))
    vocabulary = Vocabulary((plain, kinds))
    assert vocabulary.match("诉求量", beside=["平均办理时长"]) is kinds
    assert vocabulary.match("诉求量", beside=["电话"]) is plain
    assert vocabulary.match("诉求量", beside=["人才服务"]) is None


def test_a_printed_rate_is_never_taken_for_a_count():
    assert VOCABULARY.match("在线解答", quantity="rate") is ANSWER_RATE
    assert VOCABULARY.match("在线解答", quantity="count") is ANSWERED
    assert VOCABULARY.match("诉求总量", quantity="rate") is None


def test_a_rate_printed_without_its_sign_is_still_one():
    assert VOCABULARY.match("在线解答率", quantity="measure") is ANSWER_RATE


def test_neutral_words_change_nothing():
    assert VOCABULARY.match("全年诉求总量") is REQUESTS
    assert VOCABULARY.match("全市全年诉求总量") is REQUESTS
    assert VOCABULARY.match("全年") is None


def test_words_of_tables():
    assert VOCABULARY.is_total("合 计")
    assert not VOCABULARY.is_total("合计占比")
    assert VOCABULARY.is_subtotal("小计：")
    assert VOCABULARY.is_of_which("其中：电话")
    assert VOCABULARY.is_non_additive("平均等待时长")
    assert not VOCABULARY.is_non_additive("电话")
    assert VOCABULARY.contains("全市", "市本级")
    assert not VOCABULARY.contains("市本级", "全市")
    assert VOCABULARY.member("群众(件)") == "群众诉求"
    assert VOCABULARY.member("街道") == "街道"
    assert VOCABULARY.is_member("群众")
    assert not VOCABULARY.is_member("街道")
    assert VOCABULARY.named("诉求总量") is REQUESTS


def test_an_empty_vocabulary_knows_nothing():
    empty = Vocabulary()
    assert empty.match("诉求总量") is None
    assert not empty.is_of_which("其中")


def test_extending_adds_aliases_and_replaces_only_what_is_said():
    added = Vocabulary(
        (Indicator("诉求总量", aliases=("工单数",)), Indicator("接通率")), totals=("计",)
    )
    merged = VOCABULARY.extended(added)
    assert merged.match("工单数") == replace(REQUESTS, aliases=("诉求量", "受理总量", "工单数"))
    assert merged.match("接通率") is not None
    assert merged.totals == ("总计", "合计", "计")
    assert merged.members == VOCABULARY.members


def test_the_bundled_vocabulary_fits_its_schema():
    assert schema_problems(read_source(BUNDLED), "vocabulary-schema.json") == []


def test_the_bundled_vocabulary_names_no_weight_it_does_not_know():
    vocabulary = load()
    assert {i.weight for i in vocabulary.indicators if i.weight} <= {
        i.name for i in vocabulary.indicators
    }


def test_rates_of_the_bundled_vocabulary_never_add():
    assert [i.name for i in load().indicators if i.quantity == "rate" and i.adds] == []


def test_a_file_extends_the_bundled_vocabulary(tmp_path):
    path = written(tmp_path, "indicators:\n  - {name: 诉求总量, aliases: [工单件数]}\n")
    found = load([path]).match("工单件数")
    assert found is not None
    assert (found.name, found.unit) == ("诉求总量", "件")


def test_one_label_with_two_meanings_is_refused(tmp_path):
    path = written(
        tmp_path, "indicators:\n  - name: 甲\n    aliases: [丙]\n  - name: 乙\n    aliases: [丙]\n"
    )
    with pytest.raises(RuleError) as caught:
        read(path)
    assert caught.value.problems[0].place == f"{path}:4"
    assert "'丙' means '甲' and '乙' alike" in caught.value.say("en")


def test_one_label_under_two_conditions_is_not(tmp_path):
    text = (
        "indicators:\n  - {name: 甲, aliases: [丙], under: [一]}\n  - {name: 乙, aliases: [丙]}\n"
    )
    assert len(read(written(tmp_path, text)).indicators) == 2


def test_a_name_listed_twice_is_refused(tmp_path):
    path = written(tmp_path, "indicators:\n  - name: 甲\n  - {name: 甲, under: [一]}\n")
    with pytest.raises(RuleError, match="listed at"):
        read(path)


def test_an_alias_of_nothing_but_brackets_is_refused(tmp_path):
    with pytest.raises(RuleError, match="nothing but brackets"):
        read(written(tmp_path, "indicators:\n  - {name: 甲, aliases: ['(件)']}\n"))


def test_an_unknown_key_is_named_with_the_one_meant(tmp_path):
    path = written(tmp_path, "indicators:\n  - name: 甲\n    alias: [丙]\n")
    with pytest.raises(RuleError) as caught:
        read(path)
    assert caught.value.say("en").startswith(
        f"{path}:3: unknown key 'alias'; did you mean 'aliases'?"
    )
    assert "是否为“aliases”" in caught.value.say("zh")


def test_a_label_beside_stands_in_for_a_title_that_is_lost():
    talent = Indicator("尚贤诉求总量", aliases=("诉求总量",), under=("尚贤",), beside=("人才",))
    vocabulary = Vocabulary((talent,))
    assert vocabulary.match("诉求总量", ["尚贤"]) is talent
    assert vocabulary.match("诉求总量", beside=["人才政务信息"]) is talent
    assert vocabulary.match("诉求总量", ["群众"], ["电话"]) is None


def test_a_printed_count_is_never_taken_for_a_rate():
    assert VOCABULARY.match("在线解答率", quantity="count") is None
