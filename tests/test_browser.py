"""The course in a real JupyterLab: every lesson runs, and every slider moves its picture.

Needs Playwright's Python package and a Chromium on the path: pytest -m browser
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[1]
LESSONS = sorted(path.name for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
EXERCISES = sorted(path.name for path in (ROOT / "exercises").glob("[0-9]*.ipynb"))
WITH_EXPLORER = [
    path.name
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
    if "explore_" in path.read_text(encoding="utf-8")
]
IDLE = (
    "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status"
    " === 'idle'"
)
RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
ERRORS = '[data-mime-type="application/vnd.jupyter.error"]'
OUTPUT = "xpath=ancestor::div[contains(@class, 'jp-OutputArea-output')]"
SLIDERS = ".jp-Notebook .widget-slider:has(.noUi-handle)"
STARTED_WITHIN = 60  # seconds


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The course's own command on a copy of its notebooks, without anybody's Jupyter settings."""
    folder, port = tmp_path_factory.mktemp("course"), free_port()
    for name in ("notebooks", "exercises"):
        shutil.copytree(ROOT / name, folder / name)
    settings = {f"JUPYTER_{kind}_DIR": str(folder / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    arguments = ["--no-browser", "--port", str(port), "--", "--expose-app-in-browser"]
    arguments += ["--IdentityProvider.token=", "--LabApp.news_url=None"]
    command = [sys.executable, "-c", "from backprop_course.cli import main; main()", "open"]
    server = subprocess.Popen([*command, *arguments], cwd=folder, env=os.environ | settings)
    yield wait_for(f"http://127.0.0.1:{port}", server)
    server.terminate()
    server.wait(30)


def wait_for(url, server):
    for _ in range(2 * STARTED_WITHIN):
        assert server.poll() is None, "JupyterLab ended"
        try:
            urllib.request.urlopen(f"{url}/api", timeout=1)
            return url
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(f"no answer from JupyterLab within {STARTED_WITHIN} s")


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on the path")
    arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def run_notebook(address, browser):
    """Open a notebook below the course's root, run all its cells, and return the page."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    foreign = []
    page.on("request", lambda request: foreign.append(request.url))

    def run(path):
        page.goto(f"{address}/lab/tree/{path}?reset", wait_until="domcontentloaded")
        page.wait_for_selector("#jupyterlab-splash", state="detached", timeout=60_000)
        page.wait_for_function(IDLE, timeout=60_000)
        page.evaluate(RUN_ALL)
        page.wait_for_function(IDLE, timeout=240_000)
        return page

    yield run
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.close()
    local = (address, address.replace("http", "ws"), "data:", "blob:")
    assert [url for url in foreign if not url.startswith(local)] == []


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_without_an_error(name, run_notebook):
    page = run_notebook(f"notebooks/{name}")
    assert page.locator(ERRORS).count() == 0


@pytest.mark.parametrize("name", EXERCISES)
def test_a_blank_exercise_runs_to_its_end(name, run_notebook):
    page = run_notebook(f"exercises/{name}")
    assert page.locator(ERRORS).count() == 0
    text = page.locator(".jp-Notebook").inner_text()
    assert "not attempted" in text


@pytest.mark.parametrize("name", WITH_EXPLORER)
def test_every_slider_moves_its_picture_by_keyboard(name, run_notebook):
    page = run_notebook(f"notebooks/{name}")
    sliders = page.locator(SLIDERS)
    assert sliders.count() > 0
    for i in range(sliders.count()):
        picture = sliders.nth(i).locator(OUTPUT).locator(".widget-html").first
        handle = sliders.nth(i).locator(".noUi-handle").first
        handle.scroll_into_view_if_needed()
        assert any(moves(page, handle, key, picture) for key in ("ArrowLeft", "ArrowRight")), (
            f"slider {i} of {name}"
        )  # one that opens at an end moves the other way
        assert page.locator(ERRORS).count() == 0


def moves(page, handle, key, picture):
    """Whether two presses of a key on a slider change the picture."""
    before = picture.inner_html()
    for _ in range(2):
        handle.focus()
        page.keyboard.press(key)
    page.wait_for_function(IDLE, timeout=60_000)
    page.wait_for_timeout(500)
    return picture.inner_html() != before
