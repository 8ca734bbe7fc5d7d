"""One browser, and one JupyterLab in the base installation, for all tests of this folder."""

import shutil

import lab
import pytest


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A folder with the notebooks, and the environment of the base installation."""
    folder = tmp_path_factory.mktemp("learner")
    lab.copy_course(folder / "course")
    return folder / "course", lab.base_installation(folder)


@pytest.fixture(scope="session")
def address(course):
    with lab.running(*course) as url:
        yield url
