"""What a notebook shows: pictures with a description, source code, and a progress bar.

Each of them carries a stable plain text beside what is seen, so that a terminal, a screen reader
and the notebook tests have something to read that does not depend on pixels or on the clock.
"""

import inspect
import re
from html import escape

import ipywidgets
from IPython.display import display
from matplotlib.figure import Figure

from . import images
from .code_html import code_html

WIDGET = "application/vnd.jupyter.widget-view+json"


class Picture:
    """A drawing (SVG text or a matplotlib Figure) that shows itself, with a description.

    The HTML holds all of it, so a saved notebook needs no kernel to show it again.
    """

    def __init__(self, drawing, description):
        if not isinstance(drawing, Figure) and not str(drawing).lstrip().startswith("<svg"):
            raise TypeError(f"drawing: expected a Figure or SVG text, got {type(drawing).__name__}")
        if not description.strip():
            raise ValueError("description: expected a sentence that says what is to be seen")
        self.drawing = drawing
        self.description = description

    def __repr__(self):
        return self.description

    def _repr_mimebundle_(self, include=None, exclude=None):
        html = images.image_html(self.drawing, self.description)
        return {"text/html": html, "text/plain": self.description}


def show_live(box, still, description):
    """Display a box of widgets, and before it a still (HTML) that is seen where the box is not.

    They are two outputs: of one output a front end shows one form, and JupyterLab takes the widget
    even when its kernel is gone.  While the widget lives, its first child hides the still.
    """
    name = f"still-{box.model_id}"
    if not isinstance(box.children[0], ipywidgets.HTML):  # shown for the first time
        hide = f'<style onload="{COME_INTO_VIEW}">#{name} {{display: none}}</style>'
        box.children = [unseen(hide), *box.children]
    style = f"<style>{IN_JUPYTERLAB.replace('NAME', name)}</style>"
    html = f'<div id="{name}">{style}{still}</div>'
    display({"text/html": html, "text/plain": description}, raw=True)
    state = {"version_major": 2, "version_minor": 0, "model_id": box.model_id}
    display({WIDGET: state}, raw=True)


# It prints where a widget was that it does not find the model; and it keeps the next cell, which
# Shift+Enter goes to, in its place, so that a high output pushes its own controls out of sight.
IN_JUPYTERLAB = """
.jp-OutputArea-child:has(#NAME) + * > .jp-OutputArea-output:not(:has(*)) {display: none}
.jp-Cell:has(#NAME) + .jp-Cell.jp-mod-active {overflow-anchor: none}
"""

# Shift+Enter scrolls to the next cell before this one has its output, which may then stand below
# the window's edge.  So for three seconds, in which its widgets arrive one after the other, the
# output is brought into view, its upper part first, unless the reader does anything meanwhile.
COME_INTO_VIEW = """
const output = this.closest('.jp-OutputArea-child'), reader = new AbortController();
if (output?.closest('.jp-Cell').nextElementSibling?.matches('.jp-mod-active')) {
    const growth = new ResizeObserver(() => output.scrollIntoView({block: 'nearest'}));
    reader.signal.addEventListener('abort', () => growth.disconnect());
    for (const act of ['keydown', 'pointerdown', 'wheel'])
        addEventListener(act, () => reader.abort(), {capture: true, signal: reader.signal});
    setTimeout(() => reader.abort(), 3000);
    growth.observe(output);
}
"""


def unseen(html):
    """A widget for HTML that works but takes no room."""
    return ipywidgets.HTML(html, layout=ipywidgets.Layout(display="none"))


class Source:
    """The source code of functions and classes, as text."""

    def __init__(self, *objects):
        self.text = "\n\n\n".join(inspect.getsource(thing).strip("\n") for thing in objects)

    def __repr__(self):
        return self.text

    def _repr_mimebundle_(self, include=None, exclude=None):
        # a fence longer than any run of backticks in the source
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", self.text)), default=0))
        markdown = f"{fence}python\n{self.text}\n{fence}"
        return {
            "text/plain": self.text,
            "text/markdown": markdown,
            "text/html": code_html(self.text),
        }


def show_source(*objects):
    """Show the package's own code, so that lesson and package cannot drift apart."""
    if not objects:
        raise ValueError("show_source: expected at least one function, class or module")
    display(Source(*objects))


class ProgressBar:
    """A bar that training fills: pass it as `callback`, or call it with (done, note).

    Only the bar changes while training runs; the cell's plain text is the same however long it
    takes and wherever it stops.
    """

    def __init__(self, total, label="training"):
        if total < 1:
            raise ValueError(f"total: expected at least 1 step, got {total}")
        self.total, self.label = total, label
        self.bar = ipywidgets.IntProgress(value=0, max=total, description=label)
        self.bar.style.description_width = "initial"
        self.note = ipywidgets.Label(value=f"0 of {total}")
        self.view = ipywidgets.HBox([self.bar, self.note])

    def __call__(self, progress, note=""):
        """Note progress: a History, whose losses are counted, or the number of steps done."""
        done = progress
        if not isinstance(progress, int):
            done, note = len(progress.loss), f"loss {progress.loss[-1]:.4f}"
        self.bar.value = done
        self.note.value = ", ".join(filter(None, (f"{done} of {self.total}", note)))

    def show(self):
        """Display the bar, and return it, to be passed on."""
        display(self)
        return self

    def __repr__(self):
        return f"progress bar: {self.label}, {self.total} steps"

    def _ipython_display_(self):
        show_live(self.view, escape(repr(self)), repr(self))
