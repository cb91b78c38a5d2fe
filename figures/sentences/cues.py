"""The cue words of running text, as tables; the grammar that uses them stands in its neighbours."""

from __future__ import annotations

import re
from typing import Final

CONNECTIVES: Final = re.compile(
    r"(?:其中|其次|此外|另外|另|同时|并且|而且|且|并|而|以及|及|和|与|还|又|再|分别|最后|首先|有(?!效|关|责|奖|限|线|偿)|[:：、“”\"])+"
)
"""What may stand before a label and is none of it."""

TRAILING: Final = re.compile(
    r"(?:分别|为|是|达到|高达|达|有|共有|共|约|占|总计|合计|共计|累计|的|了|(?<![日月周年人件平])均|仅|至|到|只|超|近|[:：、“”\"](?=$))+$"
)
ADVERBS: Final = re.compile(
    r"总共|一共|共计|合计|累计|总计|(?<![公])共(?!享|同|建|治|青|产|和|服|识|性|用|创)"
)
"""Where they stand, the subject ends and what is counted begins: 市平台｜共｜受理诉求."""

TOTAL_WORDS: Final = re.compile(
    r"(?:以上|上述|[两二三四五六七八九十]?(?:项|者|类|种|个渠道))*(?:总共|一共|共计|合计|总计|共)(?:为|是|达|有)?"
)
"""The words before the total that closes a list: 共, 合计, 三者合计."""

NAMES_A_KIND: Final = re.compile(r"(?:类|问题|诉求|事项|工单|方面)$")
SUBTOTAL: Final = re.compile(r"合计|总计|共计|小计|总共")

OF_WHICH: Final = re.compile(r"其中|这其中|内含")
EXHAUSTIVE: Final = re.compile(r"(?<!其中)(?<!主要)(?:分为|包括|包含|涵盖|由|分别是|分别为)")
SOME_ONLY: Final = re.compile(
    r"主要|较多|突出|集中|典型|前[一二三四五六七八九十\d]|TOP|居前|排名|位居|依次|排在|热点|高频|等$"
)
UNREAD: Final = re.compile(
    r"\d[\d.,]*[万亿]?[余多]?(?:件|通(?!过)|条|人|名|个(?!月|季|工作|[\u4e00-\u9fff]{1,9}的)|"
    r"次|家|起|项|户)"
)
"""A count that the grammar of numbers took for part of a name: ``APP2400件``."""
OTHER: Final = re.compile(r"^(?:以及|及|和)?(?:其他|其它|其余|剩余)")
AND_SO_ON: Final = re.compile(r"^等(?!待|级|候|于|方式|渠道)")

SHARE_OF: Final = re.compile(
    r"(?P<subject>.*?)(?:分别|各|约|共|合计|总共|均)*占(?:到|了|全部)?(?P<whole>.*?)"
    r"(?:的)?(?:比重|比例|比|百分比)?(?:分别)?(?:约)?(?:为|是|达到|高达|达|约)*$"
)
"""``占公众反映诉求总量的`` 47.12%: whose share, and of what."""
SHARE_ALONE: Final = re.compile(r"(?:占比?|占总?量?的?比[重例]?)?(?:为|约|达)?")
SHARE_NAMED: Final = re.compile(r"(?P<name>[^占]{1,16}?)(?:占比?)(?:为|约|达)?")
"""``投诉类占`` 20.30%: whose share it is, where nothing is said of what."""
TOGETHER: Final = re.compile(
    r"合计|总计|共计|总共|一共|(?<![公总])共(?=占|同)|累计|[两三四五六七八九十][者类项]共?$"
)
"""Words by which the share that follows is of all that were listed."""
RESPECTIVE: Final = re.compile(r"分别|依次|各为")

ENUMERATION: Final = re.compile(r"、|以及|及|和|与")
INTRODUCTION: Final = re.compile(
    r"^.*?(?:诉求|工单)?(?:类型|类别|来源|渠道)?(?:(?:主要|分别|具体)?(?:包括|包含|涵盖|分为|是指)|主要(?:反映|涉及))(?:有|了)?"
)
"""``诉求类型包括`` 已建成违建: what introduces a list is no part of its first label."""

PERIOD_OF_WHOLE: Final = re.compile(r"(?:19|20)\d{2}年(?:度)?|\d{1,2}月份?")
SHARE_NOUN_REST: Final = re.compile(r"(?:总)?(?:比|比重|比例|的|全部)?")
SHARE_SUBJECT: Final = re.compile(
    r"(?:分别|各|约|共|合计|总共|均|且|也|仅|就|所|则|其|两者|各自|,)*"
)

RATE_ENDING: Final = re.compile(r"(?P<stem>[\u4e00-\u9fff]{1,14}?)(?:率|比例)$")
RATE_NAME: Final = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2})率")
RATE_QUALIFIER: Final = re.compile(r"^(?:诉求|工单|电话|热线|群众|部门|平台|总体|综合)")
RATE_OF_KIND: Final = re.compile(r"^(?:投诉|举报|留言|来信|信件|申请|提案|建议|案件|问题|事项)")
"""投诉解决率 is of 解决, where the counts beside it are of 投诉."""
SAME_STAGE: Final = {"结案": ("办结",), "接通": ("接听", "接起"), "办结": ("结案",)}
"""By the word of a rate, other words for what it counts."""
RATE_LABEL_GENERIC: Final = re.compile(
    r"(?:诉求|工单|电话|来电|投诉|举报|事项|群众|件)?(?:量|总量|数|件数)?$"
)
PROCESS_QUALIFIER: Final = re.compile(r"^(?:已|共|成功|实际|全部|群众|正式)+")
DENOMINATOR_OF: Final = {
    "办结": re.compile(r"受理|收到|接收|应办|督办|交办|派发|转办|转派|登记|接到"),
    "解决": re.compile(r"受理|收到|接收|办结|办理|转办|派发|回访"),
    "接通": re.compile(r"来电|呼入|拨入|进线|话务总量|呼叫"),
    "参评": re.compile(r"回访|征集|推送"),
    "满意": re.compile(r"参评|评价|回访成功|成功回访|回访"),
    "按时结案": re.compile(r"应结案|派单|派发|转办|交办|立案"),
    "按期办结": re.compile(r"应办|到期|应按期|派发|转办|转派|交办|办结"),
    "按时办结": re.compile(r"派单|应办|到期|派发|转办|转派|交办|办结"),
    "直接办结": re.compile(r"受理|收到|接收"),
    "直接答复": re.compile(r"受理|收到|接收"),
    "直接解答": re.compile(r"受理|收到|接收"),
    "在线解答": re.compile(r"受理|收到|接收|接诉|有效诉求|诉求总量"),
    "在线答复": re.compile(r"受理|收到|接收|接诉|诉求总量"),
    "在线办结": re.compile(r"受理|收到|接收|有效诉求"),
    "即时答复": re.compile(r"受理|收到|接收"),
    "调解成功": re.compile(r"调解|受理|组织"),
    "立案": re.compile(r"举报|受理"),
    "回访": re.compile(r"办结|应回访"),
    "采纳": re.compile(r"报送|上报|提出"),
    "转化": re.compile(r"推荐|收到"),
    "办复": re.compile(r"受理|收到|交办"),
    "答复": re.compile(r"受理|收到"),
    "响应": re.compile(r"受理|派发|转派"),
    "签收": re.compile(r"受理|派发|转派|转办|交办"),
    "回复": re.compile(r"收到|接到|受理|留言|来信|信件|交办|转办"),
    "受理": re.compile(r"收到|接到|接收|登记|申请"),
    "结案": re.compile(r"受理|立案|收到|派单"),
    "公开": re.compile(r"应公开"),
    "处理": re.compile(r"受理|接到|收到|有效"),
    "整改": re.compile(r"排查|发现|查出|检查出"),
    "反馈": re.compile(r"派发|转办|交办|转派"),
}
"""By the word of a rate, the counts of which it may be the rate."""
ON_TIME: Final = re.compile(r"^(?:按期|按时|及时|限时)")
OF_ALL_REQUESTS: Final = frozenset(
    ["办结", "直接办结", "直接答复", "直接解答", "在线解答", "在线答复", "在线办结", "即时答复"]
)
RATIO: Final = re.compile(
    r"(?P<names>[^，。；]{2,40}?)(?:数量|件数|诉求量)?(?:之比|的?比例|的?比)(?:约)?(?:为|是|达)?$"
)

PER_DAY: Final = re.compile(
    r"^(?:平均每?[日天](?!气)|日均|每[日天]平均|平均每日|天均)(?P<what>.*)$"
)
PER_WEEK: Final = re.compile(r"^(?:平均每周|每周平均|周均)(?P<what>.*)$")
PER_MONTH: Final = re.compile(r"^(?:平均每个?月|每个?月平均|月均)(?P<what>.*)$")
PER_HEAD: Final = re.compile(r"^(?:平均每人|每人平均|人均)(?![每日天月周年])(?P<what>.*)$")
STAFF: Final = re.compile(r"话务|接线|接听|座席|坐席|客服|受理员|工作人员|专员")
PER_SPAN: Final = re.compile(r"[日天周月季年人]均|平均每|每[日天周月人]平均")
PER_PERIOD: Final = re.compile(
    r"日均|月均|周均|年均|人均|件均|平均|均|每[天日月周人件万百千]|最高|峰值|最大|单日|最多|最长|最低"
)
"""Words that make of a count something that no list adds up."""

PROCESS: Final = re.compile(
    r"^(?:已|按期|按时|直接|在线|即时|及时|当场|全部|成功|有效)*(?:办结|解决|办理|回访|派发|转派|转办|交办|答复|"
    r"解答|整改|满意|化解|处置|涉及|挽回|受理|接听|反馈|核实|督办|立案|调解|退回|不满意|逾期|超期|参评|评价|"
    r"接通|签收|采纳|办复|完成|召开|组织|开展|下发)"
)
"""What is done with requests: after a part of a list it is about that part, not another part."""

DONE: Final = re.compile(
    r"(?:处理|已|已经|正在|依法)(?:答复|办结|结办|办完|回复|办理|处理|处置)(?:数|量|件)?$|"
    r"^(?:目前|现|截至)?(?:正在|尚在|还在|尚未|仍在)|"
    r"^(?:目前|现|均|全部|也)*已经?(?:全部)?(?:转|办[结完理]|结|回[复访]|答复|处[理置]|解[决答]|完成|移|交|整改|"
    r"指引|引导|签收|派)"
)
ALREADY: Final = re.compile(
    r"(?<!自)已经?(?:全部)?(?:转|办|结|回|答|处|解|完|立|移|交|受|整|指|引|签|派|得)"
)
"""``354件来信已转办``: behind a number, what was done with it."""
LEFT_OPEN: Final = re.compile(r"在办|办理中|正在|未|待办|剩余|尚")
STAGE: Final = re.compile(
    r"(?:受理|派单|派发|转办|转派|交办|回访|办结|结案|立案|应[办结]|答复|回复|解答|接听|接通|处理|处置|参评|评价|满意|签收|"
    r"回应|解决)(?!员|人员|中心|平台|组)"
)
"""Stages that one request passes through: counts of several overlap."""
SPLITS: Final = (
    (
        re.compile(r"(?:直接|在线|当场|即时|平台|自行)(?:办结|答复|解答|处理)|直办"),
        re.compile(r"转办|转派|派单|派发|交办|部门办理|承办单位"),
    ),
    (
        re.compile(r"(?<!不)(?<!基本)(?<!较)满意"),
        re.compile(r"基本满意|较满意|一般"),
        re.compile(r"不满意"),
    ),
    (re.compile(r"(?<![未应在])办结(?!率)"), re.compile(r"在办|办理中|正在办理|未办结|待办")),
    (re.compile(r"(?:按期|按时)"), re.compile(r"逾期|超期|超时")),
)
"""Kinds that exclude each other and leave nothing out."""

ATTRIBUTE: Final = re.compile(
    r"^涉|涉及|实名|匿名|联名|重复|多次|越级|疑难|紧急|老年|未成年|学生|女性|男性|党员|学历|外[省地市]|网购|线上"
)
"""What one request may be beside another thing: two of them overlap."""
PUBLISHED: Final = re.compile(r"公开|发布|推送|刊登|信息")
"""What is put out in several places is counted in each."""

PRIOR: Final = re.compile(r"去年|上年|上一年|上月|上个月|上周|上季|上期|同期")
FROM: Final = re.compile(r"(?:由|从)(?P<base>[^，,。；]{0,24})$")
TO: Final = re.compile(
    r"(?P<direction>增加|增长|上升|提高|提升|攀升|上涨|升高|增至|升至|扩大|缩短|压缩|缩减|压降|减少|下降|降低|下滑|回落|降至|减至|降|升|增|减)?"
    r"(?:到|至|为)(?P<base>[^，,。；]{0,16})$"
)
BARE_PRIOR: Final = re.compile(
    r"(?:(?:同比|环比)?[较比与同]?(?:上一?年度?|去年|上个?月|上一?季度?|上周|上期)?(?:同期|同月|全年|年末|末|底)?[的数为是量]*)?"
)
"""What a prior value may be called where the current one has said what is counted."""
COMPARED_WITH: Final = re.compile(
    r"[较比与同](?:(?:上一?年度?|去年|上个?月|上一?季度?|上周|上期)(?:同期|同月|全年)?的?|"
    r"(?P<named>(?:(?:19|20)?\d{2}年)?[^，]{0,8}?(?:年|季度|月份?|周|期))的?)$"
)
"""The words of a value that another is compared with: 较第三季度的 8000件."""
COMPARED_NOUN: Final = re.compile(
    r"[较比与同](?:上一?年度?|去年|上个?月|上一?季度?|上周|上期)(?:同期|同月)?[^，]{0,10}$"
)
"""``与去年诉求量``（120件）: in brackets the noun may stand as well."""
RANKED: Final = re.compile(r"排名|排位|排在|位列|位居|名列|居第|列第")
"""``20个区县排名第4，同比下降``: it is no longer the 20 that is spoken of."""
REACHES: Final = re.compile(r"^(?:达到?|增至|升至|降至|减至|至|为|上升到|下降到|增加到|减少到)$")
UP: Final = re.compile(r"增|升|涨|高|多|攀|扩")
DOWN: Final = re.compile(r"减|降|跌|滑|落|少|低|缩")
OTHER_BASE: Final = re.compile(
    r"[较比与](?:前年|(?:19|20)?\d{2,4}年(?:度|底|末|同期)?|[^，]{0,6}\d{1,2}月)"
)
NAMED_YEAR: Final = re.compile(r"[较比与](?P<year>(?:19|20)\d{2})年(?!\d{1,2}月|[上下第一二三四])")

LOOK: Final = re.compile(
    r"^(?P<owner>.{0,20}?)(?:从|按照?|依据|根据)(?P<aspect>.{1,16}?)(?:上?来?看|来?分析|统计|划分|区分|分类|来?分|分布)$"
)
ASPECT: Final = re.compile(r"^(?P<what>.{2,16}?)(?:方面|领域|上)$")

ENTITY: Final = (
    r"(?:全[市县区省州]|我[市县区省州]|本[市县区省州]|全市域)?(?:各级|各地|城乡)?[“\"]?(?:12345|12315|12329|12333)?"
    r"(?:在线|政务服务|政府服务|政务|便民|政府|公共|市民|民生|服务|消费者?投诉举报|热线|平台|专线|受理中心|中心|"
    r"工作机构|一体化|管理|各|和)*[”\"]?"
)
"""Names of the hotline itself: everything it publishes is about it."""
PLAIN_ENTITY: Final = re.compile(r"(?:本)?(?:热线|平台|中心)(?=受理|接听|接收|收到|办理|接诉)")
ENTITY_SIGN: Final = re.compile(r"[全我本][市县区省州]|123")
CITIZENS: Final = "群众诉求"
REQUESTS_ARE_IN: Final = frozenset(["件", "宗", "单", "件次"])
"""Measure words of requests of every kind."""
PEOPLE_WORDS: Final = frozenset(["群众", "市民", "公众", "居民", "网民", "社会公众", "群众和市民"])
"""Everybody, or those who are no enterprise: that depends on the document."""
NOT_CITIZENS: Final = re.compile(
    r"企业(?:类|诉求|工单|来电|专席|专员|专线|热线|服务热线)|一企来|涉企|信息采集"
)
"""Who asks beside citizens, so that 群众 are not everybody."""
EVERY_KIND: Final = re.compile(
    r"各类|热线|各项|各种|全部|有效|反映|事项|问题|(?<=.)的|(?:诉求|工单)$"
)
KIND: Final = re.compile(r"非?咨询|投诉|举报|求助|建议|表扬|感谢")
DONE_WITH: Final = re.compile(
    r"^(?:共|已|新|直接|累计)*(?:受理|接收|收到|接到|承办|办理|处理|处置|登记|反映|涉及|采集|接诉)(?:了)?"
)
PEOPLE: Final = re.compile(
    r"企业和?群众|群众和?企业|企业、群众|群众、企业|市民群众|广大(?:群众|市民|企业)?|市民和企业|社会各界"
)

SLOGAN: Final = re.compile(
    r"^(?:不断|进一步|持续|全面|深入|扎实|有力|有效|积极|充分|切实|着力|大力|坚持|坚决|聚焦|围绕|通过|为|推动|推进|"
    r"强化|优化|完善|提升|加强|落实|贯彻|发挥|深化|突出|做好|做到|开展|建立|健全|构建|按照|根据|在|随着|以|实现|"
    r"始终|认真|严格|紧盯|紧扣|努力|主动|共同|总体|整体|具体|据统计|经统计|统计显示|数据显示|总的来看|总之|综上|概括|归纳|近年来|依托)"
)
NARROWING: Final = re.compile(
    r"渠道|端|类|专[员席线班栏]|县|区|局|街道|乡镇|镇|企业|人才|疫情|网|APP|微信|领域|行业|部门|热点|"
    r"[“”]|平台|问题|群众|市级|省|小程序|公众号|双号|110"
)
"""Words that may narrow down what a clause speaks of."""

GENERIC: Final = re.compile(
    r"人工服务|工单|事项|信件|说明|备注|注释|内容|能力|效力|延伸|承接|机制|体系|水平|深入|全面|有效|显著|取得|完善|"
    r"总体|基本|整体|情况|概况|概述|数据|诉求|受理|办理|办件|运行|服务|热线|平台|工作|分析|综合|效能|质效|主要|"
    r"总量|来源|渠道|类别|类型|分类|统计|特点|数量|话务|接听|接通|来电|业务|年度|月度|季度|本月|本周|全市|全县|"
    r"全区|政府|政务|便民|质量|办结|处置|满意度|满意|评价|回访|12345|12315|在线|投诉|举报|及|与|和|的|、|量|"
    r"稳步|持续|平稳|明显|显著|进一步|不断|大幅|小幅|总|有所|增长|增强|提升|上升|下降|提高|改善|回落|成效|良好|向好|"
    r"保持|加强|深化|优化|高位|企业群众|群众企业|指标|关键|核心|部分|热点|剖析|重点|公开|发布|通报|报告|简报|周报|月报|年报|季报"
)
"""Words of headings that narrow nothing down."""

SPECIFIC: Final = frozenset([
    "政风热线收到诉求", "现场回应诉求", "直播后督办诉求", "上线人数", "上线负责人数",
    "政风热线满意率", "尚贤诉求总量", "尚贤电话", "尚贤互联网", "尚贤其他来源",
    "尚贤接听员解答", "尚贤专员解答", "尚贤部门办理", "百科部门单位", "百科信息专员",
    "政务信息总量", "问答总量", "实名注册用户数", "引用答复量", "部门答复量", "晓苏问答总量",
    "浏览量", "推荐信息量", "转化量", "转化率", "一企来办诉求总量", "归集惠企政策",
    "双号互转总量", "12345转110", "110转12345", "警单按时办结率", "警单满意率",
    "分析专报上报总量", "分析专报领导签批", "话务人员总数", "话务岗人员", "接听员数",
    "政策专员数", "企业专员数", "人才专员数", "尚贤接听员数", "人才政务信息", "人才信息问答数",
    "每十万人座席数",
])  # fmt: skip
"""Indicators about one thing wherever they stand. Of any other (满意率, 在线解答) each slice
has its own, and it must be clear which is meant."""

REQUEST_UNITS: Final = frozenset(
    ["件", "封", "条", "起", "宗", "例", "份", "单", "通", "人次", "件次"]
)
KINDS: Final = re.compile(r"投诉|举报|咨询|求助|建议|表扬|类")
"""Labels that name a kind of request, so that what follows may be about that kind alone."""
CHANNELS: Final = frozenset(["电话", "互联网", "承办转办", "上级督办", "其他来源"])
CHANNEL_WORD: Final = re.compile(r"渠道|来源|途径|方式|端")

VERB_MEMBERS: Final = frozenset({"接听", "呼出"})
"""Slices whose names are verbs: in a sentence they say what was done, not what it is about."""

VERB: Final = re.compile(
    r"^(?:录入|归集|形成|报送|配备|组建|设有|设立|拥有|发布|累计|完成|实现|推送|建成|现有|开通|服务)"
)
"""What was done with a thing before its name: 录入政务信息总量."""

RECEIVED: Final = re.compile(
    r"^(?:新)?(?:受理|接收|收到|接到|受理的|登记|收集|接诉|受理了)(?P<what>.*?)(?:诉求|工单|件|来电诉求)?(?:总?量|总数|数量|数)?$"
)
UNDERTAKEN: Final = re.compile(r"^承办(?P<what>.*?)(?:诉求|工单)?(?:总?量|总数|数量|数)?$")
RECEIVED_INDICATOR: Final = "诉求总量"
UNDERTAKEN_INDICATOR: Final = "承办诉求量"

AMONG: Final = re.compile(r"^[\u4e00-\u9fff]{0,6}(?:排名|排序|位居|位列|名列|居第|列第|中排)")
"""``全市20个区县排名第4``: among how many something ranks."""
WITHIN_MANY: Final = re.compile(r"^[\u4e00-\u9fff]{0,10}(?:之?中|里|内)$")
"""``在70家公司中，…增加621件``: those among whom something stands out."""
RUNNING: Final = re.compile(r"累计")
OF_REQUESTS: Final = re.compile(r"(?:诉求|受理|工单)(?:受理)?(?:总?量|总数|的)?$")
"""A named denominator that is all requests: 占受理总量的, 占全年诉求."""
OF_EVERYTHING: Final = re.compile(
    r"(?:全?[市县区省州]|各级|各地|12345|12315|热线|平台|系统|机构|和|总|新|年度?|的|其中)*"
)
"""What may stand beside the name of a whole and narrows it down to nothing."""
GRAND_TOTAL: Final = re.compile(r"(?:诉求|工单|受理|办理|热线|办件)*(?:总量|总数|总件数)")
ANAPHORIC: Final = re.compile(r"(?:该|此|这)(?:类|项|部分|一?领域|方面)")
"""``占该类诉求的``: the whole of its own list, whatever it is called."""
WHOLE_GENERIC: Final = re.compile(
    r"全年|全部|全市|全县|全区|所有|同期|本月|本周|本季度?|当月|当周|各类|诉求|工单|受理|总量|总数|总件数|总|数量|"
    r"件数|类|件|量|数|的|相关|本|该|此|共|有效|企业群众|群众企业|全渠道"
)
"""Words of a named denominator that do not tell it from another."""

DIFFERENCE: Final = re.compile(
    r"^(?P<subject>.{0,24}?)(?:同比|环比|净|较.{1,10}?|比.{1,10}?|与.{1,8}?相比)?"
    r"(?:(?P<up>增加|新增加|增长|净增|多出?|上升|延长)|(?P<down>减少|下降|少|降低|缩短|压缩))了?$"
)
"""``增加`` 120件: a change that no comparison announces."""

YEARLY: Final = re.compile(r"同比|去年|上一?年|上年")
MONTHLY: Final = re.compile(r"环比|上个?月|上周|上一?季|上期")
TIMES_PRIOR: Final = re.compile(
    r"(?:是|为|达到?|相当于|约为)(?:去年|上一?年|上个?月|上周|上季度?|同期|(?:19|20)\d{2}年|前年)"
    r"(?:度|同期|同月|全年)?的?$"
)
"""``是去年4500件的2倍``: the words before the value that another is a multiple of."""
SAME_SUBJECT: Final = re.compile(
    r"^(?:该类|此类|这类|上述|总体|数量|总量|件数|诉求量|受理量|诉求总量|工单量|话务量|来电量|总数|两者|分别|均|其|且|并|"
    r"办件量|诉求数量|受理总量|相比|相比较|,)*$"
)
"""A subject of a change that is the value just told."""
