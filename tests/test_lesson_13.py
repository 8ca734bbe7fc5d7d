"""Every row of lesson 13's table of cures names a section that exists and holds a code cell."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "notebooks" / "source" / "13-vanishing-and-exploding-gradients.py"
LESSON = SOURCE.read_text(encoding="utf-8")
ROWS = re.findall(r"(?m)^# \|(.*)\|$", LESSON[LESSON.index("| symptom |") - 4 :].split("# **")[0])
SECTIONS = dict(re.findall(r"(?ms)^# ## (.*?)$(.*?)(?=^# ## |\Z)", LESSON))


def test_every_row_of_the_table_is_shown_by_a_cell():
    assert len(ROWS) == 2 + 13
    for row in ROWS[2:]:
        symptom, _, cure, where = (cell.strip() for cell in row.split("|"))
        assert symptom and cure
        for part in where.split(", "):
            title = "Which cure for which symptom?" if part == "below" else part
            shown = [text for name, text in SECTIONS.items() if title in name]
            assert shown and any("\n# %%\n" in text for text in shown), part
