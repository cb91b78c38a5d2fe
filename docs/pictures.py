"""The pictures of the site, taken of the desk with a bundled example: python docs/pictures.py.

Needs the extras desk and dev, chromium with its driver, and pillow (it comes with pdfplumber).
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "yunting-2024-annual.txt"
TOLD = "\n全年双号互转总量 9089 件。\n"
WIDE, HIGH, COLOURS = 1180, 820, 48


def taken(driver: webdriver.Chrome, name: str, selector: str = "", high: int = HIGH) -> None:
    """Save what the window shows, from the top of an element on."""
    size = {"width": WIDE, "height": high, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    if selector:
        script = "document.querySelector(arguments[0]).scrollIntoView()"
        driver.execute_script(script, selector)
    picture = Image.open(io.BytesIO(driver.get_screenshot_as_png()))
    few = picture.convert("RGB").quantize(COLOURS)
    few.save(HERE / "pictures" / f"{name}.png", optimize=True)


def shown(driver: webdriver.Chrome, selector: str) -> None:
    """Wait until an element is there."""
    WebDriverWait(driver, 120).until(lambda d: d.find_elements(By.CSS_SELECTOR, selector))


def pictures(folder: Path) -> None:
    """Take all: the first page, a verdict, a finding beside its document, the next draft."""
    text = EXAMPLE.read_text("utf-8")
    draft, following = folder / "云汀2024年报.txt", folder / "云汀2024年报-第二稿.txt"
    draft.write_text(text + TOLD, "utf-8")
    following.write_text(text.replace("9089", "9809").replace("35499", "34599") + TOLD, "utf-8")
    command = [sys.executable, "-m", "gouji", "open", "--no-browser", "--no-archive"]
    desk = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for switch in ("headless=new", "no-sandbox", "disable-gpu", "hide-scrollbars"):
        options.add_argument(f"--{switch}")
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        driver.get((desk.stdout or sys.stdin).readline().strip())
        taken(driver, "home", high=262)  # what stands below names a folder of this machine
        driver.find_element(By.CSS_SELECTOR, "[data-drop]").send_keys(str(draft))
        shown(driver, ".case .verdict")
        taken(driver, "glance", high=720)
        driver.execute_script("document.querySelector('.finding .show').click()")
        taken(driver, "finding", ".document")
        driver.find_element(By.CSS_SELECTOR, "[data-drop]").send_keys(str(following))
        shown(driver, "#changes")
        taken(driver, "next", "#changes", high=480)
    finally:
        driver.quit()
        desk.terminate()
        desk.wait()


if __name__ == "__main__":
    (HERE / "pictures").mkdir(exist_ok=True)
    with TemporaryDirectory() as made:
        pictures(Path(made))
