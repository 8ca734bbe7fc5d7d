"""A real JupyterLab, opened in a real browser."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
PANEL = {"width": 1280, "height": 800}  # a small laptop; the file browser stays open
STARTED_WITHIN = 90  # seconds
NOT_IN_BASE = ("resvg_py", "jupytext", "nbval", "hypothesis", "pytest")  # what `test` adds
BLOCK = f"import sys\nsys.modules.update(dict.fromkeys({NOT_IN_BASE}))\n"

IDLE = (
    "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status"
    " === 'idle'"
)
CELLS = "window.jupyterapp.shell.currentWidget.content"
SAVED = "() => window.jupyterapp.shell.currentWidget.context.model.dirty === false"
SOURCE = f"place => {CELLS}.widgets[place].model.sharedModel.getSource()"
WRITE = f"([place, source]) => {CELLS}.widgets[place].model.sharedModel.setSource(source)"
PLACE = f"""start => {CELLS}.widgets.findIndex(
    ({{model}}) => model.sharedModel.getSource().startsWith(start))"""
OUTPUT = f"place => {CELLS}.widgets[place].outputArea.node.innerText"
VISIBLE = ".jp-NotebookPanel:not(.lm-mod-hidden)"
COMMAND = [sys.executable, "-c", "from backprop_course.workshop.cli import main; main()"]
ERRORS = '[data-mime-type="application/vnd.jupyter.error"]'


def base_installation(folder):
    """The environment of a process without the extra `test`, whose modules cannot be imported."""
    (folder / "sitecustomize.py").write_text(BLOCK, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}


def copy_course(folder):
    for name in ("notebooks", "exercises"):
        shutil.copytree(ROOT / name, folder / name)


@contextlib.contextmanager
def running(folder, environment, command=None):
    """The address of a JupyterLab over a folder, without anybody's settings.

    command: what starts it, if not we; the folder is then its own affair.
    """
    command = command or [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}"]
    port, settings = free_port(), folder.parent / "settings"
    own = {f"JUPYTER_{kind}_DIR": str(settings / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    arguments = ["--no-browser", "--allow-root", "--expose-app-in-browser", "--log-level=ERROR"]
    arguments += [f"--ServerApp.port={port}", "--IdentityProvider.token="]
    arguments += ["--LabApp.news_url=None"]
    server = subprocess.Popen([*command, *arguments], env=os.environ | own | environment)
    try:
        yield wait_for(f"http://127.0.0.1:{port}", server)
    finally:
        server.terminate()
        server.wait(30)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, server):
    for _ in range(2 * STARTED_WITHIN):
        assert server.poll() is None, "JupyterLab ended"
        try:
            urllib.request.urlopen(f"{url}/api", timeout=1)
            return url
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(f"no answer from JupyterLab within {STARTED_WITHIN} s")


@contextlib.contextmanager
def opened(browser, address, path):
    """A page with a notebook whose kernel has started; nothing is fetched from elsewhere."""
    page, foreign = browser.new_page(viewport=PANEL), []
    page.on("request", lambda request: foreign.append(request.url))
    page.goto(f"{address}/lab/tree/{path}?reset", wait_until="domcontentloaded")
    page.wait_for_selector("#jupyterlab-splash", state="detached", timeout=90_000)
    page.wait_for_function(IDLE, timeout=90_000)
    yield page
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.close()
    local = (address, address.replace("http", "ws"), "data:", "blob:")
    assert [url for url in foreign if not url.startswith(local)] == []


def command(page, name):
    page.evaluate(f"() => window.jupyterapp.commands.execute('{name}')")


def run_all(page):
    command(page, "notebook:run-all-cells")
    page.wait_for_function(IDLE, timeout=300_000)
    page.wait_for_timeout(500)  # until the widgets stand


def save(page):
    command(page, "docmanager:save")
    page.wait_for_function(SAVED, timeout=30_000)


def answer(page, name, lines, over=1):
    """Type lines into the function ``name``, in place of its last ones; what its check says."""
    place = page.evaluate(PLACE, f"def {name}(")
    type_over_the_last_lines(page, place, lines, over)
    return run_with_its_check(page, place)


def type_over_the_last_lines(page, place, lines, count):
    """Click into a cell, select its last lines but for their indentation, and type."""
    page.locator(f"{VISIBLE} .jp-Cell").nth(place).locator(".cm-content").click()
    page.keyboard.press("Control+End")
    for _ in range(count - 1):
        page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Shift+Home")
    for i, line in enumerate(lines):
        if i:
            page.keyboard.press("Enter")
        page.keyboard.type(line)


def run_with_its_check(page, place):
    """Shift+Enter in a cell and in the check below it; what the check says."""
    for _ in range(2):
        page.keyboard.press("Shift+Enter")
    page.wait_for_timeout(200)
    page.wait_for_function(IDLE, timeout=60_000)
    page.wait_for_timeout(300)
    return " ".join(page.evaluate(OUTPUT, place + 1).split())


def status(mine):
    """The words of each line that the command prints."""
    command = [*COMMAND, "status", "--folder", str(mine)]
    printed = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    return [line.split() for line in printed.splitlines()]
