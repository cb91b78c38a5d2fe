"""Every fixed phrase of every report, in both languages, by its name."""

from __future__ import annotations

from gouji.checks.finding import Lang, Words


class Count(int):
    """A number that knows its plural: ``{n:check|checks}`` says ``1 check``, ``2 checks``."""

    def __format__(self, spec: str) -> str:
        if "|" not in spec:
            return int.__format__(self, spec or ",")
        one, many = spec.split("|")
        return f"{int(self):,} {one if self == 1 else many}"


def say(phrase: str, lang: Lang, **values: object) -> str:
    """Say a phrase; whole numbers among ``values`` get their thousands and their plural."""
    counted = {name: Count(v) if isinstance(v, int) else v for name, v in values.items()}
    return PHRASES[phrase].say(lang).format(**counted)


PHRASES: dict[str, Words] = {
    # severities and verdicts
    "error": Words("错误", "error"),
    "warning": Words("警告", "warning"),
    "note": Words("提示", "note"),
    "errors": Words("{n} 个错误", "{n:error|errors}"),
    "warnings": Words("{n} 个警告", "{n:warning|warnings}"),
    "notes": Words("{n} 个提示", "{n:note|notes}"),
    "ties": Words("相符", "ties"),
    "ties-truncated": Words("截尾后相符", "ties when truncated"),
    "breaks": Words("不符", "does not tie"),
    "impossible": Words("不可能", "impossible"),
    "unexplained-remainder": Words("有未列明的余数", "unexplained remainder"),
    "conflict": Words("前后不一", "conflict"),
    "undecidable": Words("无法判定", "undecidable"),
    # places
    "page": Words("第{n:d}页", "page {n:d}"),
    "line": Words("第{n:d}行", "line {n:d}"),
    "paragraph": Words("第{n:d}段", "paragraph {n:d}"),
    "table": Words("表{n:d}", "table {n:d}"),
    "row": Words("第{n:d}行", "row {n:d}"),
    "column": Words("第{n:d}列", "column {n:d}"),
    "place-joint": Words(" ", ", "),
    "list-joint": Words("、", ", "),
    "sentence-joint": Words("；", "; "),
    "colon": Words("：", ": "),
    "quoted": Words("“{text}”", "“{text}”"),
    "in-brackets": Words("（{text}）", " ({text})"),
    # units
    "unit-points": Words("个百分点", "pp"),
    "unit-per-mille-points": Words("个千分点", "per mille points"),
    # a finding
    "headline": Words("{verdict}：{title}", "{verdict}: {title}"),
    "computed": Words("算得", "computed"),
    "computed-about": Words("算得约", "computed, about"),
    "as-printed": Words("原文", "printed"),
    "printed-as": Words("原文“{text}”", "printed “{text}”"),
    "difference": Words("相差", "difference"),
    "more-evidence": Words("同一原因还牵动", "The same cause also upsets"),
    "more-of-the-same": Words(
        "另有 {n} 条同因", "and {n:more check|more checks} of the same cause"
    ),
    "suggestion": Words("可能的笔误", "A possible slip"),
    "suggestions": Words(
        "可能的笔误（是其中一处，单凭数字无法断定是哪一处）",
        "Possible slips (one of them; the figures cannot say which)",
    ),
    "change-figure": Words(
        "把{what}的 {old} 改为 {new}{slip}", "{what} read {new} instead of {old}{slip}"
    ),
    "change-joint": Words("，并", " and "),
    "if-changed": Words("若{changes}，", "if {changes}, "),
    "restores": Words("{n} 条勾稽关系可随之相符", "{n:equation would tie|equations would tie}"),
    "restores-all": Words(
        "{n} 条勾稽关系全部相符",
        "{n:equation would tie: all of it|equations would tie: all of them}",
    ),
    "innocent": Words("也可能是", "It may also be innocent"),
    "details": Words("编号与规则", "Id and rule"),
    "rule-and-id": Words(
        "结论：{verdict}；规则：{rule}；编号：{id}", "verdict: {verdict}; rule: {rule}; id: {id}"
    ),
    "certainty": Words("把握 {percent}%；凭{licence}", "certainty {percent} %; {licence}"),
    "family": Words("，同族 {members} 处中 {tie} 处相符", ", {tie} of {members} of its family tie"),
    # documents and the summary
    "document": Words("披露文件", "disclosure"),
    "documents": Words("{n} 份披露文件", "{n:disclosure|disclosures}"),
    "elsewhere": Words("其他文件", "other documents"),
    "summary": Words("审核汇总", "Summary"),
    "figures": Words("数字", "figures"),
    "checks": Words("核验", "checks"),
    "findings": Words("疑点", "findings"),
    "coverage": Words("覆盖率", "coverage"),
    "rounding": Words("修约", "rounding"),
    "half-up": Words("四舍五入", "half-up"),
    "truncated": Words("截尾", "truncated"),
    "unknown": Words("未能判明", "unknown"),
    "rate-changes": Words("率的变化", "changes of rates"),
    "points": Words("百分点", "points"),
    "relative": Words("相对变化", "relative"),
    "all-documents": Words("合计", "total"),
    "total": Words("共 {parts}。", "In all: {parts}."),
    "nothing-given": Words(
        "没有一份文件可供审核，退出码为 2；请核对路径和 --exclude",
        "there was nothing to audit, which is exit 2; check the paths and --exclude",
    ),
    "nothing-read": Words("没有可供审核的文件。", "There was no document to audit."),
    "baseline-made": Words(
        "已记入 {n} 处疑点，此后只有新的才算",
        "{n:finding is|findings are} known from now on; only new ones count",
    ),
    "baseline-renewed": Words(
        "现有 {n} 处疑点，新增 {new} 处，移出 {gone} 处",
        "{n:finding|findings}, {new} of them new, {gone} dropped",
    ),
    "severity-meaning": Words(
        "错误：印出的数字无论怎样修约都对不上。警告：对不上，但关系是推断的，或者口径可能不同。"
        "提示：值得看一眼，未必有问题。",
        "error: no reading of the printed numbers ties. warning: it does not tie, but the relation "
        "is inferred or the figures may be defined differently. note: worth a look, perhaps fine.",
    ),
    "suppressed": Words(
        "另有 {n} 处疑点已豁免或列入基线，没有计入。",
        "{n:more finding is|more findings are} waived or known to the baseline, and not counted.",
    ),
    # nothing found
    "all-tie": Words(
        "没有发现对不上的数字。核验了 {checks} 条勾稽关系，{ties} 条相符。",
        "Nothing found that does not tie. Of {checks:check|checks}, {ties} tied.",
    ),
    "no-checks": Words(
        "没有发现疑点，但也没有一条勾稽关系能用在这些数字上：这不等于数字没有问题。",
        "Nothing found, but no equation could be applied to these figures either: "
        "that does not mean they are right.",
    ),
    # the page
    "audit-report": Words("勾稽审核报告", "Audit of published figures"),
    "brief-report": Words("审核摘要", "Summary of an audit"),
    "brief-covered": Words(
        "共 {n} 个数字：{tied} 个有算式核过，{bounded} 个只核对过不超出应有的范围，"
        "{unchecked} 个没有核到。",
        "Of {n:figure|figures}, {tied} were computed from others, {bounded} only held within "
        "bounds, {unchecked} not checked.",
    ),
    "brief-findings": Words("请先核实", "To be looked at first"),
    "brief-more": Words(
        "另有 {n} 处，见完整报告。", "{n:more finding is|more findings are} in the full report."
    ),
    "sort-by": Words("按此列排序", "sort by this column"),
    "skip-to-findings": Words("跳到疑点", "Skip to the findings"),
    "some-findings": Words(
        "有 {n} 处值得看一看：{parts}。", "{n:place is|places are} worth a look: {parts}."
    ),
    "filter": Words("筛选疑点", "Filter the findings"),
    "any": Words("全部", "all"),
    "shown-of": Words("显示 {shown} / {n} 处疑点", "{shown} of {n} findings shown"),
    "nothing-here": Words("这份文件里没有疑点。", "Nothing to look at in this disclosure."),
    "show-figures": Words("在原文中指出", "Show in the disclosure"),
    "same-cause": Words(
        "同一原因还牵动 {n} 条核验", "The same cause upsets {n:more check|more checks}"
    ),
    "finding-number": Words("疑点", "finding"),
    "never-checked": Words("没有参与任何有结论的核验", "took part in no decided check"),
    "only-bounded": Words(
        "只核对过不超出应有的范围", "only held within bounds; no equation computes it"
    ),
    "accepted-break": Words(
        "有不符之处，已豁免或列入基线", "does not tie; waived or known to the baseline"
    ),
    "redrawn": Words("披露文件（按读取内容重绘）", "The disclosure, drawn again as it was read"),
    "legend-suspect": Words("有疑点", "in a finding"),
    "legend-ties": Words("相符", "ties"),
    "legend-bounded": Words("仅核范围", "only held in bounds"),
    "legend-unchecked": Words("未核验", "never checked"),
    "bounded": Words("仅核范围", "only in bounds"),
    "not-checked": Words("未核", "unchecked"),
    "tied": Words("算得出", "tied"),
    "coverage-meaning": Words(
        "覆盖率：有方程算出它、或因此报出疑点的数字所占的份额；只核对过不超出范围的不算。",
        "Coverage is the share of figures that an equation computes, be it that they tie or not; "
        "those only held within bounds are not counted.",
    ),
    "unchecked-list": Words(
        "没有算出来的 {n} 个数字及原因", "{n:figure|figures} that no equation decided on, and why"
    ),
    "all-checks": Words("全部 {n} 条有结论的核验", "All {n:check|checks} that were decided"),
    "sheet-checks": Words("全部核验", "Checks"),
    "sheet-unchecked": Words("未核的数字", "Unchecked figures"),
    "column-number": Words("序号", "no."),
    "column-certainty": Words("把握", "certainty"),
    "column-difference-unit": Words("相差的单位", "unit of the difference"),
    "column-reason": Words("原因", "reason"),
    "column-sentence": Words("原句", "sentence"),
    "column-equation": Words("方程", "equation"),
    "rows-cut": Words(
        "表格过大，还有 {n} 行没有画出。", "The table is too large; {n:row is|rows are} not drawn."
    ),
    "ties-of-checks": Words("相符 / 核验", "ties / checks"),
    "not-an-accusation": Words(
        "“对不上”只说明印出的数字彼此不一致，不说明哪一个是错的，更不说明原因；发布或引用之前，请先向发布单位核实。",
        "“Does not tie” says that printed figures disagree, not which of them is wrong, nor why; "
        "ask the issuer before you publish.",
    ),
    # marked copies
    "finding-name": Words("疑点 {n}（{severity}）", "Finding {n} ({severity})"),
    "see-finding": Words("{name}，详见 {place}", "{name}; see {place}"),
    "not-placed": Words(
        "下列疑点未能在文中定位：", "The following findings could not be placed in the text:"
    ),
    "redrawn-book": Words(
        "原件格式不能写入批注；本副本按读到的内容另制，格式与公式未保留。",
        "The original's format can't hold these comments; this copy was made anew from what was "
        "read, without its styles and formulas.",
    ),
    "converted-copy": Words(
        "本副本由 LibreOffice 从旧版 Word 文件转换而来。",
        "This copy was converted by LibreOffice from an old Word file.",
    ),
    "copied": Words("{output}：已标注 {parts}", "{output}: marked {parts}"),
    "copied-lost": Words(
        "；{n} 处数字未能定位，写在文首批注里",
        "; {n:figure was|figures were} not found in the text and {n:is|are} told at its beginning",
    ),
    # gates and sheets
    "waiver": Words("豁免", "waiver"),
    "baseline": Words("已列入基线", "known to the baseline"),
    "checks-that-tie": Words("{n} 条核验相符", "{n:check ties|checks tie}"),
    "checks-undecidable": Words("{n} 条核验无法判定", "{n:check is|checks are} undecidable"),
    "sheet-findings": Words("疑点", "Findings"),
    "sheet-figures": Words("涉及的数字", "Figures"),
    "sheet-documents": Words("披露文件", "Documents"),
    "sheet-unread": Words("未审核", "Not audited"),
    "column-id": Words("编号", "id"),
    "column-rule": Words("规则", "rule"),
    "column-severity": Words("严重程度", "severity"),
    "column-verdict": Words("结论", "verdict"),
    "column-document": Words("文件", "document"),
    "column-issuer": Words("发布单位", "issuer"),
    "column-period": Words("期间", "period"),
    "column-title": Words("标题", "title"),
    "column-message": Words("说明", "message"),
    "column-working": Words("算式", "working"),
    "column-difference": Words("相差", "difference"),
    "column-evidence": Words("依据条数", "pieces of evidence"),
    "column-suggestion": Words("可能的笔误", "possible slips"),
    "column-innocent": Words("其他解释", "innocent explanations"),
    "column-role": Words("角色", "role"),
    "column-label": Words("标签", "label"),
    "column-text": Words("原文", "as printed"),
    "column-value": Words("数值", "value"),
    "column-low": Words("下限", "low"),
    "column-high": Words("上限", "high"),
    "column-unit": Words("单位", "unit"),
    "column-change": Words("升降", "change"),
    "column-place": Words("出处", "place"),
    # what was not checked
    "unchecked": Words("本次没有核到的", "What this audit did not check"),
    "unchecked-figures": Words(
        "{n} 个数字没有参与任何有结论的核验，它们是否正确，本次无从说起。",
        "{n:figure|figures} took part in no decided check; the audit says nothing about them.",
    ),
    "bounded-figures": Words(
        "{n} 个数字只核对过不超出应有的范围（如不超过 100%、不超过总量），没有算式算出它们。",
        "{n:figure was|figures were} only held within bounds (below 100 %, below a whole); "
        "no equation computes them.",
    ),
    "how-to-list": Words(
        "逐个列出及原因：gouji figures --unchecked；全部核验：gouji audit --ties。",
        "gouji figures --unchecked lists each and why; gouji audit --ties lists every check.",
    ),
    "unchecked-undecidable": Words(
        "{n} 条核验缺少所需的数字，无法判定。",
        "{n:check|checks} could not be decided: a figure they need is not printed.",
    ),
    "unchecked-rules": Words(
        "{n} 条规则没有找到对应的数字。", "{n:rule|rules} found nothing to bind to."
    ),
    "and-more": Words("等 {n} 条", "… {n} in all"),
    "held-against": Words("与其他文件的核对", "Held against other documents"),
    "held-against-one": Words(
        "{document}：与 {other} 核对 {n} 处，{ties} 处相符",
        "{document}: {n:check|checks} against {other}, {ties} of them tie",
    ),
    "archived": Words("{other}（档案）", "{other} (archive)"),
    "apart-and-more": Words("{documents}等 {n} 份文件", "{documents} … {n} disclosures in all"),
    "skipped-pictures": Words(
        "文件夹里有 {n} 张图片没有读取（安装附加组件 gouji[ocr] 后可识别）：{names}",
        "{n:picture|pictures} in folders not read (the extra gouji[ocr] reads them): {names}",
    ),
    "skipped-files": Words(
        "文件夹里有 {n} 个文件不是能审核的格式，没有读取：{names}",
        "{n:file|files} in folders not read, of no format that can be audited: {names}",
    ),
    "skipped-picture": Words(
        "是图片，没有读取；安装附加组件 gouji[ocr] 后可识别",
        "a picture, not read; the extra gouji[ocr] reads it",
    ),
    "skipped-file": Words(
        "不是能审核的格式，没有读取", "of no format that can be audited; not read"
    ),
    "and-more-files": Words("{names} 等", "{names} …"),
    "unread-part": Words("{document}：{reason}", "{document}: {reason}"),
    "unreadable": Words("未能审核的文件", "Could not be audited"),
    "unreadable-input": Words("{path}：{reason}", "{path}: {reason}"),
    "unreadable-count": Words("{n} 份文件未能审核。", "{n:input|inputs} could not be audited."),
}
