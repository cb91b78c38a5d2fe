"""The desk as a person uses it, in a browser without a window."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
from selenium.webdriver.common.by import By  # noqa: E402  # only where it is installed
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="no chromium with its driver")
PATIENCE = 120
HOSTILE = """# 青岚市2024年度报告 <script>document.title = "run"</script>

<img src="http://example.org/a.png" onerror="document.title='run'"> [点这里](http://example.org/)

| 渠道<script>document.title = "run"</script> | 受理量(件) |
| --- | --- |
| 电话" onclick="document.title='run' | 61240 |
| 互联网 | 20135 |
| 合计 | 91375 |
"""


@pytest.fixture(scope="module")
def profile() -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for switch in ("headless=new", "no-sandbox", "disable-gpu", "window-size=1300,1000"):
        options.add_argument(f"--{switch}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


class Reviewer:
    """What a person does on the page."""

    def __init__(self, driver: Any, downloads: Path) -> None:
        self.driver, self.downloads = driver, downloads
        where = {"behavior": "allow", "downloadPath": str(downloads)}
        driver.execute_cdp_cmd("Browser.setDownloadBehavior", where)

    def all(self, selector: str) -> list[Any]:
        return list(self.driver.find_elements(By.CSS_SELECTOR, selector))

    def text(self, selector: str) -> str:
        return str(self.wait(lambda: self.all(selector))[0].text)

    def wait(self, until: Callable[[], Any]) -> Any:
        return WebDriverWait(self.driver, PATIENCE, 0.1).until(lambda _: until())

    def click(self, selector: str) -> None:
        self.driver.execute_script("arguments[0].click()", self.wait(lambda: self.all(selector))[0])

    def drop(self, *files: Path) -> None:
        """Let files go over the page, as from a file manager."""
        zone = self.wait(lambda: self.all(".drop"))[0]
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", zone)
        box = self.driver.execute_script("return arguments[0].getBoundingClientRect()", zone)
        data = {"items": [], "files": list(map(str, files)), "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            at = {"x": box["x"] + 20, "y": box["y"] + 20, "type": kind, "data": data}
            self.driver.execute_cdp_cmd("Input.dispatchDragEvent", at)

    def audited(self) -> list[str]:
        """Wait for the verdict; its findings, in words."""
        self.wait(lambda: self.all(".case .verdict"))
        return [cell.text for cell in self.all(".glance td.what")]

    def downloaded(self, suffix: str) -> Path:
        def there() -> Path | None:
            return next(iter(self.downloads.glob(f"*{suffix}")), None)

        found: Path = self.wait(there)
        return found

    def complaints(self) -> list[str]:
        """What the browser refused or failed to run."""
        told = (entry["message"] for entry in self.driver.get_log("browser"))
        return [m for m in told if "Content Security Policy" in m or "TypeError" in m]


@pytest.fixture
def reviewer(profile: Any, tmp_path: Path) -> Reviewer:
    profile.get_log("browser")
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    return Reviewer(profile, downloads)


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_a_draft_is_dropped_answered_and_followed_by_the_next(
    open_desk: Callable[..., Any], draft: Callable[..., str], reviewer: Reviewer, tmp_path: Path
) -> None:
    first = written(tmp_path, "第一稿.md", draft("89950", "89950"))
    reviewer.driver.get(open_desk().address)
    reviewer.drop(first)
    found = reviewer.audited()
    assert any("89,950" in said for said in found)
    reviewer.click(".answered [data-how=checked]")
    reviewer.wait(lambda: "已核" in reviewer.text(".glance td.state"))
    reviewer.driver.refresh()
    assert "已核" in reviewer.text(".glance td.state")

    reviewer.drop(written(tmp_path, "第二稿.md", draft("89500", "89950")))
    reviewer.wait(lambda: reviewer.all("#changes"))
    assert "89950" in reviewer.text("#changes .stale")
    assert reviewer.complaints() == []


def test_a_reason_is_kept_with_who_and_until_and_taken_back(
    open_desk: Callable[..., Any], draft: Callable[..., str], reviewer: Reviewer, tmp_path: Path
) -> None:
    written(tmp_path, "a.md", draft("89950"))
    desk = open_desk("a.md")
    reviewer.driver.get(f"{desk.address}case/1")
    reviewer.audited()
    reviewer.click(".answered [data-ask]")
    for name, value in (("reason", '口径不同 "甲"'), ("author", "李"), ("until", "2099-01-31")):
        field = reviewer.all(f".answered [name={name}]")[0]
        reviewer.driver.execute_script("arguments[0].value = arguments[1]", field, value)
    reviewer.click(".answered [type=submit]")
    reviewer.wait(lambda: "有理由" in reviewer.text(".glance td.state"))
    kept = (tmp_path / "gouji.toml").read_text("utf-8")
    assert '"口径不同 \\"甲\\""' in kept
    assert "expires = 2099-01-31" in kept

    reviewer.driver.switch_to.new_window("tab")
    reviewer.driver.get(f"{desk.address}case/1")
    assert "李" in reviewer.text(".glance td.state")
    reviewer.click(".answered [data-how=open]")
    reviewer.wait(lambda: "未答复" in reviewer.text(".glance td.state"))
    reviewer.driver.close()
    reviewer.driver.switch_to.window(reviewer.driver.window_handles[0])
    reviewer.driver.execute_script("window.dispatchEvent(new Event('focus'))")
    reviewer.wait(lambda: "未答复" in reviewer.text(".glance td.state"))


def test_a_finding_leads_to_its_place_and_back_by_the_keyboard(
    open_desk: Callable[..., Any], draft: Callable[..., str], reviewer: Reviewer, tmp_path: Path
) -> None:
    written(tmp_path, "a.md", draft("89950"))
    reviewer.driver.get(f"{open_desk('a.md').address}case/1?lang=en")
    reviewer.audited()
    page = reviewer.all("body")[0]
    page.send_keys("j")
    assert reviewer.all(".finding.chosen")
    assert reviewer.all(".figure.lit")
    reviewer.click("a.figure.suspect")
    assert reviewer.driver.switch_to.active_element
    page.send_keys("c")
    reviewer.wait(lambda: "checked" in reviewer.text(".glance td.state"))


def test_copies_and_reports_are_downloaded(
    open_desk: Callable[..., Any], draft: Callable[..., str], reviewer: Reviewer, tmp_path: Path
) -> None:
    written(tmp_path, "a.md", draft("89950"))
    desk = open_desk("a.md")
    reviewer.driver.get(f"{desk.address}case/1")
    reviewer.audited()
    for selector, suffix in (
        ("[href*='/copy/0']", "a-gouji.html"),
        ("[href$='report/html']", "gouji-1.html"),
        ("[href$='report/xlsx']", ".xlsx"),
        ("[href$='/proofs']", "-proofs.zip"),
    ):
        reviewer.click(f".downloads {selector}")
        assert reviewer.downloaded(suffix).stat().st_size > 500
    reviewer.driver.get(f"{desk.address}case/1/report/html?shown")
    assert reviewer.all(".js .finding")
    assert reviewer.complaints() == []


def test_ten_files_are_audited_together_and_a_broken_one_is_told(
    open_desk: Callable[..., Any], draft: Callable[..., str], reviewer: Reviewer, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for year in range(2015, 2024):
        written(folder, f"{year}.md", draft().replace("2024", str(year)))
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no document at all")
    reviewer.driver.get(open_desk().address)
    reviewer.drop(folder)
    assert reviewer.audited() == []
    assert "broken.docx" in reviewer.text(".failed")
    assert len(reviewer.all(".downloads a[href*='/copy/']")) == 9


def test_a_page_that_is_reloaded_meanwhile_goes_on_and_a_large_file_is_read(
    open_desk: Callable[..., Any], reviewer: Reviewer, tmp_path: Path
) -> None:
    line = "全市受理诉求若干件，情况平稳，各项工作有序推进，没有需要另行说明的事项。\n\n"
    large = written(tmp_path, "large.txt", line * (20_000_000 // len(line.encode())))
    reviewer.driver.get(open_desk("--max-seconds", "30").address)
    reviewer.drop(large)
    reviewer.wait(lambda: reviewer.all(".working"))
    reviewer.driver.refresh()
    reviewer.audited()
    assert "large.txt" in reviewer.text("h1")


def test_a_hostile_document_runs_nothing_and_links_nowhere(
    open_desk: Callable[..., Any], reviewer: Reviewer, tmp_path: Path
) -> None:
    hostile = written(tmp_path, 'a"><b>.md', HOSTILE)
    reviewer.driver.get(open_desk().address)
    reviewer.drop(hostile)
    assert reviewer.audited()
    for element in reviewer.all(".drawn td, .drawn th"):
        element.click()
    assert reviewer.driver.title != "run"
    assert not reviewer.all("main script, main img, [onclick], [href*='example.org']")
    time.sleep(0.5)
    assert reviewer.complaints() == []


def test_the_desk_is_closed_from_its_page(
    open_desk: Callable[..., Any], reviewer: Reviewer
) -> None:
    desk = open_desk()
    reviewer.driver.get(desk.address)
    reviewer.click("nav button")
    assert "关闭" in reviewer.text("h1")
    assert desk.process.wait(20) == 0
