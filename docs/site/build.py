"""Build the site: python docs/site/build.py FOLDER [--lite].  It needs the extra `docs`.

Every lesson is shown with its stored outputs, so nothing runs; exercises are shown blank, and can
be downloaded.  The pages ask no other server for anything, and open from a folder on disk too.

With --lite, which needs the extra `lite` too, FOLDER/lite holds the same notebooks to be run in a
web page, see ``lite.py``, and each page leads there.
"""

import json
import re
import shutil
import sys
from html import escape
from importlib.metadata import files
from pathlib import Path
from tempfile import TemporaryDirectory

import doors
from sphinx.cmd.build import main as sphinx

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAMS = ("*.pyc", "build.py", "lite.py", "doors.py", "colab.py")  # not read by Sphinx
NOTEBOOKS = ("notebooks", "exercises")
REPOSITORY = "{{repository}}"  # a word of index.md that becomes a link
IN_JUPYTERLAB = (
    "*To work in it:* [install the course](../index.md#Install-the-course), run `backprop-course`, "
    "open `{}`."
)
ITSELF = re.compile(r" \| \[read or run it in a browser\]\(.*\)")  # see authoring.navigation
LINK = re.compile(r"\[([^]]+)\]\((?!\w+:)([^)#]*)(#[^)]*)?\)")  # [text](path#place), no address


def build(folder, with_lite=False):
    """Write the site into ``folder``; the exit code is 0 if there was no warning."""
    with TemporaryDirectory() as scratch:
        source, pages = Path(scratch, "source"), Path(scratch, "pages")  # and what else it writes
        gather(source, with_lite)
        options = ["--fail-on-warning", "--keep-going", "-q", "-d", str(Path(scratch, "doctrees"))]
        code = sphinx([*options, "-b", "html", str(source), str(pages)])
        shutil.copytree(pages, folder, dirs_exist_ok=True)
    if with_lite:
        import lite  # which needs an extra of its own

        lite.build(folder / "lite")
    return code


def gather(source, with_lite):
    """Lay out the pages as in the repository, so that their links to each other hold."""
    shutil.copytree(HERE, source, ignore=shutil.ignore_patterns(*PROGRAMS))
    start = source / "index.md"
    start.write_text(start.read_text("utf-8").replace(REPOSITORY, of_repository()), "utf-8")
    shutil.copy(mathjax(), source / "static" / "mathjax.js")
    for name in NOTEBOOKS:
        (source / name).mkdir()
        for path in sorted((ROOT / name).glob("[0-9]*.ipynb")):
            shown = as_page(json.loads(path.read_text(encoding="utf-8")))
            offer(shown, f"{name}/{path.name}", with_lite)
            (source / name / path.name).write_text(json.dumps(shown), encoding="utf-8")
    shutil.copytree(ROOT / "exercises", source / "blank")
    (source / "docs").mkdir()
    for path in [*ROOT.glob("docs/*.md"), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]:
        text = path.read_text(encoding="utf-8")
        place = path.relative_to(ROOT)
        (source / place).write_text(linked(text, place.parent), encoding="utf-8")


def of_repository():
    """The words for the repository, which lead there when its address is known."""
    repository = doors.repository()
    return f"[the repository](https://github.com/{repository})" if repository else "the repository"


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


def offer(notebook, name, with_lite):
    """Say below the title of a notebook where it can be opened to work in it."""
    first = notebook["cells"][0]
    title, heading, rest = ITSELF.sub("", "".join(first["source"])).partition("\n## ")
    ways = "\n\n".join([IN_JUPYTERLAB.format(name), " · ".join(links_to(name, with_lite))])
    first["source"] = f"{title.rstrip()}\n\n{ways.rstrip()}\n{heading}{rest}"


def links_to(name, with_lite):
    """Where a notebook can be opened without installing the course, or got from."""
    links = []
    if with_lite:
        links.append(link(f"../lite/lab/index.html?path={name}", "Run it in this browser"))
    if name.startswith("exercises/"):
        links.append(f"{{download}}`Download it <../blank/{Path(name).name}>`")
    if repository := doors.repository():
        links.append(link(doors.binder(repository, name), "Binder"))
        links.append(link(doors.colab(repository, name), "Colab"))
    return links


def link(address, words):
    """A link that Sphinx leaves as it is."""
    return f'<a class="reference external" href="{address}">{words}</a>'


def image(output):
    """A stored picture as HTML: the description in ``alt``, no wider than the page."""
    about = output["metadata"]["image/png"]
    data = "".join(output["data"]["image/png"]).replace("\n", "")
    return (
        f'<img src="data:image/png;base64,{data}" alt="{escape(about["alt"])}" '
        f'width="{about["width"]}" style="max-width:100%;height:auto">'
    )


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--lite"]):
        sys.exit(__doc__)
    sys.exit(build(Path(sys.argv[1]), with_lite=len(sys.argv) == 3))
