"""``gouji rules why RULE FILE``: place by place, why a rule bound or did not."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.audit import Audit
from gouji.checks.finding import Lang
from gouji.checks.why import Site, sites
from gouji.reports.saying.lines import block
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import where_in_full
from gouji.rules.rule import Rule

MOST_SITES = 60


def told(audit: Audit, rule: Rule, lang: Lang) -> str:
    """The rule with its equations, then a line a place."""
    found = sites(audit, rule)
    equations = "; ".join(equation.text for equation in rule.equations)
    lines = [f"{rule.id}  {rule.title if lang == 'zh' else rule.title_en}", f"  {equations}"]
    lines += [_line(site, audit, lang) for site in found[:MOST_SITES]]
    if len(found) > MOST_SITES:
        lines.append(say("site-more", lang, n=len(found) - MOST_SITES))
    if not found:
        because = rule.because if lang == "zh" else rule.because_en
        lines.append(say("site-nowhere", lang, because=because))
    n = sum(site.outcome is not None for site in found)
    lines.append(say("site-bound", lang, n=n, unbound=len(found) - n))
    return block(lines)


def _line(site: Site, audit: Audit, lang: Lang) -> str:
    figure = audit.material.figures[site.figures[0]]
    place = "  ".join(filter(None, (where_in_full(figure, lang), figure.label)))
    mark = "✗" if site.outcome is None else "✓"
    return f"{mark} {place}: {say('list-joint', lang).join(_became(site, lang))}"


def _became(site: Site, lang: Lang) -> Iterator[str]:
    if site.instead:
        yield say("site-instead", lang, rule=site.instead)
    for name in site.apart:
        yield say("site-apart", lang, name=name)
    for name, labels in site.lacking.items():
        if name in site.apart:
            continue
        near = say("list-joint", lang).join(labels)
        yield say("site-lacks", lang, name=name) + (
            say("site-near", lang, labels=near) if near else ""
        )
    if site.outcome is not None:
        yield say(site.outcome.verdict, lang)
    elif not site.lacking:
        yield say("site-set-aside", lang)
