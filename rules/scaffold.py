"""Files to begin with: a pack with one rule, a project's settings. Commented, and ready to run."""

from __future__ import annotations

import re

from gouji.rules.problem import Problem, RuleError

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PACK = """\
# gouji 规则包：把下面的例子改成自己的规则。/ A rule pack: turn the example into a rule of your own.
#   gouji rules test --rules {file}     跑例子 / run the cases
#   gouji rules lint --rules {file}     查矛盾、重复、未知指标 / contradictions, unknown names
#   gouji audit --rules {file} 文件      用它审核 / audit with it
pack: {id}
title: {id}
title-en: {id}
# extends: [hotline]      # 在现有规则包上增改 / build on a pack; 改一条写 {{id: …, override: true}}
rules:
  - id: {id}
    title: 总量等于两个分项之和
    title-en: The total is the sum of its two parts
    # 方程：+ - * / ( )，[可选项]，sum mean min max prior；指标名见 vocabulary.yaml
    # Terms are indicators of the vocabulary; [ ] marks a term that counts where it is printed.
    equation: 诉求总量 = 电话 + 互联网 + [其他来源]
    for-each: row           # row 同一范围的一行；table 一张表；document 整份文件
    # within: [诉求受理]     # 只在标题或表头含有这些字的表里 / only under such headings
    severity: error         # error 怎样都对不上；warning 口径可能不同；note 提示
    because: 表头把总量按来源分列
    because-en: the header breaks the total down by channel
    innocent: [另有来源而未列出]
    innocent-en: [there is a channel that is not listed]
    # 例子里的数字照印刷的样子写，加引号 / printed numbers in quotes, as they are printed
    cases:
      - ties: {{诉求总量: "1292", 电话: "1248", 互联网: "44"}}
      - breaks: {{诉求总量: "1320", 电话: "1248", 互联网: "44"}}
        says: "28"
"""

_SETTINGS = """\
# gouji 的设置。命令行上写的优先于这里。/ Settings of gouji; the command line goes first.
# 路径以本文件所在文件夹为准。/ Paths are relative to this file.

# 审核什么 / what to audit
# paths = ["reports"]
# exclude = ["*.csv", "reports/old"]

# 用哪些规则 / by which rules; 规则包名、文件或文件夹 / bundled names, files, folders
# packs = ["hotline", "bulletin", "openness"]
# vocabulary = ["words.yaml"]

# 何种疑点使检查不通过 / what fails the gate: error, warning, note, never
fail-on = "error"

# 语言 / language: zh, en
lang = "zh"

# 进程数，0 为自动 / processes, 0 for one a core
# jobs = 0

# 已知的疑点 / known findings: gouji baseline create --output gouji-baseline.json
# baseline = "gouji-baseline.json"

# 与哪个档案中的往期数字比较 / the archive of past figures to compare with: gouji archive add
# archive = "gouji.duckdb"

# 按规则定严重程度，off 为停用 / severity by rule; off turns it off
[severities]
# total-column = "note"

# 读取的上限 / limits of reading
[limits]
# bytes = 50000000

# 豁免：理由必填；编号 id，或 rule 加 label、place、document 之一
# Waivers: the reason is required; an id, or a rule with label, place or document.
# [[waivers]]
# rule = "share"
# label = "企业诉求*"
# reason = "分母为有效诉求"
# author = "李"
# expires = 2026-12-31
"""


def pack(id_: str, file: str) -> str:
    """Write a pack of one rule, to be kept in ``file``; RuleError where ``id_`` can be no id."""
    if not _ID.fullmatch(id_):
        zh, en = (
            "编号须由小写字母、数字和连字符组成",
            "an id is of lower-case letters, digits, hyphens",
        )
        raise RuleError([Problem(id_, f"{zh}，如 our-channels", f"{en}, like our-channels")])
    return _PACK.format(id=id_, file=file)


def settings() -> str:
    """Write the settings of a project, all of them explained."""
    return _SETTINGS
