"""Build the course to run in a web page: python docs/site/lite.py FOLDER [DISTRIBUTION]

It needs the extra `lite`, and npm.  FOLDER then holds JupyterLite: JupyterLab, a Python (Pyodide)
and every lesson and exercise, as files for any web server.  The widgets and the course come from
this folder too.  What is compiled (NumPy, matplotlib, parts of the standard library) is fetched
from Pyodide's own distribution; what lies in the folder DISTRIBUTION, an unpacked release of
Pyodide, is taken from there instead, so that the pages need no other server.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from backprop_course.workshop import course, folder

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PYODIDE = "0.27.7"  # which the kernel of the extra `lite` was made for
DISTRIBUTION = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE}/full/"
KERNEL = "jupyterlite-pyodide-kernel"
WIDGETS = ("ipywidgets==8.1.7", "jupyterlab_widgets==3.0.15")  # of this JupyterLite's JupyterLab
OURS = "backprop-course"

# What the kernel and the course bring beside Pyodide's own packages: {name: what it imports}.
BROUGHT = {
    "comm": [],
    "ipykernel": [],
    "ipywidgets": ["comm", "ipython", "traitlets"],
    "piplite": ["micropip"],
    "pyodide-kernel": ["comm", "ipykernel", "ipython", "jedi"],
    "widgetsnbextension": [],
    OURS: ["ipywidgets", "matplotlib", "numpy", "pygments"],
}
STARTS_WITH = ["ssl", "sqlite3", "ipykernel", "comm", "pyodide_kernel", "jedi", "ipython"]
STARTS_WITH += ["micropip", "piplite", "widgetsnbextension"]

SPEC = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}

FOCUSED = ".jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus"
TAKEN = {
    "ArrowLeft": "notebook:move-cursor-heading-above-or-collapse",
    "ArrowRight": "notebook:move-cursor-heading-below-or-expand",
}


def build(output, distribution=None):
    """Write JupyterLite with the whole course into the folder ``output``."""
    with TemporaryDirectory() as scratch:
        lite, wheels = Path(scratch, "lite"), Path(scratch, "wheels")
        pyodide = unpacked(Path(scratch), lite / "static" / "pyodide")
        lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
        collect(lock, wheels)
        for entry in lock["packages"].values():
            locate(entry, distribution, pyodide)
        bundle(lock["packages"], wheels, pyodide)
        (pyodide / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
        (lite / "jupyter-lite.json").write_text(json.dumps(settings()), encoding="utf-8")
        (lite / "overrides.json").write_text(json.dumps(overrides()), encoding="utf-8")
        hand_out(lite / "files")
        assemble(lite, wheels, output)


def unpacked(scratch, place):
    """Pyodide's core from npm, in ``place``: the interpreter and the standard library."""
    run("npm", "pack", "--silent", f"pyodide@{PYODIDE}", "--pack-destination", scratch)
    shutil.unpack_archive(scratch / f"pyodide-{PYODIDE}.tgz", scratch)
    place.parent.mkdir(parents=True)
    for path in (scratch / "package").iterdir():
        if path.suffix in (".html", ".md", ".map", ".ts"):
            path.unlink()
    return Path(shutil.move(scratch / "package", place))


def collect(lock, wheels):
    """Gather in ``wheels`` what is written in Python alone, in the versions of the lock file."""
    names = needed(lock["packages"], STARTS_WITH)
    pinned = [f"{name}=={entry['version']}" for name, entry in names.items() if is_pure(entry)]
    around = [f"{KERNEL}=={version(KERNEL)}", *WIDGETS]
    download = ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    download += ["--python-version", lock["info"]["python"], "--dest", wheels]
    run(sys.executable, *download, "comm", *pinned, *around)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", wheels, ROOT)
    (kernel,) = wheels.glob("jupyterlite_pyodide_kernel-*.whl")
    with zipfile.ZipFile(kernel) as archive:
        for name in archive.namelist():
            if "/pypi/" in name and name.endswith(".whl") and "-3.6.999-" not in name:
                (wheels / Path(name).name).write_bytes(archive.read(name))


def needed(packages, names):
    """The entries of ``names`` in a lock file and, in turn, of what these depend on."""
    found = {}
    for name in (one.lower().replace("_", "-") for one in names):
        if name in packages and name not in found:
            found |= {name: packages[name]}
            found |= needed(packages, packages[name]["depends"])
    return found


def is_pure(entry):
    return entry["file_name"].endswith("-none-any.whl")


def locate(entry, distribution, pyodide):
    """Take what an entry names from a folder, if it is there, else from Pyodide's own server."""
    name = entry["file_name"]
    if distribution and (distribution / name).is_file():
        shutil.copy(distribution / name, pyodide)
        entry["sha256"] = digest(pyodide / name)
    else:
        entry["file_name"] = DISTRIBUTION + name


def bundle(packages, wheels, pyodide):
    """Put the wheels beside Pyodide and into its lock file, so that an import loads them."""
    for wheel in sorted(wheels.glob("*.whl")):
        name, number = wheel.name.split("-")[:2]
        name = name.lower().replace("_", "-")
        if name not in packages and name not in BROUGHT:
            continue  # part of JupyterLite, not of its Python
        (light if name == OURS else shutil.copy)(wheel, pyodide / wheel.name)
        known = packages.get(name) or entry_of(name, number)
        packages[name] = known | {"file_name": wheel.name, "sha256": digest(pyodide / wheel.name)}


def entry_of(name, number):
    """A new entry of the lock file."""
    entry = {"name": name, "version": number, "depends": BROUGHT[name]}
    entry |= {"imports": [name.replace("-", "_")], "install_dir": "site"}
    return entry | {"package_type": "package", "unvendored_tests": False}


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def light(wheel, place):
    """Our wheel without the notebooks, which JupyterLite has as files."""
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if "/_course/" not in item.filename:
                new.writestr(item, old.read(item))


def settings():
    """How JupyterLite starts: with the kernel's own packages out of the lock file."""
    kernel = {"pyodideUrl": "./static/pyodide/pyodide.js"}
    kernel |= {"loadPyodideOptions": {"packages": STARTS_WITH}}
    plugins = {"@jupyterlite/pyodide-kernel-extension:kernel": kernel}
    config = {"appName": "Backpropagation by hand", "litePluginSettings": plugins}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": config}


def overrides():
    """Leave the arrow keys to a slider: this JupyterLab takes them to walk over headings."""
    shortcuts = [
        {"command": command, "keys": [key], "selector": FOCUSED, "disabled": True}
        for key, command in TAKEN.items()
    ]
    return {"@jupyterlab/shortcuts-extension:shortcuts": {"shortcuts": shortcuts}}


def hand_out(place):
    """Every lesson and exercise as a learner gets it, for the kernel of JupyterLite."""
    report = folder.Report()
    for page in folder.pages_of(course.find_clone(ROOT), report):
        notebook = page.notebook | {"metadata": page.notebook["metadata"] | {"kernelspec": SPEC}}
        (place / page.name).parent.mkdir(parents=True, exist_ok=True)
        (place / page.name).write_text(json.dumps(notebook), encoding="utf-8")


def assemble(lite, wheels, output):
    """Run JupyterLite's own builder, with no more extensions than the kernel and the widgets."""
    kinds = ("jupyterlite_pyodide_kernel-*", "jupyterlab_widgets-*")
    extensions = [str(path) for kind in kinds for path in wheels.glob(kind)]
    options = {"apps": ["lab"], "no_unused_shared_packages": True, "no_sourcemaps": True}
    options |= {"ignore_sys_prefix": True, "federated_extensions": extensions}
    options |= {"contents": [str(lite / "files")], "output_dir": str(output.resolve())}
    config = lite / "jupyter_lite_config.json"
    config.write_text(json.dumps({"LiteBuildConfig": options}), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlite_core.app", "build", "--config", config]
    run(*command, "--lite-dir", lite, cwd=lite)


def run(*command, **settings):
    subprocess.run([*map(str, command)], check=True, stdout=subprocess.DEVNULL, **settings)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    build(*map(Path, sys.argv[1:]))
