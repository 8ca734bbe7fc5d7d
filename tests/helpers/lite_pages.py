"""The course in JupyterLite, built once for all tests that look at it, and served."""

import contextlib
import functools
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import mkdtemp

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILDER = ROOT / "docs" / "site" / "lite.py"
WHOLE = os.environ.get("PYODIDE_DISTRIBUTION")  # a folder with an unpacked release of Pyodide

# IPython imports sqlite3, compiled, and keeps no history in a web page, so names are enough.
SQLITE = "sqlite3-1.0.0-cp312-cp312-pyodide_2024_0_wasm32.whl"
NAMES = """class Connection: pass
class DatabaseError(Exception): pass
class OperationalError(DatabaseError): pass
class IntegrityError(DatabaseError): pass
"""


@functools.lru_cache(maxsize=1)
def built():
    """The folder; it is skipped where the extra ``lite`` or npm is missing.

    Without Pyodide's distribution a stand-in for sqlite3 lets the kernel start without a network.
    """
    if importlib.util.find_spec("jupyterlite_core") is None or shutil.which("npm") is None:
        pytest.skip("the extra lite or npm is not installed")
    folder = Path(mkdtemp(prefix="lite-"))
    distribution = Path(WHOLE) if WHOLE else stand_in(folder / "distribution")
    command = [sys.executable, BUILDER, folder / "site", distribution]
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return folder / "site"


def builder():
    """``docs/site/lite.py`` as a module."""
    spec = importlib.util.spec_from_file_location("lite_builder", BUILDER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def stand_in(folder):
    folder.mkdir()
    with zipfile.ZipFile(folder / SQLITE, "w") as wheel:
        wheel.writestr("sqlite3.py", NAMES)
        wheel.writestr("sqlite3-1.0.0.dist-info/METADATA", "Name: sqlite3\nVersion: 1.0.0\n")
    return folder


@contextlib.contextmanager
def served():
    """The address of the pages, which show their application to a test."""
    folder = built()
    config = folder / "jupyter-lite.json"
    said = json.loads(config.read_text(encoding="utf-8"))
    said["jupyter-config-data"]["exposeAppInBrowser"] = True
    config.write_text(json.dumps(said), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass
