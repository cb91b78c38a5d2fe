import json
import re
import shutil
import subprocess
import urllib.request
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from lxml import etree, html

from gouji.reports import render


@pytest.fixture
def page(result, documents, tallies):
    return html.fromstring(render(result, "html", documents=documents, tallies=tallies))


def test_every_finding_has_its_card(page, result):
    assert len(page.xpath("//article")) == len(result.findings)
    first = page.get_element_by_id("finding-1")
    assert "不符：各来源渠道之和等于诉求总量" in first.text_content()


def test_its_figures_are_marked_in_the_disclosure(page):
    marked = page.xpath("//a[@data-findings='1']")
    assert [re.sub(r"疑点 1$", "", a.text_content()) for a in marked][:3] == [
        *("575774", "508474", "38902")
    ]
    assert {a.get("href") for a in marked} == {"#finding-1"}


def test_ticks_and_greys(page):
    (ties,) = page.xpath("//table//span[@class='figure ties']")
    assert (ties.text, ties.get("title")) == ("2085192", "3 条核验相符")
    assert not page.xpath("//table//span[@class='figure unchecked']")


def test_a_cause_that_upsets_very_much_is_not_written_out_in_full(result):
    finding = replace(result.findings[0], evidence=result.findings[0].evidence * 40)
    page = html.fromstring(render(replace(result, findings=(finding,)), "html"))
    assert len(page.xpath("//article//table")) == 50
    assert "另有 70 条同因" in page.text_content()


def test_without_documents_the_findings_stand_alone(result):
    page = html.fromstring(render(result, "html"))
    assert len(page.xpath("//article")) == 6
    assert not page.xpath("//*[@role='region']")


def test_every_link_within_the_page_leads_somewhere(page):
    ids = set(page.xpath("//@id"))
    assert len(ids) == len(page.xpath("//@id"))
    assert {href[1:] for href in page.xpath("//a/@href")} <= ids


def test_nothing_is_loaded_and_only_our_own_script_runs(result):
    text = render(result, "html")
    page = html.fromstring(text)
    assert not page.xpath("//@src | //link | //img | //iframe")
    assert not re.search(r"https?:", text.replace("http-equiv", ""))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for tag in ("style", "script"):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL).group(1)
        digest = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_document_cannot_write_markup(hostile, lang):
    page = html.fromstring(render(hostile, "html", lang))
    assert not page.xpath("//b[not(ancestor::label) and not(ancestor::p[@class='legend'])]")
    assert "[red]\ufffd[31m<b>&" in page.text_content()
    assert "\x1b" not in etree.tostring(page, encoding="unicode")


def test_several_documents_have_an_index(page):
    rows = page.xpath("//nav//tbody/tr")
    assert [row.xpath("string(.//a)") for row in rows] == [
        "连云港市 2020",
        "淮安市 2023",
        "宿迁市 2024",
    ]
    assert (
        page.xpath("//nav//*[local-name()='svg']/@aria-label")[0] == "相符 17, 不符 3, 无法判定 1"
    )


def test_nothing_found_is_honest(clean):
    text = html.fromstring(render(clean, "html")).text_content()
    assert "核验了 21 条勾稽关系，20 条相符" in text
    assert "21 个数字没有参与" in text
    none = replace(clean, documents=())
    assert "没有可供审核的文件" in html.fromstring(render(none, "html")).text_content()


def test_english_is_english(clean):
    own = replace(clean.documents[0], issuer="X", title="", path="x.txt")
    text = render(replace(clean, documents=(own,)), "html", "en")
    body = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    assert not re.search(r"[\u3000-\u9fff]", body)
    assert '<html lang="en">' in text


class Browser:
    """Just enough of WebDriver to click in headless Chromium."""

    def __init__(self, address, profile):
        switches = "headless no-sandbox disable-gpu no-first-run disable-background-networking "
        switches += f"disable-component-update disable-sync user-data-dir={profile}"
        arguments = [f"--{switch}" for switch in switches.split()]
        wanted = {"browserName": "chrome", "goog:chromeOptions": {"args": arguments}}
        self.base = f"{address}/session"
        opened = self.post("", {"capabilities": {"alwaysMatch": wanted}})
        self.base += f"/{opened['sessionId']}"

    def post(self, path, body, method="POST"):
        request = urllib.request.Request(self.base + path, json.dumps(body).encode(), method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def run(self, script):
        return self.post("/execute/sync", {"script": f"return {script}", "args": []})

    def quit(self):
        self.post("", {}, "DELETE")


@pytest.fixture
def browser(tmp_path):
    driver = shutil.which("chromedriver")
    if driver is None:
        pytest.skip("no chromedriver here")
    with subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, text=True) as process:
        said = next(line for line in process.stdout if "successfully on port" in line)
        port = re.search(r"port (\d+)", said).group(1)
        opened = Browser(f"http://127.0.0.1:{port}", tmp_path / "profile")
        yield opened
        opened.quit()
        process.terminate()


def test_click_and_filter_in_a_browser(browser, tmp_path, result, documents, tallies):
    path = tmp_path / "report.html"
    path.write_text(render(result, "html", documents=documents, tallies=tallies), "utf-8")
    browser.post("/url", {"url": path.as_uri()})
    lit = "[...document.querySelectorAll('.lit')].map(e => e.firstChild.data)"
    shown = "document.querySelectorAll('.finding:not([hidden])').length"
    assert browser.run(lit) == []
    browser.run("document.querySelector('#finding-5 .show').click()")
    assert browser.run(lit) == ["93.73%", "97.13%(↑1.88%)"]
    assert browser.run("location.hash") == "#finding-5"
    browser.run("document.querySelector('a.figure[data-findings=\"6\"]').click()")
    assert len(browser.run(lit)) == 4
    browser.run("document.querySelector('[name=severity][value=note]').click()")
    assert browser.run(shown) == 5
    assert browser.run(lit) == []
    assert browser.run("document.querySelector('output').textContent") == "显示 5 / 6 处疑点"


def test_the_brief_is_one_page_without_rules_and_ids(result):
    page = html.fromstring(render(result, "brief").encode())
    text = page.text_content()
    assert all(f.rule not in text and f.id not in text for f in result.findings)
    assert len(page.xpath("//ol/li")) == 5 < len(result.findings)
    severities = [li.xpath("./span/@class")[0] for li in page.xpath("//ol/li")]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)


def test_the_brief_of_many_drafts_stays_one_page(result):
    drafts = [replace(d, path=f"{n}-{d.path}") for n in range(9) for d in result.documents]
    again = [replace(f, document=f"{n}-{f.document}") for n in range(9) for f in result.findings]
    many = replace(result, documents=tuple(drafts), findings=tuple(again))
    page = html.fromstring(render(many, "brief").encode())
    told = [" ".join(li.text_content().split()) for li in page.xpath("//ol/li")]
    assert len(set(told)) == len(told) == 5
    assert f"另有 {len(again) - 5} 处" in page.text_content()
    assert len(page.xpath("//tbody/tr")) == 12
    assert f"另有 {len(drafts) - 12} 份" in page.text_content()


def test_the_index_says_what_it_sorts_by(result):
    page = html.fromstring(render(result, "html").encode())
    (index,) = page.xpath("//nav[@class='index']")
    assert index.get("data-sort") == "按此列排序"
    assert len(index.xpath(".//tbody/tr[1]/td[@data-value]")) == 3
