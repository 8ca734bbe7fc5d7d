"""The second day: what a lesson shows that was run and saved, when nothing runs any more."""

import json

import lab
import pytest

pytestmark = pytest.mark.browser

SEEN = """() => [...document.querySelectorAll('.jp-Notebook img, .jp-Notebook svg[role=img]')]
    .filter(picture => picture.getBoundingClientRect().width > 100)
    .map(picture => picture.getAttribute('alt') ?? picture.querySelector('desc').textContent)"""
ASKS = """() => [...document.querySelectorAll('.jp-Notebook p')].filter(words => words.offsetHeight
    && words.innerText === 'Run this cell for the sliders.').length"""
WORDS = "() => document.querySelector('.jp-Notebook').innerText"
TRUSTED = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .filter(({model}) => model.type === 'code').every(({model}) => model.trusted)"""
EVERYTHING = "* { content-visibility: visible !important }"  # JupyterLab skips cells out of sight
LESSONS = ["00-start-here", "01-one-neuron", "07-mlp-by-hand", "10-optimizers"]


@pytest.mark.parametrize("name", LESSONS)
def test_every_picture_is_there_when_the_server_starts_again(name, tmp_path, browser):
    """Trusted, as this Jupyter signed it, and as a file that came from somebody else."""
    folder, environment = tmp_path / "course", lab.base_installation(tmp_path)
    lab.copy_course(folder)
    path = f"notebooks/{name}.ipynb"
    with lab.running(folder, environment) as address:
        with lab.opened(browser, address, path) as page:
            lab.run_all(page)
            pictures = page.evaluate(SEEN)
            explorers = page.locator(".explorer").count()
            lab.command(page, "docmanager:save")
    assert len(pictures) >= 1 + explorers and all(pictures)
    with lab.running(folder, environment) as address:
        with lab.opened(browser, address, path) as page:
            assert page.evaluate(TRUSTED)
            assert_all_there(page, pictures, explorers)
        copied = json.loads((folder / path).read_text("utf-8"))
        copied["metadata"]["copied"] = True
        (folder / "copy.ipynb").write_text(json.dumps(copied), "utf-8")
        with lab.opened(browser, address, "copy.ipynb") as page:
            assert not page.evaluate(TRUSTED)
            assert_all_there(page, pictures, explorers)


def assert_all_there(page, pictures, explorers):
    page.add_style_tag(content=EVERYTHING)
    page.wait_for_timeout(4_000)  # JupyterLab looks for the widgets, and gives up
    seen = page.evaluate(SEEN)
    assert len(seen) == len(pictures) and all(seen)
    assert page.evaluate(ASKS) == explorers
    words = page.evaluate(WORDS)
    assert "rror displaying widget" not in words and "Loading widget" not in words
