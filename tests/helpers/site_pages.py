"""The site, built once for all tests that look at it."""

import importlib.util
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILDER = ROOT / "docs" / "site" / "build.py"

RAW_TEX = r"() => /\\(frac|partial|times|begin)/.test(document.querySelector('article').innerText)"
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
BROKEN = "() => [...document.images].filter(one => !one.naturalWidth).map(one => one.alt)"
FORMULAS = "() => document.querySelectorAll('.math').length"


@lru_cache(maxsize=1)
def built():
    """(folder, what Sphinx said); it is skipped where the extra ``docs`` is not installed."""
    for module in ("sphinx", "myst_nb", "furo", "sphinx_copybutton"):
        if importlib.util.find_spec(module) is None:
            pytest.skip("the extra docs is not installed")
    folder = Path(mkdtemp(prefix="site-"), "pages")
    done = subprocess.run(
        [sys.executable, BUILDER, folder],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    return folder, done


def pages():
    """Every page of the site, relative to its folder."""
    folder, _ = built()
    found = (path.relative_to(folder) for path in folder.rglob("*.html"))
    return sorted(path for path in found if "_static" not in path.parts)


def builder():
    """``docs/site/build.py`` as a module; what it imports lies beside it."""
    if str(BUILDER.parent) not in sys.path:
        sys.path.append(str(BUILDER.parent))
    spec = importlib.util.spec_from_file_location("site_builder", BUILDER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wait_for_formulas(page):
    """Until MathJax has drawn the formulas of a page, if it has any."""
    if page.evaluate(FORMULAS):
        page.wait_for_selector("mjx-container", state="attached")
        page.wait_for_timeout(500)
