"""The article of a saved page: where most of its own words stand."""

from __future__ import annotations

import re

from lxml import etree

from gouji.documents.web.html_table import RAW, is_hidden
from gouji.documents.words import cue, loaded

_AROUND = frozenset({"nav", "footer", "aside", "button", "select", "textarea", "input", "object"})
_AROUND_NAMES = cue("around-article", re.IGNORECASE)
_CONTAINER = cue("article", re.IGNORECASE)
_OTHERS = cue("other-pages")
_COUNTED = cue("counted-readers")
_PAGE = cue("page-data")
_LONGEST_LIST, _LONGEST_LINE = 2_000, 200
_DESCENT = frozenset(loaded("words")["containers"].split())
_LAYOUT = frozenset({"table", "tbody", "tr", "td"})
_SHARE = 0.7
_KNOWN_SHARE = 0.4
_SITE = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s).*$")


def find_article(root: etree._Element) -> etree._Element:
    """Go down from the body as long as one child holds most of what is written."""
    weights = _weights(root)
    body = root.find("body")
    here = root if body is None else body
    if (known := _known(here, weights)) is not None:
        return known
    while True:
        heavier = [c for c in here if weights.get(c, 0) >= weights.get(here, 0) * _SHARE]
        if not heavier or not weights.get(here):
            return here
        lays_out = heavier[0].tag in _LAYOUT and heavier[0].find(".//table") is not None
        if heavier[0].tag not in _DESCENT and not lays_out:
            return here
        here = heavier[0]


def is_surrounding(element: etree._Element) -> bool:
    """Navigation, footers, share buttons: on the page, not of the article."""
    if not isinstance(element.tag, str) or element.tag in _AROUND or element.tag in RAW:
        return True
    around = bool(_AROUND_NAMES.search(_names(element))) or _lists_others(element)
    return around and element.find(".//table") is None


def is_page_line(text: str) -> bool:
    """Tell the line that dates a page and counts who read it."""
    is_short = len(text) < _LONGEST_LINE and "。" not in text
    return is_short and bool(_COUNTED.search(text)) and bool(_PAGE.search(text))


def _lists_others(element: etree._Element) -> bool:
    """Whether a short element of links begins as lists of other pages do."""
    lead = next((text for t in element.itertext() if (text := str(t).strip())), "")
    if not _OTHERS.match(lead) or element.find(".//a") is None:
        return False
    return len("".join(map(str, element.itertext()))) < _LONGEST_LIST


def page_title(root: etree._Element) -> str | None:
    """Name the page as its own data or its only main heading do."""
    metas = {meta.get("name") or meta.get("property"): meta for meta in root.iter("meta")}
    for name in ("ArticleTitle", "og:title"):
        if name in metas and (content := metas[name].get("content", "").split()):
            return " ".join(content)
    headings = [" ".join("".join(map(str, h.itertext())).split()) for h in root.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    title = root.findtext(".//title")
    return _SITE.sub("", " ".join(title.split())) or None if title else None


def _known(body: etree._Element, weights: dict[etree._Element, int]) -> etree._Element | None:
    """Find a container by one of the names that publishing systems give it."""
    least = max(weights.get(body, 0) * _KNOWN_SHARE, 1)
    for element in body.iter(etree.Element):
        known = element.tag == "article" or _CONTAINER.search(_names(element))
        if known and weights.get(element, 0) >= least:
            return element
    return None


def _names(element: etree._Element) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _weights(root: etree._Element) -> dict[etree._Element, int]:
    """Characters of each element that are neither in links nor in what surrounds the article."""
    weights: dict[etree._Element, int] = {}
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag == "a" or is_surrounding(element) or is_hidden(element):
                walk.skip_subtree()
            else:
                weights[element] = len((element.text or "").strip())
        elif (parent := element.getparent()) is not None:
            weights[parent] += weights.get(element, 0) + len((element.tail or "").strip())
    return weights
