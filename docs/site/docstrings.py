"""Docstrings are plain text; Sphinx reads reStructuredText.  Only tables and stars differ."""

import re

EMPHASIS = re.compile(r"\\\*([A-Za-z][\w -]*)\\\*")


def setup(app):
    """Let autodoc pass every docstring through ``as_rst``."""
    app.connect("autodoc-process-docstring", rewrite)
    return {"parallel_read_safe": True}


def rewrite(app, what, name, obj, options, lines):
    lines[:] = as_rst(lines)


def as_rst(lines):
    """The lines with indented paragraphs as they are typed, and stars as stars but around words."""
    paragraphs = "\n".join(lines).split("\n\n")
    return "\n\n".join(_paragraph(text) for text in paragraphs).split("\n")


def _paragraph(text):
    if text.lstrip().startswith(">>>"):
        return text
    if text.startswith("    "):
        return f".. code-block:: text\n\n{text}"
    return EMPHASIS.sub(r"*\1*", text.replace("*", r"\*"))
