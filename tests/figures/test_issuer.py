"""Who publishes, as titles print it."""

from pathlib import Path

import pytest

from gouji.documents import text
from gouji.documents.files.source import Source
from gouji.figures.identity.identify import identify
from gouji.figures.identity.issuer import DIVISIONS, issuer_of

TITLES = {
    "“连云港 12345 在线”2020 年度工作情况发布": "连云港市",
    "连云港市 12345政府公共服务中心 2021年 1月 8日": "连云港市",
    "关于2023年度淮安市12345热线工作情况的报告": "淮安市",
    "现将2023年度淮安市12345热线…": "淮安市",
    "宿迁市12345政务服务便民热线2024年度报告": "宿迁市",
    "“江阴12345”2024年度运行报告": "江阴市",
    "江苏省宿迁市沭阳县12345热线2024年5月份运行情况": "沭阳县",
    "宿迁市宿城区12345热线月报": "宿迁市宿城区",
    "海州区12345热线月报": "海州区",
    "江苏省12345在线平台2024年第一季度通报": "江苏省",
    "宿迁市公安局2024年12345工单办理情况": "宿迁市公安局",
    "淮安市数据局关于2023年12345热线": "淮安市",
    "苏州市12345便民服务中心2024年1—6月": "苏州市",
    "苏州12345 2024年1—6月": "苏州市",
    "广州市12345政务服务便民热线": "广州市",
    "杭州12345年报": "杭州市",
    "恩施土家族苗族自治州12345热线": "恩施土家族苗族自治州",
    "内蒙古自治区12345": "内蒙古自治区",
    "内蒙古自治区呼和浩特市12345": "呼和浩特市",
    "2024年无锡市江阴市12345": "江阴市",
    "青岛市市北区12345热线": "青岛市市北区",
    "沛县12345热线": "沛县",
    "全市12345热线运行情况": None,
    "盐城市12345热线": "盐城市",
    "智慧城市12345": None,
    "日照市12345热线2024年": "日照市",
    "苏州工业园区12345热线": "苏州工业园区",
    "北京市12345市民服务热线年度数据分析报告": "北京市",
    "上海12345市民服务热线": "上海市",
    "和县12345热线": "和县",
    "运行情况月报": None,
    "江阴市澄江街道12345工单办理": "江阴市澄江街道",
    "2024年5月12345热线运行情况": None,
    "110转12345情况": None,
    "锡林郭勒盟12345热线": "锡林郭勒盟",
    "阿克苏地区12345热线": "阿克苏地区",
    "连云港市12345政府公共服务中心": "连云港市",
    "市城管局2024年12345工单": None,
    "南京市栖霞区人民政府办公室关于12345": "南京市栖霞区",
    "张家港市“12345”便民服务热线2024年上半年": "张家港市",
    "第12期 宿迁市12345": "宿迁市",
    "徐州市12345": "徐州市",
    "扬州市12345热线": "扬州市",
    "泰州市2023年度12345": "泰州市",
    "通州区12345热线": "通州区",
    "南通市通州区12345热线": "南通市通州区",
    "常州市新北区12345": "常州市新北区",
    "昆山12345": "昆山市",
    "江苏宿迁市12345年报": "宿迁市",
    "国务院12345": None,
    "上周12345专线接电297个": None,
    "目前12345平台运行情况": None,
    "深圳市12345热线": "深圳市",
    "克拉玛依市12345热线": "克拉玛依市",
    "贵州省12345热线": "贵州省",
    "江苏12345在线2024年度": "江苏省",
}


@pytest.mark.parametrize("title", TITLES)
def test_the_title_names_the_issuer(title):
    assert issuer_of([title], "") == TITLES[title]


def test_a_name_without_its_unit_takes_the_one_that_the_text_prints():
    assert (
        issuer_of(["“沭阳 12345”运行情况"], "沭阳县各乡镇共办理诉求，沭阳县热线接通率上升。")
        == "沭阳县"
    )


def test_a_title_without_a_place_leaves_it_to_who_signs():
    text = "启东市各部门办结率上升，南通市平台转来若干。\n启东市人民政府办公室\n2024年2月1日"
    assert issuer_of(["运行情况月报"], text) == "启东市"


def test_a_bare_department_belongs_to_the_place_of_who_signs():
    text = "热线共受理诉求。\n启东市人民政府办公室"
    assert issuer_of(["市城管局2024年12345工单办理情况"], text) == "启东市城管局"
    assert issuer_of(["市数据局关于2024年12345热线情况的通报"], text) == "启东市"


def test_nothing_is_made_up():
    assert (
        issuer_of(["全市热线运行情况", "居民小区物业投诉", "各县区办理情况"], "智慧城市与超市")
        is None
    )


def test_a_long_line_is_read_in_linear_time():
    assert issuer_of(["市" * 20_000, "年县区" * 10_000], "县" * 50_000) is None


RUNNING_TEXT = [
    "五月，热线共受理诉求三千件，收到市民来信十二封，收到市民感谢八次。",
    "记者从市热线中心获悉，记者从市民来电中整理出热点，各县（市、区）按时办结。",
    "根据市、县热线办的回访，单位分别是市公安局、市城管局，一季度市长信箱来信四封。",
    "上半年，启东市12345热线受理诉求五千件，其中沭阳县、泗洪县各一千件。",
    "本月接收宿迁市热线中心转来的工单，启东市人民政府副市长接听来电。",
    "四川省受理三十万件，重庆市受理十四万件，四川省增长，重庆市下降。",
    "岳阳市各部门共办理四千件，岳阳市公安局一千件，汨罗市六百件。",
    "表扬启东市，批评宿迁市。",
    "北屏市12345热线受理诉求五千件。",
]


@pytest.mark.parametrize("words", RUNNING_TEXT)
def test_running_text_names_places_and_no_issuer(words):
    assert issuer_of([words], words) is None


def test_the_signature_goes_before_the_places_in_the_text():
    text = "北屏市平台转来八件，北屏市回访六件。\n北屏市南屏区人民政府办公室\n2022年7月11日"
    assert issuer_of(["热线办理情况"], text) == "北屏市南屏区"


def test_who_took_a_page_over_is_not_its_issuer():
    line = "发布时间:2022-08-06 来源: 山西省消费者协会"
    assert issuer_of(["上半年投诉情况分析", line], line) is None
    assert issuer_of(["北屏市南屏区人民政府 2022-11-10 来源: 区政府办公室"], "") == "北屏市南屏区"


def test_a_city_is_known_in_traditional_characters() -> None:
    title = "關於盤錦市12345政務服務便民熱線平臺訴求辦理情況的通報"
    words = f"{title}\n2023年5月，共受理訴求三千件。"
    document = text.read(Source(Path("x.txt"), words.encode()))
    found = identify(document)
    assert (found.issuer, found.period, found.title) == ("盘锦市", "2023-05", title)


NOT_TOLD = {
    "a station sends back": "本周签收48件，退回市12345平台3件。退回市12345平台的均已说明。",
    "a week": "记者了解到，上周市政府12345专线接到来电297个，上周市政府12345专线最忙。",
    "a month": "上月市12345热线受理来电747件，上月市12345热线平稳。",
    "a way": "全年通过市政府门户网站公开信息121条，通过市政府公报公开20条。",
    "a body of a city": "全省各级消委会（含杭州市消费者协会）受理742件，杭州市消费者协会3件。",
    "a province's platform": "绍兴市受理举报145件，通过浙江省政务平台58件，浙江省信息系统40件。",
}


@pytest.mark.parametrize("text", NOT_TOLD.values(), ids=NOT_TOLD)
def test_an_issuer_that_is_not_sure_is_none(text):
    assert issuer_of(["运行情况"], text) is None


def test_a_township_is_not_its_city_whose_rules_it_follows():
    text = "按照《韶关市政府信息公开办法》和《韶关市热线工作规定》编制。"
    assert issuer_of(["2016年柳溪镇政府信息公开年度报告"], text) == "柳溪镇"
    assert issuer_of(["运行情况"], text) is None


def test_every_division_is_called_by_its_own_name() -> None:
    named = {name: issuer_of([f"{name}12345热线2024年度运行报告"], "") for name in DIVISIONS}
    wrong = {name: found for name, found in named.items() if found not in (name, None)}
    assert not wrong
    assert sum(found is None for found in named.values()) <= 5


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("峨眉山市12345热线月报", "峨眉山市"),
        ("辉县市政务服务便民热线运行情况", "辉县市"),
        ("荆州市沙市区12345热线月报", "荆州市沙市区"),
        ("河南蒙古族自治县12345热线年报", "河南蒙古族自治县"),
        ("主城区12345热线通报", None),
    ],
)
def test_the_longest_name_of_the_table_is_meant(title: str, issuer: str | None) -> None:
    assert issuer_of([title], "") == issuer
