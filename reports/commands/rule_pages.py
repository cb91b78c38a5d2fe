"""The manual page of a rule, written from the rule itself."""

from __future__ import annotations

from functools import partial

from gouji.checks.telling.told_cases import told_case
from gouji.reports.saying.phrases import say
from gouji.reports.saying.templates import fill, verbatim
from gouji.rules.rule import Rule
from gouji.texts.bilingual import Lang


def page(rule: Rule, lang: Lang = "zh") -> str:
    """Write the manual page of a rule in Markdown, its cases with their working."""
    equations = [equation.text for equation in rule.equations]
    where = [say(f"page-each-{rule.for_each}", lang)]
    if rule.within:
        where.append(say("page-within", lang, words="、".join(rule.within)))
    marks = {"[": "page-optional", "@": "page-roles"}
    return fill(
        "rule.md",
        lang,
        spell=verbatim,
        rule=rule,
        title=rule.told("title", lang),
        equations=equations,
        notes=[note for mark, note in marks.items() if any(mark in e for e in equations)],
        because=rule.told("because", lang),
        where=say("sentence-joint", lang).join(where),
        innocent=rule.excuses(lang),
        cases=[told_case(rule, case) for case in rule.cases],
        sentence=partial(_sentence, lang=lang),
    )


def _sentence(text: str, lang: Lang) -> str:
    """Begin with a capital and end with a stop, where the language has them."""
    text = text.rstrip(".。")
    return f"{text}。" if lang == "zh" else f"{text[:1].upper()}{text[1:]}."
