"""The course inside a web page: it opens without a question, and runs as far as it can be reached.

NumPy is compiled and comes from Pyodide's own server.  Where that is out of reach, the drawings and
widgets that need Python alone are tried, and the lessons are skipped: set PYODIDE_DISTRIBUTION to
the folder of an unpacked release to run them without a network.
"""

import urllib.request

import lab
import lite_pages
import pytest

from backprop_course.workshop import course

pytestmark = pytest.mark.browser

SERVER = "https://cdn.jsdelivr.net/pyodide/"
EXPLORER = """
import ipywidgets
from backprop_course.figures.linear_layer.conventions import trace_conventions
from backprop_course.figures.linear_layer.conventions_picture import draw_conventions

slider = ipywidgets.IntSlider(min=2, max=5)
picture = ipywidgets.HTML()

def draw(change=None):
    picture.value = draw_conventions(trace_conventions(4, slider.value, 2))

slider.observe(draw, "value")
draw()
ipywidgets.VBox([slider, picture])
"""
INSERT = """async code => {
    const app = window.jupyterapp;
    await app.commands.execute('notebook:insert-cell-above');
    app.shell.currentWidget.content.activeCell.model.sharedModel.setSource(code);
    await app.commands.execute('notebook:run-cell');
}"""
# Rule of axe -> the parts of JupyterLab's own interface that break it, as in any JupyterLab.
JUPYTERLABS = {
    "aria-allowed-attr": "jp-button",  # a button of a toolbar that says whether it is pressed
    "aria-input-field-name": ".cm-content",  # an editor has no name
    "aria-required-children": ".jp-WindowedPanel-viewport",  # the list of cells
    "button-name": ".jp-collapseHeadingButton",
    "color-contrast": ".jp-InputPrompt, .jp-OutputPrompt, .cm-line *",  # "[ ]:", colours of code
    "empty-heading": ".jp-Launcher-cwd > h3",
    "image-redundant-alt": ".jp-LauncherCard-icon img",
    "page-has-heading-one": "html",  # until a notebook is open
    "region": ".jp-skiplink-wrapper",
}
VIOLATIONS = """async theirs => (await axe.run()).violations.flatMap(({id, nodes}) => nodes.map(
    ({target: [place], html}) =>
        [id, !!theirs[id] && document.querySelector(place).matches(theirs[id]), html]))"""
EVERY_CELL = """() => {
    const {content} = window.jupyterapp.shell.currentWidget;
    content.notebookConfig = {...content.notebookConfig, windowingMode: 'none'};
}"""
ERRORS = '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]'


@pytest.fixture(scope="module")
def address():
    with lite_pages.served() as url:
        yield url


@pytest.fixture
def opened(browser, address):
    """A function that opens a notebook, and looks at the requests and errors at the end."""
    context = browser.new_context(viewport=lab.PANEL)
    page = context.new_page()
    asked, errors = [], []
    context.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))

    def open_it(name):
        page.goto(f"{address}/lab/index.html?reset" + (f"&path={name}" if name else ""))
        page.wait_for_selector("#jupyterlab-splash", state="detached", timeout=90_000)
        page.locator(".jp-NotebookPanel .jp-Notebook" if name else ".jp-Launcher").wait_for(
            timeout=60_000
        )
        return page

    yield open_it
    context.close()
    assert [url for url in asked if not url.startswith((address, SERVER, "data:", "blob:"))] == []
    assert errors == []


def started(page):
    page.wait_for_function(lab.IDLE, timeout=180_000)


@pytest.mark.parametrize("name", ["notebooks/00-start-here.ipynb", "exercises/01-one-neuron.ipynb"])
def test_it_opens_without_a_question_and_the_kernel_starts(name, opened):
    page = opened(name)
    started(page)
    assert page.locator(".jp-Dialog").count() == 0
    assert "Python (Pyodide)" in page.locator(".jp-NotebookPanel-toolbar").inner_text()


def test_axe_finds_nothing_of_ours(opened):
    axe = pytest.importorskip("axe_core_python").__path__[0]
    found = []
    for name in ("", "notebooks/01-one-neuron.ipynb", "exercises/01-one-neuron.ipynb"):
        page = opened(name)
        if name:
            page.evaluate(EVERY_CELL)
        page.wait_for_timeout(2_000)
        page.add_script_tag(path=f"{axe}/axe.min.js")
        found += page.evaluate(VIOLATIONS, JUPYTERLABS)
    assert [(rule, html) for rule, theirs, html in found if not theirs] == []
    assert {rule for rule, _, _ in found} == set(JUPYTERLABS)  # what is mended leaves the list


def test_a_drawing_of_the_course_follows_a_slider(opened):
    page = opened("notebooks/06-vector-jacobian-products.ipynb")
    started(page)
    page.evaluate(INSERT, EXPLORER)
    picture = page.locator(".jp-OutputArea .widget-html svg").first
    picture.wait_for(timeout=120_000)
    before = picture.evaluate("svg => svg.outerHTML")
    page.wait_for_function(lab.IDLE, timeout=60_000)
    handle = page.locator(".jp-OutputArea .noUi-handle").first
    page.wait_for_timeout(500)  # until the cell that has run gives the focus away
    handle.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "before => document.querySelector('.widget-html svg').outerHTML !== before", arg=before
    )
    assert page.locator(ERRORS).count() == 0


def test_the_learners_progress_is_found_without_a_terminal(opened):
    """`status` itself needs NumPy, by way of the checker; the files that it reads are here."""
    page = opened("notebooks/01-one-neuron.ipynb")
    started(page)
    page.evaluate(
        INSERT,
        "from pathlib import Path\n"
        "from backprop_course.workshop import course, saved\n"
        "root = Path.cwd().parent\n"
        "print(len([saved.read(root / name) for name in course.names(root)]), 'can be read')",
    )
    count = len(course.names(lite_pages.ROOT))
    page.get_by_text(f"{count} can be read").wait_for(timeout=60_000)


def has_numpy():
    if lite_pages.WHOLE:
        return True
    try:
        return urllib.request.urlopen(f"{SERVER}v0.27.7/full/pyodide-lock.json", timeout=5)
    except OSError:
        return False


@pytest.mark.parametrize("name", course.names(lite_pages.ROOT))
def test_a_notebook_runs_to_its_end(name, opened):
    if not has_numpy():
        pytest.skip("Pyodide's NumPy is out of reach")
    page = opened(name)
    started(page)
    lab.run_all(page)
    assert page.locator(ERRORS).count() == 0
