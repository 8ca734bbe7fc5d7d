"""The site in a browser: formulas drawn, nothing cut off, nothing fetched, and axe."""

import pytest
import site_pages

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390)
SERIOUS = """async () => (await axe.run()).violations
    .filter(({impact}) => ['serious', 'critical'].includes(impact))
    .map(({id, nodes}) => [id, nodes[0].html.slice(0, 200)])"""
AXE = ("index.html", "browser.html", "notebooks/01-one-neuron.html", "exercises/01-one-neuron.html",
       "reference/formulas.html", "docs/architecture.html", "CONTRIBUTING.html", "search.html",
       "genindex.html")  # fmt: skip


@pytest.fixture(params=WIDTHS)
def page(request, browser):
    page = browser.new_page(viewport={"width": request.param, "height": 844})
    page.fetched = []
    page.on("request", lambda asked: page.fetched.append(asked.url))
    yield page
    page.close()


def opened(page, path):
    folder, _ = site_pages.built()
    page.goto((folder / path).as_uri())
    site_pages.wait_for_formulas(page)


def test_every_page_is_whole(page):
    for path in site_pages.pages():
        opened(page, path)
        assert page.evaluate(site_pages.OVERFLOW) <= 0, path
        assert page.evaluate(site_pages.BROKEN) == [], path
        if path.parts[0] in ("notebooks", "exercises"):
            assert not page.evaluate(site_pages.RAW_TEX), path
    assert {url.partition(":")[0] for url in page.fetched} <= {"file", "data"}


@pytest.mark.parametrize("path", AXE)
def test_axe_finds_nothing_serious(path, page):
    axe = pytest.importorskip("axe_core_python").__path__[0]
    opened(page, path)
    page.add_script_tag(path=f"{axe}/axe.min.js")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(SERIOUS) == [], scheme
