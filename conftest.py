"""How the tests are run: a worker per core for many files, a thread per worker, and nbval."""

import os

import pytest

MOST_WORKERS = 8  # more only import and collect; the longest file ends no sooner

# The matrices here are small: a second thread gains little, and on a busy machine the threads wait
# for each other ten times as long as they work.  It must be said before NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """Let pytest-xdist run the files side by side, where it is there and nothing else is asked.

    A file stays with one worker, so that the cells of a notebook run in order, in one kernel.
    Where no folder is asked for, there are no workers: they take longer to start than a few files.
    """
    option, folders = config.option, any(map(os.path.isdir, config.args))
    if not hasattr(option, "numprocesses") or hasattr(config, "workerinput"):
        return  # there is no pytest-xdist, or this is one of its workers
    if option.numprocesses is None and option.dist == "no" and folders:
        option.numprocesses, option.maxprocesses = "auto", option.maxprocesses or MOST_WORKERS
    if option.numprocesses and option.dist == "no":
        option.dist = "loadfile"


def pytest_collectstart(collector):
    """HTML holds the bytes of a picture; its description is compared, as the plain text."""
    if hasattr(collector, "skip_compare"):  # a notebook
        collector.skip_compare += ("text/html",)
