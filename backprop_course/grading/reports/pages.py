"""Pages as Markdown and as HTML, from one list of blocks: (kind, content).

Kinds: "title", "heading", "smaller" and "text" hold a text, "table" holds rows of cells, the first
of them the header. Nothing in them is markup: what students wrote arrives as they wrote it.
"""

import html as escaping
import re

CODE = " " * 4  # what a line of code begins with
STYLE = "body{max-width:45rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 sans-serif}"
STYLE += "td,th{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}"
STYLE += "pre{background:#f4f4f4;padding:.5rem;overflow:auto}"
HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>{style}</style></head><body>
"""


def markdown(blocks):
    """The page as Markdown."""
    return "\n\n".join(markdown_block(kind, content) for kind, content in blocks) + "\n"


def markdown_block(kind, content):
    if kind == "table":
        header, *rows = [[plain(cell) for cell in row] for row in content]
        return "\n".join(f"| {' | '.join(row)} |" for row in (header, ["---"] * len(header), *rows))
    sign = {"title": "# ", "heading": "## ", "smaller": "### ", "text": ""}[kind]
    if kind == "text":
        return "\n\n".join(part if code else plain(part) for code, part in parts(content))
    return sign + plain(content)


def plain(words):
    """A text in which Markdown finds no markup."""
    words = escaping.escape(str(words), quote=False).replace("\n", " ")
    words = re.sub(r"([\\`*_{}\[\]#|~])", r"\\\1", words)
    return re.sub(r"^(\s*\d*)([-+.)])(?=\s)", r"\1\\\2", words)


def html(blocks):
    """The page as HTML; nothing on it is loaded from anywhere."""
    title = next(content for kind, content in blocks if kind == "title")
    head = HEAD.format(title=escaping.escape(title), style=STYLE)
    return head + "\n".join(html_block(*block) for block in blocks) + "\n</body></html>\n"


def html_block(kind, content):
    if kind == "table":
        header, *rows = content
        return f"<table>{html_row('th', header)}{''.join(html_row('td', r) for r in rows)}</table>"
    if kind == "text":
        return "\n".join(html_part(*part) for part in parts(content))
    sign = {"title": "h1", "heading": "h2", "smaller": "h3"}[kind]
    return f"<{sign}>{escaping.escape(content)}</{sign}>"


def html_part(code, words):
    sign = "pre" if code else "p"
    return f"<{sign}>{escaping.escape(words)}</{sign}>"


def html_row(sign, cells):
    return f"<tr>{''.join(f'<{sign}>{escaping.escape(str(c))}</{sign}>' for c in cells)}</tr>"


def parts(words):
    """(whether it is code, text) for each run of lines of one sort."""
    found = []
    for line in words.split("\n"):
        code = line.startswith(CODE)
        if found and found[-1][0] == code:
            found[-1][1].append(line)
        elif line.strip():
            found.append((code, [line]))
    return [(code, "\n".join(lines)) for code, lines in found]
