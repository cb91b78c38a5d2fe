"""``gouji rules why RULE FILE``: place by place, why a rule bound or did not."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.audit import Audit
from gouji.checks.finding import Lang, Words
from gouji.checks.why import Site, sites
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import where_in_full
from gouji.reports.saying.untrusted import printable
from gouji.rules.rule import Rule

MOST_SITES = 60
_PHRASES = {
    "bound": Words("用上了 {n} 处，{unbound} 处没有", "bound at {n}, not at {unbound}"),
    "nowhere": Words(
        "没有一处印有它所说的数字。它在何处成立：{because}",
        "nothing here prints what it is about. Where it holds: {because}",
    ),
    "lacks": Words("缺“{name}”", "lacks “{name}”"),
    "apart": Words(
        "“{name}”印的是别的范围或时期的", "“{name}” is printed of another scope or time"
    ),
    "near": Words("（相近的标签：{labels}）", " (labels near it: {labels})"),
    "instead": Words("同一关系由规则 {rule} 核验", "rule {rule} states the same there"),
    "set-aside": Words("被别的关系取代，不核验", "set aside for another relation"),
    "more": Words("……另有 {n} 处", "… and {n} more"),
}


def told(audit: Audit, rule: Rule, lang: Lang) -> str:
    """The rule with its equations, then a line a place."""
    found = sites(audit, rule)
    equations = "; ".join(equation.text for equation in rule.equations)
    lines = [f"{rule.id}  {rule.title if lang == 'zh' else rule.title_en}", f"  {equations}"]
    lines += [_line(site, audit, lang) for site in found[:MOST_SITES]]
    if len(found) > MOST_SITES:
        lines.append(_say("more", lang, n=len(found) - MOST_SITES))
    if not found:
        because = rule.because if lang == "zh" else rule.because_en
        lines.append(_say("nowhere", lang, because=because))
    n = sum(site.outcome is not None for site in found)
    lines.append(_say("bound", lang, n=n, unbound=len(found) - n))
    return "\n".join(map(printable, lines)) + "\n"


def _line(site: Site, audit: Audit, lang: Lang) -> str:
    figure = audit.material.figures[site.figures[0]]
    place = "  ".join(filter(None, (where_in_full(figure, lang), figure.label)))
    mark = "✗" if site.outcome is None else "✓"
    return f"{mark} {place}: {say('list-joint', lang).join(_became(site, lang))}"


def _became(site: Site, lang: Lang) -> Iterator[str]:
    if site.instead:
        yield _say("instead", lang, rule=site.instead)
    for name in site.apart:
        yield _say("apart", lang, name=name)
    for name, labels in site.lacking.items():
        if name in site.apart:
            continue
        near = say("list-joint", lang).join(labels)
        yield _say("lacks", lang, name=name) + (_say("near", lang, labels=near) if near else "")
    if site.outcome is not None:
        yield say(site.outcome.verdict, lang)
    elif not site.lacking:
        yield _say("set-aside", lang)


def _say(phrase: str, lang: Lang, **values: object) -> str:
    return _PHRASES[phrase].say(lang).format(**values)
