"""Makes the pictures of a built notebook into PNG, the only form that code hosts show.

A notebook that somebody runs holds them as HTML, which carries the description; a code host drops
that, and with it the picture.
"""

import base64
import io
import re
from html import unescape
from pathlib import Path

import matplotlib
import resvg_py
from PIL import Image

from backprop_course import images

IMAGE = re.compile(
    '<img src="data:(?P<kind>[^;]+);base64,(?P<data>[^"]+)"'
    ' width="(?P<width>[0-9]+)" alt="(?P<alt>[^"]*)"'
)
FACES = ("", "-Bold", "-Oblique", "-BoldOblique")


def store(notebook):
    """Put PNG in the place of HTML, in place; HTML without a picture goes, its plain text stays."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            html = output.get("data", {}).pop("text/html", "")
            if found := IMAGE.search(html):
                output.data["image/png"] = as_png(found["kind"], found["data"])
                size = {"width": int(found["width"]), "alt": unescape(found["alt"])}
                output.metadata["image/png"] = size


def as_png(kind, data):
    """The base64 text of a PNG with a palette, given that of a PNG or of an SVG."""
    image = base64.b64decode(data)
    image = image if kind == "image/png" else render(image.decode())
    return base64.b64encode(with_palette(image)).decode("ascii")


def render(svg):
    """SVG text as PNG bytes, at twice its size, with the letters of matplotlib's fonts."""
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    faces = [str(folder / f"DejaVuSans{face}.ttf") for face in FACES]
    image = resvg_py.svg_to_bytes(
        svg_string=svg, zoom=images.SCALE, font_files=faces, font_family="DejaVu Sans",
        skip_system_fonts=True,  # the same bytes on every machine
    )  # fmt: skip
    return bytes(image)


def with_palette(image):
    """The PNG with 256 colours: no difference to the eye, and less than half the bytes."""
    picture, buffer = Image.open(io.BytesIO(image)).convert("RGB"), io.BytesIO()
    picture = picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    picture.save(buffer, format="png", optimize=True)
    return buffer.getvalue()
