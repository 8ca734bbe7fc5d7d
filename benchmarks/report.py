"""Tables for the terminal, and the same tables in README.md."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table as RichTable

README = Path(__file__).with_name("README.md")


@dataclass
class Table:
    """Rows of text under a title."""

    title: str
    columns: list
    rows: list
    note: str = ""


@dataclass
class Result:
    """What a benchmark found: tables to read, and numbers that the goals look up."""

    tables: list
    measured: dict = field(default_factory=dict)


def show(table, console):
    """Print a table: the first column to the left, numbers to the right."""
    drawn = RichTable(title=table.title, title_justify="left", box=box.SIMPLE_HEAD)
    for k, column in enumerate(table.columns):
        drawn.add_column(column, justify="left" if k == 0 else "right", overflow="fold")
    for row in table.rows:
        drawn.add_row(*row)
    console.print(drawn)
    if table.note:
        console.print(table.note + "\n")


def markdown(table):
    """The table for README.md."""
    rule = ["---"] + ["--:"] * (len(table.columns) - 1)
    lines = ["| " + " | ".join(cells) + " |" for cells in [table.columns, rule, *table.rows]]
    note = [table.note, ""] if table.note else []
    return "\n".join([f"**{table.title}**", "", *lines, "", *note])


def console():
    """The terminal; wide enough for every column where the output goes to a file."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=160)


def replace_block(text, name, body):
    """``text`` with what stands between the two comments of that name exchanged."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    block = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not block.search(text):
        raise ValueError(f"no block {begin} ... {end}")
    return block.sub(lambda _: f"{begin}\n{body.strip()}\n{end}", text)


def write(page):
    """Put the tables of each benchmark into its block of README.md."""
    text = README.read_text(encoding="utf-8")
    for name, body in page.items():
        text = replace_block(text, name, body)
    README.write_text(text, encoding="utf-8")
