"""Every tag stands in the table, and the page is made from it."""

import re
from pathlib import Path

import pytest

from backprop_course.checking.tags import TAGS, meaning
from backprop_course.exercises import tags

ROOT = Path(__file__).parents[2]


def test_the_page_of_tags_is_current():
    page = (ROOT / "docs" / "tags.md").read_text(encoding="utf-8")
    assert page == tags.page(), "run backprop-course build"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "backprop_course" / "checking").glob("*.py")), ids=str
)
def test_what_the_checker_writes_stands_in_the_table(path):
    text = path.read_text(encoding="utf-8")
    written = re.findall(r'(?:Finding\(|explanation\(\s*k, )\s*"([a-z.-]+)"', text)
    written += re.findall(r'"(near-miss\.[a-z-]+)"', text)
    if path.name == "errors.py":
        written += [f"raised.{name}" for name in re.findall(r'return "([a-z-]+)", words', text)]
    assert [tag for tag in written if tag not in TAGS] == []


@pytest.mark.parametrize(
    "tag, words",
    [
        ("zeros", "0 throughout"),
        ("factor.2 n", "times this factor"),
        ("raised.ValueError", "this exception"),
        ("zeros + factor.-1", "0 throughout; and the correct value times"),
        ("zeros x 1/n", "0 throughout, and a factor 1/n"),
    ],
)
def test_what_a_tag_means(tag, words):
    assert words in meaning(tag)


def test_an_unknown_tag_is_refused():
    with pytest.raises(KeyError):
        meaning("no-such-thing")
