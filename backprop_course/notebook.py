"""What a notebook shows: pictures with a description, source code, and a progress bar.

Each of them carries a stable plain text beside what is seen, so that a terminal, a screen reader
and the notebook tests have something to read that does not depend on pixels or on the clock.
"""

import base64
import inspect
import io
import re
from html import escape
from pathlib import Path

import ipywidgets
import matplotlib
from IPython.display import display
from matplotlib.figure import Figure

WIDGET = "application/vnd.jupyter.widget-view+json"
SCALE = 2  # pixels stored per pixel shown, for sharp text on dense screens
LIVE_SCALE = 1.5  # the same for a chart that follows a slider: it has to be there at once
FACES = ("", "-Bold", "-Oblique", "-BoldOblique")


class Picture:
    """A drawing (SVG text or a matplotlib Figure) that shows itself, with a description.

    As PNG it is seen everywhere, also before a notebook is run; the description is its plain text.
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
        image = png(self.drawing)
        if image is None:
            return mime_bundle(self.description, view=svg_view(self.drawing)), {}
        return mime_bundle(self.description, image=image), image_metadata(image, self.description)


def png(drawing):
    """The drawing as PNG bytes, at twice its size; None for SVG text where resvg_py is missing."""
    return _printed(drawing, SCALE) if isinstance(drawing, Figure) else _rendered(drawing)


def live_image(figure, words):
    """A Figure as HTML that carries the words for screen readers, made in little time."""
    with matplotlib.rc_context({"text.hinting": "none"}):  # half of the time goes into letters
        image = _printed(figure, LIVE_SCALE, compress_level=1)
    data, width = base64.b64encode(image).decode("ascii"), round(_width(image) / LIVE_SCALE)
    return f'<img src="data:image/png;base64,{data}" width="{width}" alt="{escape(words)}">'


def _printed(figure, scale, **compression):
    buffer = io.BytesIO()
    # without the Software key the bytes do not change with each matplotlib release
    figure.savefig(
        buffer, format="png", dpi=scale * 96, metadata={"Software": None}, pil_kwargs=compression
    )
    return buffer.getvalue()


def _width(image):
    return int.from_bytes(image[16:20], "big")  # from the PNG's header


def svg_view(svg):
    """The SVG text as a widget: it is drawn at once, where an SVG output waits for trust."""
    return ipywidgets.HTML(value=svg)


def mime_bundle(description, *, image=None, view=None):
    """One output in several forms; a front end shows the richest that it knows."""
    data = {"text/plain": description}
    if image is not None:
        data["image/png"] = base64.b64encode(image).decode("ascii")
    if view is not None:
        data[WIDGET] = {"version_major": 2, "version_minor": 0, "model_id": view.model_id}
    return data


def image_metadata(image, description):
    """The width at which a PNG of double density is shown, and its alternative text."""
    return {"image/png": {"width": _width(image) // SCALE, "alt": description}}


def _rendered(svg):
    try:
        import resvg_py
    except ImportError:
        return None
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    faces = [str(folder / f"DejaVuSans{face}.ttf") for face in FACES]
    image = resvg_py.svg_to_bytes(
        svg_string=svg, zoom=SCALE, font_files=faces, font_family="DejaVu Sans",
        skip_system_fonts=True,  # the same bytes on every machine
    )  # fmt: skip
    return bytes(image)


class Source:
    """The source code of functions and classes, as text."""

    def __init__(self, *objects):
        self.text = "\n\n\n".join(inspect.getsource(thing).strip("\n") for thing in objects)

    def __repr__(self):
        return self.text

    def _repr_mimebundle_(self, include=None, exclude=None):
        # a fence longer than any run of backticks in the source
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", self.text)), default=0))
        return {"text/plain": self.text, "text/markdown": f"{fence}python\n{self.text}\n{fence}"}


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

    def _repr_mimebundle_(self, include=None, exclude=None):
        return mime_bundle(repr(self), view=self.view)
