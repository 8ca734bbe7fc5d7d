"""Where a notebook can be opened without installing anything: python docs/site/doors.py OWNER/NAME

Who publishes the repository runs this once with its name on GitHub: its address and that of the
site are then written in pyproject.toml, and the badges in README.md.  `backprop-course build` then
names the site in notebook 00, and below the title of every other notebook its page there.  In a
workflow of GitHub the name is known anyway.
"""

import os
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIRST = "notebooks/00-start-here.ipynb"
COLAB_BRANCH = "colab"  # the copies that `colab.py` makes
NAME = re.compile(r"[\w.-]+/[\w.-]+")


def repository(root=ROOT):
    """OWNER/NAME on GitHub; None where nobody has said."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    said = project.get("urls", {}).get("Repository", "").removeprefix("https://github.com/")
    return os.environ.get("GITHUB_REPOSITORY") or said or None


def binder(repository, path=FIRST):
    """A JupyterLab on mybinder.org, at a notebook of the learner's folder, which Binder makes."""
    place = f"lab/tree/my-backprop-course/{path}"
    return f"https://mybinder.org/v2/gh/{repository}/HEAD?urlpath={place}"


def colab(repository, path=FIRST):
    """The copy of a notebook for Colab, which installs the course first."""
    base = "https://colab.research.google.com/github"
    return f"{base}/{repository}/blob/{COLAB_BRANCH}/{path}"


def codespaces(repository):
    return f"https://github.com/codespaces/new/{repository}"


def pages(repository):
    """The site, as GitHub Pages publishes it."""
    owner, name = repository.split("/")
    return f"https://{owner.lower()}.github.io/{name}/"


def badges(repository):
    """One line of Markdown, with a badge for each door."""
    tests = f"https://github.com/{repository}/actions/workflows/ci.yml"
    shown = [
        ("tests", f"{tests}/badge.svg", tests),
        ("Binder", "https://mybinder.org/badge_logo.svg", binder(repository)),
        ("Colab", "https://colab.research.google.com/assets/colab-badge.svg", colab(repository)),
        ("Codespaces", "https://github.com/codespaces/badge.svg", codespaces(repository)),
    ]
    return " ".join(f"[![{name}]({image})]({link})" for name, image, link in shown)


def publish(repository, root=ROOT):
    """Write the addresses, and the badges under the title of the README."""
    readme, project = root / "README.md", root / "pyproject.toml"
    title, rest = readme.read_text(encoding="utf-8").split("\n\n", 1)
    rest = rest.split("\n\n", 1)[1] if rest.startswith("[![") else rest
    readme.write_text(f"{title}\n\n{badges(repository)}\n\n{rest}", encoding="utf-8")
    text = re.sub(r"\[project\.urls\]\n(.+\n)+\n", "", project.read_text(encoding="utf-8"))
    urls = {"Repository": f"https://github.com/{repository}", "Documentation": pages(repository)}
    lines = "\n".join(f'{name} = "{address}"' for name, address in urls.items())
    lines = f"[project.urls]\n{lines}\n\n[project.scripts]"
    project.write_text(text.replace("[project.scripts]", lines), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not NAME.fullmatch(sys.argv[1]):
        sys.exit(__doc__)
    publish(sys.argv[1])
