"""What the course needs from a computer: one check each, with a cure for what is missing."""

import importlib.metadata
import io
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from backprop_course.workshop import course
from backprop_course.workshop import folder as learners

REINSTALL = 'in the environment of the course, run: pip install -e . (or: pip install -U "{}")'
CHOOSE = "choose another with: backprop-course --folder"
LAB_EXTENSION = Path("labextensions") / "@jupyter-widgets" / "jupyterlab-manager"
PNG = b"\x89PNG\r\n\x1a\n"


class Problem(Exception):
    """What is wrong, and what to do about it."""

    def __init__(self, found, cure):
        super().__init__(found)
        self.cure = cure


@dataclass(frozen=True)
class Finding:
    """The result of one check; ``cure`` is empty where there is nothing to cure."""

    name: str
    ok: bool
    found: str
    cure: str = ""


def examine():
    """The Findings of all checks, in the order of the table."""
    packages = [(package, lambda package=package: version_of(package)) for package in PACKAGES]
    checks = [("Python", python), *packages, *CHECKS.items()]
    return [find(name, check) for name, check in checks if not (hosted() and name in SERVED)]


SERVED = ("jupyterlab", "widget", "kernel", "course folder")  # a hosted notebook has its own


def hosted():
    """Whether somebody else's page runs this notebook: Colab, or JupyterLite with Pyodide."""
    return sys.platform == "emscripten" or "google.colab" in sys.modules


def find(name, check):
    """Run one check; whatever it raises is a finding."""
    try:
        return Finding(name, True, check())
    except Problem as problem:
        return Finding(name, False, str(problem), problem.cure)
    except Exception as problem:  # a broken package may fail in any way at all
        cure = "make a fresh virtual environment, as the README says, and install there"
        return Finding(name, False, f"{type(problem).__name__}: {problem}", cure)


def python():
    """The running Python is one that the course supports."""
    from packaging.specifiers import SpecifierSet

    wanted = importlib.metadata.metadata("backprop-course")["Requires-Python"]
    found = platform.python_version()
    if not SpecifierSet(wanted).contains(found, prereleases=True):
        cure = f"install a Python {wanted} and make a new virtual environment with it"
        raise Problem(f"{found} at {sys.executable}", cure)
    return found


PACKAGES = ("numpy", "matplotlib", "jupyterlab", "ipywidgets")


def version_of(package):
    """An installed package is as new as the course's own requirements say."""
    wanted = requirements()[package]
    try:
        found = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        raise Problem("not installed", REINSTALL.format(wanted)) from None
    if not wanted.specifier.contains(found, prereleases=True):
        raise Problem(f"{found}, but the course needs {wanted}", REINSTALL.format(wanted))
    return found


def requirements():
    """The requirements of the installed course by package name, extras included."""
    from packaging.requirements import Requirement

    listed = map(Requirement, importlib.metadata.requires("backprop-course") or ())
    return {requirement.name: requirement for requirement in listed if not requirement.marker}


def picture():
    """Matplotlib draws a chart and turns it into a PNG."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(2, 1))
    figure.add_subplot().plot([0, 1], [0, 1])
    stream = io.BytesIO()
    figure.savefig(stream, format="png")
    if not stream.getvalue().startswith(PNG):
        raise Problem("what matplotlib wrote is no PNG", REINSTALL.format("matplotlib"))
    return f"{len(stream.getvalue())} bytes"


def widget():
    """A slider can be made, and JupyterLab has what shows it."""
    import ipywidgets
    from jupyter_core.paths import jupyter_path

    slider = ipywidgets.FloatSlider(value=0.5)
    slider.close()
    if not any((Path(folder) / LAB_EXTENSION).is_dir() for folder in jupyter_path()):
        cure = REINSTALL.format("jupyterlab_widgets")
        raise Problem("JupyterLab's widget extension is not there: sliders show as text", cure)
    return "a slider was made; JupyterLab can show it"


def kernel():
    """Jupyter finds a Python kernel whose program exists."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        program = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        raise Problem("no kernel is called python3", REINSTALL.format("ipykernel")) from None
    if not shutil.which(program):
        cure = "run: python -m ipykernel install --sys-prefix"
        raise Problem(f"the kernel python3 starts {program}, which is not there", cure)
    return "python3"


def folder():
    """The learner's folder is there, and a file can be saved in it."""
    root = learners.find()
    if not root.is_dir():
        if course.origin() is None:
            raise Problem("no notebooks found", "run the command inside a clone of the course")
        if not os.access(root.parent, os.W_OK):
            raise Problem(f"{root.parent} cannot be written", CHOOSE)
        return f"not made yet: `backprop-course` makes {root}"
    try:
        with tempfile.TemporaryFile(dir=root):
            return str(root)
    except OSError as problem:
        raise Problem(f"{root}: {problem.strerror}", CHOOSE) from None


def blas():
    """Which library multiplies matrices: a note, since last digits depend on it."""
    import numpy as np

    library = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return f"{library.get('name', 'unknown')} {library.get('version', '')}".strip()


CHECKS = {
    "picture": picture,
    "widget": widget,
    "kernel": kernel,
    "course folder": folder,
    "BLAS (a note)": blas,
}
