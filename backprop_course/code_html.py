"""Python code as coloured HTML whose long lines break between words, wherever they must."""

from html import escape

from pygments.lexers import PythonLexer  # IPython brings it
from pygments.token import Comment, Keyword, Name, Number, Operator, String

COLOURS = {  # kind of word: its name in JupyterLab's themes, and its colour elsewhere
    Comment: ("comment", "#71797E"),
    Keyword: ("keyword", "#2E7D32"),
    Operator.Word: ("keyword", "#2E7D32"),
    Name.Function: ("def", "#3367D6"),
    Name.Class: ("def", "#3367D6"),
    Number: ("number", "#2E7D32"),
    String: ("string", "#C0392B"),
}
INDENT = 4  # columns that the rest of a broken line stands further in
FRAME = "white-space:pre-wrap;word-break:normal;overflow-wrap:break-word"


def code_html(code):
    """The code as a block that any window shows whole: JupyterLab itself breaks inside words."""
    lines = [[]]
    for kind, text in PythonLexer().get_tokens(code):
        first, *rest = text.split("\n")
        lines[-1].append(_coloured(kind, first))
        lines += [[_coloured(kind, part)] for part in rest]
    pairs = zip(code.split("\n"), lines, strict=False)  # the lexer ends with a line of its own
    rows = [_line(line, "".join(parts)) for line, parts in pairs]
    return f'<pre style="{FRAME}">{"".join(rows)}</pre>'


def _line(code, html):
    depth = len(code) - len(code.lstrip()) + INDENT
    return f'<div style="padding-left:{depth}ch;text-indent:-{depth}ch">{html or "<br>"}</div>'


def _coloured(kind, text):
    for family, (name, colour) in COLOURS.items():
        if text and kind in family:
            style = f"color:var(--jp-mirror-editor-{name}-color,{colour})"
            return f'<span style="{style}">{escape(text)}</span>'
    return escape(text)
