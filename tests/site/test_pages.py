"""The site: every lesson is there, every link leads somewhere, nothing comes from elsewhere."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
import site_pages

pytestmark = pytest.mark.slow

LESSONS = sorted(path.stem for path in (site_pages.ROOT / "notebooks").glob("[0-9]*.ipynb"))
EXERCISES = sorted(path.stem for path in (site_pages.ROOT / "exercises").glob("[0-9]*.ipynb"))
ELSEWHERE = re.compile(r"(https?:)?//")


class Page(HTMLParser):
    """What a page names: links, what it loads, its pictures, its anchors."""

    def __init__(self, path):
        super().__init__()
        self.links, self.loads, self.pictures, self.anchors = [], [], [], set()
        self.feed((site_pages.built()[0] / path).read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.anchors.add(named.get("id"))
        if tag == "a" and "href" in named:
            self.links.append(named["href"])
        if tag == "img":
            self.pictures.append(named)
        if tag in ("img", "script", "iframe") and "src" in named:
            self.loads.append(named["src"])
        if tag == "link" and named.get("rel") == "stylesheet":
            self.loads.append(named["href"])


@pytest.fixture(scope="module")
def read():
    return {path: Page(path) for path in site_pages.pages()}


def test_it_is_built_without_a_warning():
    _, done = site_pages.built()
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr == ""


def test_every_lesson_and_exercise_has_a_page(read):
    assert {Path("notebooks", f"{name}.html") for name in LESSONS} <= set(read)
    assert {Path("exercises", f"{name}.html") for name in EXERCISES} <= set(read)


def test_nothing_but_pages_is_written():
    folder, _ = site_pages.built()
    assert [*folder.parent.iterdir()] == [folder]
    assert not (folder / ".doctrees").exists()


@pytest.mark.parametrize("folder, names", [("notebooks", LESSONS), ("exercises", EXERCISES)])
def test_a_page_says_how_it_is_opened_in_jupyterlab(folder, names, read):
    for name in names:
        html = (site_pages.built()[0] / folder / f"{name}.html").read_text(encoding="utf-8")
        above = re.split("<section|<div class=.cell", html.split("</h1>")[1])[0]
        assert '<span class="pre">backprop-course</span>' in above
        assert f'<span class="pre">{folder}/{name}.ipynb</span>' in above
        assert "../index.html#install-the-course" in read[Path(folder, f"{name}.html")].links


REPOSITORIES = {  # what is known of it -> what the start page says
    "": "the repository",
    "somebody/course": "[the repository](https://github.com/somebody/course)",
}


@pytest.mark.parametrize("known, words", REPOSITORIES.items())
def test_the_start_page_leads_to_the_repository_once_it_has_an_address(known, words, monkeypatch):
    site_pages.built()  # skips where Sphinx is missing
    builder = site_pages.builder()
    monkeypatch.setattr(builder.doors, "repository", lambda: known or None)
    assert builder.of_repository() == words


def test_nothing_is_loaded_from_elsewhere(read):
    loaded = {(str(path), source) for path, page in read.items() for source in page.loads}
    assert not {pair for pair in loaded if ELSEWHERE.match(pair[1])}
    assert any("/mathjax.js" in source for _, source in loaded)


def test_every_link_within_the_site_leads_somewhere(read):
    folder, dead = site_pages.built()[0], []
    for path, page in read.items():
        for link in page.links:
            if re.match(r"\w+:", link):
                continue
            name, _, anchor = unquote(link).partition("#")
            target = path if not name else _relative(folder / path.parent / name, folder)
            known = anchor == "" or target not in read or anchor in read[target].anchors
            if not (folder / target).exists() or not known:
                dead.append((str(path), link))
    assert dead == []


def _relative(path, folder):
    return path.resolve().relative_to(folder.resolve())


def test_every_picture_of_a_lesson_is_described(read):
    for path, page in read.items():
        assert all(picture.get("alt", "").strip() for picture in page.pictures), path
    assert len(read[Path("notebooks/01-one-neuron.html")].pictures) > 3


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_can_be_downloaded_as_it_is(name, read):
    folder, path = site_pages.built()[0], Path("exercises", f"{name}.html")
    (link,) = [link for link in read[path].links if link.endswith(".ipynb")]
    original = (site_pages.ROOT / "exercises" / f"{name}.ipynb").read_bytes()
    assert (folder / path.parent / link).read_bytes() == original


LINKS = [  # in a page of docs/, what of it stays
    ("see [Style](style.md)", "see [Style](style.md)"),
    ("[recipes](../CONTRIBUTING.md#recipes)", "[recipes](../CONTRIBUTING.md#recipes)"),
    ("see [`ops`](../backprop_course/ops/__init__.py)", "see `ops`"),
    ("[python.org](https://www.python.org)", "[python.org](https://www.python.org)"),
    ("[01](../notebooks/01-one-neuron.ipynb)", "[01](../notebooks/01-one-neuron.ipynb)"),
]  # fmt: skip


@pytest.mark.parametrize("text, kept", LINKS)
def test_links_to_files_that_are_no_pages_become_words(text, kept):
    site_pages.built()  # skips where Sphinx is missing
    assert site_pages.builder().linked(text, Path("docs")) == kept
