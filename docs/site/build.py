"""Build the site: python docs/site/build.py FOLDER.  It needs the extra `docs`.

Every lesson is shown with its stored outputs, so nothing runs; exercises are shown blank, and can
be downloaded.  The pages ask no other server for anything, and open from a folder on disk too.
"""

import json
import re
import shutil
import sys
from html import escape
from importlib.metadata import files
from pathlib import Path
from tempfile import TemporaryDirectory

from sphinx.cmd.build import main as sphinx

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NOTEBOOKS = ("notebooks", "exercises")
LINK = re.compile(r"\[([^]]+)\]\((?!\w+:)([^)#]*)(#[^)]*)?\)")  # [text](path#place), no address


def build(folder):
    """Write the site into ``folder``; the exit code is 0 if there was no warning."""
    with TemporaryDirectory() as scratch:
        source = Path(scratch)
        gather(source)
        options = ["--fail-on-warning", "--keep-going", "-q"]
        return sphinx([*options, "-b", "html", str(source), str(folder)])


def gather(source):
    """Lay out the pages as in the repository, so that their links to each other hold."""
    shutil.copytree(
        HERE, source, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.pyc", "build.py")
    )
    (source / "static").mkdir()
    shutil.copy(mathjax(), source / "static" / "mathjax.js")
    for name in NOTEBOOKS:
        (source / name).mkdir()
        for path in sorted((ROOT / name).glob("[0-9]*.ipynb")):
            shown = as_page(json.loads(path.read_text(encoding="utf-8")))
            if name == "exercises":
                offer(shown, path.name)
            (source / name / path.name).write_text(json.dumps(shown), encoding="utf-8")
    shutil.copytree(ROOT / "exercises", source / "blank")
    (source / "docs").mkdir()
    for path in [*ROOT.glob("docs/*.md"), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]:
        text = path.read_text(encoding="utf-8")
        place = path.relative_to(ROOT)
        (source / place).write_text(linked(text, place.parent), encoding="utf-8")


def linked(text, folder):
    """``text`` with links to pages of the site alone; of any other link the words stay."""

    def kept(found):
        words, path, _ = found.groups()
        target = (ROOT / folder / path).resolve()
        is_page = target.suffix in (".md", ".ipynb") and target.parent.name not in (
            "source",
            "benchmarks",
        )
        return found[0] if is_page and target.name != "README.md" else words

    return LINK.sub(kept, text)


def anchor(title):
    """The anchor of a heading as JupyterLab writes it, so that a link serves in both."""
    return title.replace(" ", "-")


def mathjax():
    """MathJax in one file, as SVG: it loads nothing more while a page is read."""
    wanted = [path for path in files("sphinx-mathjax-offline") if path.name == "tex-svg-full.js"]
    return wanted[0].locate()


def as_page(notebook):
    """A notebook as a page shows it: pictures with their descriptions, folded cells folded."""
    for cell in notebook["cells"]:
        if cell["metadata"].get("jupyter", {}).get("source_hidden"):
            cell["metadata"]["tags"] = [*cell["metadata"].get("tags", []), "hide-input"]
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                output["data"] = {"text/html": image(output)}
    return notebook


def offer(notebook, name):
    """Put a link to the file itself below the title of an exercise notebook."""
    words = (
        f"{{download}}`Download this notebook <../blank/{name}>`, and solve it in your own folder."
    )
    cell = {"cell_type": "markdown", "id": "download", "metadata": {}, "source": words}
    notebook["cells"].insert(1, cell)


def image(output):
    """A stored picture as HTML: the description in ``alt``, no wider than the page."""
    about = output["metadata"]["image/png"]
    data = "".join(output["data"]["image/png"]).replace("\n", "")
    return (
        f'<img src="data:image/png;base64,{data}" alt="{escape(about["alt"])}" '
        f'width="{about["width"]}" style="max-width:100%;height:auto">'
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(build(Path(sys.argv[1])))
