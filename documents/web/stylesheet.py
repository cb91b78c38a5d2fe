"""What the page's own style sheet hides, strikes or raises, written where it is read: on elements.

Selectors of elements, classes and ids, below one another, are known; rules of media are not
(those for print hide what the screen shows).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from gouji.documents.files.source import Source

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_TOLD = re.compile(
    r"(display|visibility|font-size|vertical-align|text-decoration(?:-line)?)\s*:([^;{}]+)",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"(?=[\w*.#-])([a-zA-Z][a-zA-Z0-9]*|\*)?((?:[.#][\w-]+)*)")
_IMPORTANT = re.compile(r"\s*!\s*important\s*", re.IGNORECASE)
_HIDING = frozenset({"display", "visibility"})
_OPENED_BY_SCRIPTS = "self::table | .//table | .//p | .//div | .//li"
"""What a page hides at first and shows at a click; it is on the page all the same."""

_Compound: TypeAlias = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A selector, its outermost compound first, and what it says; a higher rank wins."""

    selector: tuple[_Compound, ...]
    rank: tuple[int, int, int, int]
    told: tuple[tuple[str, str], ...]

    def holds(self, element: etree._Element) -> bool:
        *outer, last = self.selector
        if not _matches(element, last):
            return False
        around = element.iterancestors()
        return all(any(_matches(one, compound) for one in around) for compound in reversed(outer))


def write_styles(source: Source, root: etree._Element, article: etree._Element) -> None:
    """Give each element below ``article`` what the sheets of ``root`` say of it.

    An element's own style stands, but against what is important; no sheet hides what only
    a script would show.
    """
    rules: dict[str, list[_Rule]] = defaultdict(list)
    for rule in _rules("\n".join(sheet.text or "" for sheet in root.iter("style"))):
        tag, names = rule.selector[-1]
        rules[max(names, default=tag)].append(rule)
    if not rules:
        return
    for element in article.iterdescendants(etree.Element):
        source.hurry()
        keys = ("*", str(element.tag), *_names(element))
        said = _said(element, [rule for key in keys for rule in rules.get(key, ())])
        if said:
            element.set("style", ";".join((element.get("style", ""), *said)))


def _said(element: etree._Element, rules: list[_Rule]) -> list[str]:
    """The declarations that win on ``element``, its own aside."""
    told: dict[str, tuple[bool, str]] = {}
    for rule in sorted((r for r in rules if r.holds(element)), key=lambda r: r.rank):
        for name, value in rule.told:
            plain, important = _IMPORTANT.subn("", value)
            if important or not told.get(name, (False, ""))[0]:
                told[name] = bool(important), plain.strip()
    own = {found[1].lower() for found in _TOLD.finditer(element.get("style", ""))}
    won = {name: value for name, (must, value) in told.items() if must or name not in own}
    hiding = {("display", "none"), ("visibility", "hidden")} & won.items()
    if len(element):
        won.pop("font-size", None)  # that of 0 parts boxes, which set their own again
    shut = hiding if hiding and not element.xpath(_OPENED_BY_SCRIPTS) else set()
    return [f"{n}:{v}" for n, v in won.items() if n not in _HIDING or (n, v) in shut]


def _rules(sheet: str) -> Iterator[_Rule]:
    for order, (selectors, body) in enumerate(_blocks(_COMMENT.sub(" ", sheet))):
        told = tuple((found[1].lower(), found[2].lower()) for found in _TOLD.finditer(body))
        for selector in selectors.split(",") if told else ():
            read = [_COMPOUND.fullmatch(word) for word in selector.split()]
            found = [match for match in read if match is not None]
            if not found or len(found) < len(read):
                continue
            names = [re.findall(r"[.#][\w-]+", match[2]) for match in found]
            marks = "".join(name[0] for each in names for name in each)
            tags = [(match[1] or "*").lower() for match in found]
            compounds = tuple((t, frozenset(n)) for t, n in zip(tags, names, strict=True))
            rank = (marks.count("#"), marks.count("."), sum(t != "*" for t in tags), order)
            yield _Rule(compounds, rank, told)


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and body of each rule; a rule with an ``@`` is passed over with all it holds."""
    at, depth, passed = 0, 0, False
    selectors = ""
    for mark in re.finditer(r"[{};]", sheet):
        text, at = sheet[at : mark.start()], (at if mark[0] == ";" and depth else mark.end())
        if mark[0] == "{":
            if not depth:
                selectors, passed = text.strip(), text.lstrip().startswith("@")
            depth += 1
        elif mark[0] == "}" and depth:
            depth -= 1
            if not depth and not passed:
                yield selectors, text


def _names(element: etree._Element) -> set[str]:
    """How rules may name ``element``, but for its tag."""
    name = element.get("id")
    return {f".{c}" for c in element.get("class", "").split()} | ({f"#{name}"} if name else set())


def _matches(element: etree._Element, compound: _Compound) -> bool:
    tag, names = compound
    return tag in ("*", element.tag) and names <= _names(element)
