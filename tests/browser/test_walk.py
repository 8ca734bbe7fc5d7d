"""A new learner's way: read on the site, on a phone; work in JupyterLab; come back to the site."""

import shutil

import lab
import pytest
import site_pages

from backprop_course.workshop import folder
from backprop_course.workshop.authoring import build, formats

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FINGER, LEGIBLE = 24, 16  # pixels: the least side of what is tapped, the least size of the text
START, FIRST, SECOND = "00 Start here", "01 Compute one neuron", "02 Follow a nudge"
SITE = "https://somebody.github.io/backprop-course/"

SMALL = """([selector, side]) => [...document.querySelectorAll(selector)]
    .filter(one => one.checkVisibility({visibilityProperty: true}))
    .filter(one => one.getBoundingClientRect().width < side
        || [...one.getClientRects()].some(line => line.height < side))
    .map(one => one.outerHTML)"""
NAVIGATION = (
    "article a.reference, .sidebar-tree a, .toc-tree a, .related-pages a, header a, header label"
)
SIZES = """() => [...document.querySelectorAll('article p, article li')]
    .filter(one => !one.closest('.admonition'))
    .map(one => parseFloat(getComputedStyle(one).fontSize))"""
UNNAMED = (
    "() => [...document.querySelectorAll('article img')].filter(one => !one.alt.trim()).length"
)
IN_VIEW = """one => { const box = one.getBoundingClientRect();
    return box.left >= 0 && box.right <= innerWidth && box.width > 0 }"""
WRONG = ("return 0.6", ["dL_dw: wrong, 0 of 1 point", "the sign is lost"])
RIGHT = ("return -0.6", ["dL_dw: right, 1 of 1 point"])


def test_a_lesson_is_read_on_the_site_worked_in_and_left_for_the_next(browser, tmp_path):
    mine = tmp_path / folder.NAME
    command, path = read_on_a_phone(browser)
    assert command == "backprop-course"
    with lab.running(mine, {}, [*lab.COMMAND, "open", "--folder", str(mine), "--"]) as address:
        with lab.opened(browser, address, path) as page:
            lab.run_all(page)
            follow_to_the_exercises(page)
            for answer, said in (WRONG, RIGHT):
                found = lab.answer(page, "dL_dw", [answer])
                assert all(words in found for words in said), found
            lab.save(page)
        assert ["exercises", "01", "dL_dw", "right", "1", "1"] in lab.status(mine)
        come_back(browser, address, mine)


def read_on_a_phone(browser):
    """From the start page to lesson 01 by tapping; the command and the notebook that it names."""
    page = browser.new_context(**PHONE).new_page()
    page.goto((site_pages.built()[0] / "index.html").as_uri())
    for words in (START, FIRST):
        assert_readable(page)
        with page.expect_navigation():
            page.locator("article").get_by_role("link", name=words).first.tap()
    assert_readable(page)
    open_and_close_the_menu(page)
    line = page.locator("article p", has_text="To work in it:")
    told = line.locator("code").all_inner_texts()
    with page.expect_navigation():
        line.get_by_role("link", name="install the course").tap()
    heading = page.get_by_role("heading", name="Install the course")
    assert "pip install" in page.locator("section", has=heading).locator("pre").last.inner_text()
    page.context.close()
    return told


def assert_readable(page):
    site_pages.wait_for_formulas(page)
    assert page.evaluate(site_pages.OVERFLOW) <= 0
    assert page.evaluate(site_pages.BROKEN) == [] and page.evaluate(UNNAMED) == 0
    assert not page.evaluate(site_pages.RAW_TEX)
    assert min(page.evaluate(SIZES)) >= LEGIBLE
    assert page.evaluate(SMALL, [NAVIGATION, FINGER]) == []


def open_and_close_the_menu(page):
    link = page.locator(".sidebar-tree").get_by_role("link", name=SECOND)
    page.locator("header label[for=__navigation]").tap()
    page.wait_for_timeout(400)  # it slides in
    assert link.evaluate(IN_VIEW) and page.evaluate(SMALL, [".sidebar-tree a", FINGER]) == []
    page.locator("label.overlay[for=__navigation]").tap(position={"x": 380, "y": 400})
    page.wait_for_timeout(400)
    assert not link.evaluate(IN_VIEW)


def follow_to_the_exercises(page):
    page.locator(".jp-NotebookPanel").get_by_role("link", name="exercises 01").first.click()
    page.locator(lab.VISIBLE).get_by_role("heading", name="Work out one neuron").wait_for()
    page.wait_for_function(lab.IDLE, timeout=90_000)
    lab.run_all(page)
    assert page.locator(lab.ERRORS).count() == 0


def come_back(browser, address, mine):
    """From notebook 00, which names the site once the course has an address, to the next lesson."""
    start = "notebooks/00-start-here.ipynb"
    (mine / start).write_text(start_with_address(mine.parent / "published"), "utf-8")
    with lab.opened(browser, address, start) as page:
        page.context.route(f"{SITE}**", from_the_site)
        with page.expect_popup() as opened:
            page.get_by_role("link", name="The site of the course").click()
        site = opened.value
        for words in (START, FIRST, SECOND):
            site.locator("article").get_by_role("link", name=words).first.click()
        site.get_by_role("heading", level=1, name=SECOND).wait_for()
        site.close()


def start_with_address(root):
    """Notebook 00 as it is built once pyproject.toml names the site."""
    for name in ("notebooks/source", "solutions/source"):
        shutil.copytree(lab.ROOT / name, root / name)
    (root / "pyproject.toml").write_text(f'[project.urls]\nDocumentation = "{SITE}"\n', "utf-8")
    page = build.Page(root, "notebooks", root / "notebooks/source/00-start-here.py")
    return formats.text(build.generate(page, build.load_exercises))


def from_the_site(route):
    name = route.request.url.removeprefix(SITE).split("?")[0]
    route.fulfill(path=site_pages.built()[0] / (name or "index.html"))
