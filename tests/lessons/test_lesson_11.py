"""The claims of lesson 11 that no cell computes: PyTorch's lines, the page's length, the charts."""

import ast
import json
import re
from pathlib import Path

import numpy as np
import pytest
from pictures.autograd import PICTURES

from backprop_course import ops
from backprop_course.figures.autograd.expressions import trace_expression
from backprop_course.figures.autograd.walk import describe_walk

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "11-autograd.ipynb"
LESSON = (ROOT / "notebooks" / "source" / "11-autograd.py").read_text(encoding="utf-8")
BLOCK = re.compile(r"# ```python\n((?:#.*\n)*?)# ```\n#\n# This prints `(.*?)`")
PRINTED = ["12.0", "[3.0, 12.0] 12.0"]
PRINTED += ["24.0 Trying to backward through the graph a second time"]
PRINTED += ["[2.0, 40.0, 800.0]", "12.0 4.0"]


def test_the_lesson_says_what_each_block_prints():
    assert [printed for _, printed in BLOCK.findall(LESSON)] == PRINTED


@pytest.mark.torch
def test_the_pytorch_lines_print_what_the_lesson_says(capsys):
    names = {"torch": pytest.importorskip("torch")}
    for block, printed in BLOCK.findall(LESSON):
        exec(re.sub(r"(?m)^# ?", "", block), names)
        assert capsys.readouterr().out.strip() == printed, block


def test_the_recorded_numbers_are_those_of_the_printed_lines():
    recorded = ast.literal_eval(re.search(r"recorded_from_pytorch = (\{[^}]*\})", LESSON)[1])
    both = ast.literal_eval(PRINTED[1].rpartition(" ")[0])
    twice, vector = float(PRINTED[2].split()[0]), ast.literal_eval(PRINTED[3])
    first = {"x.grad": float(PRINTED[0]), "grad": both}
    assert recorded == first | {"twice": twice, "vector": vector}


@pytest.mark.torch
def test_the_loop_of_pytorch_gives_the_lines_of_the_lesson(capsys):
    names = {"torch": pytest.importorskip("torch")}
    loop = re.sub(r"(?m)^# ?", "", BLOCK.findall(LESSON)[-1][0])
    for start in (3.0, 4.9, 5.0):
        exec(loop.replace("3.0", str(start)), names)
    found = [line.split() for line in capsys.readouterr().out.splitlines()]
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    (printed,) = [text for text in map(stdout, cells) if text.startswith("x = 3.0: y =")]
    lines = re.findall(r"y = (.*), gradient (.*)", printed)
    assert [tuple(map(float, line)) for line in lines] == [
        (pytest.approx(float(y)), float(slope)) for y, slope in found
    ]


def stdout(cell):
    """What a cell printed."""
    return "".join("".join(output.get("text", "")) for output in cell.get("outputs", []))


@pytest.mark.torch
def test_what_the_table_says_of_pytorch():
    torch = pytest.importorskip("torch")
    w = torch.tensor(2.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1)
    h = w**2
    h.backward()
    optimizer.zero_grad()
    assert w.grad is None
    assert h.detach().data_ptr() == h.data_ptr() and h.detach().is_leaf
    with pytest.raises(RuntimeError, match="only for scalar outputs"):
        torch.ones(3, requires_grad=True).exp().backward()


@pytest.mark.torch
def test_the_arguments_that_the_table_leaves_to_pytorch():
    torch = pytest.importorskip("torch")
    x, w = (torch.tensor(value, requires_grad=True) for value in (2.0, 5.0))
    (x**3 * w).backward(inputs=[x])
    assert x.grad.item() == 60.0 and w.grad is None
    y = torch.tensor(2.0, requires_grad=True)
    (slope,) = torch.autograd.grad(y**3, y, create_graph=True)
    assert torch.autograd.grad(slope, y)[0].item() == 12.0  # the slope of 3 y^2


ENGINE = ("Node", "apply", "inputs_first", "walk", "backward")


def last_definitions():
    """The last definition of each name of the engine, as text."""
    code = "\n".join(
        cell.partition("\n")[2]
        for cell in re.split(r"(?m)^# %%", LESSON)
        if not cell.startswith(" [markdown]")
    )
    return {
        node.name: ast.get_source_segment(code, node)
        for node in ast.parse(code).body
        if getattr(node, "name", None) in ENGINE
    }


def test_the_engine_is_as_short_as_the_lesson_says():
    found = last_definitions()
    assert set(found) == set(ENGINE)
    lines = sum(len([line for line in text.splitlines() if line]) for text in found.values())
    assert lines == int(re.search(r"`backward`: (\d+) lines", LESSON)[1])
    assert max(text.count("\n") for text in found.values()) < 15


SETTINGS = {  # exercise C: what to change in three of the five pieces
    "apply(f, *inputs)": "apply(f, *inputs, **settings)",
    "f(*(x.value for x in inputs)), f, inputs": "f(*(x.value for x in inputs), **settings), "
    "f, inputs, settings",
    "f=None, inputs=()": "f=None, inputs=(), settings=None",
    "self.f, self.inputs = f, inputs": "self.f, self.inputs, self.settings = f, inputs, settings",
    "[node.f](grads[node], *values)": "[node.f](grads[node], *values, **node.settings)",
}


def test_three_pieces_must_change_to_teach_the_engine_settings():
    found, changed = last_definitions(), set()
    for name, text in found.items():
        for old, new in SETTINGS.items():
            if old in text:
                found[name] = found[name].replace(old, new)
                changed.add(name)
    assert changed == {"Node", "apply", "walk"}
    names = {"np": np, "ops": ops}
    exec("\n".join(found.values()), names)
    x = names["Node"]([[1.0, 2.0], [3.0, 4.0]])
    y = names["apply"](ops.square, names["apply"](ops.sum, x, axis=0))
    names["backward"](y, np.array([1.0, 10.0]))
    assert x.grad.tolist() == [[8.0, 120.0], [8.0, 120.0]]


def test_what_is_lost_in_the_explorer_and_what_60_doublings_cost():
    as_met = trace_expression("h + exp h", "as met")
    assert "1.62" in describe_walk(as_met) and round(np.exp(np.sin(0.5)), 2) == 1.62
    assert 2e18 < 2**61 - 1 < 3e18


# ---------------------------------------------------------------- charts

WORDS = {
    "visits": ["recursion: 15", "each node once: 4"],
    "program": ["slope 8", "slope 4", "slope 2", "slope 1"],
}


@pytest.mark.parametrize("name", WORDS)
def test_charts_are_labelled(name):
    figure = PICTURES[name]()
    texts = [text for axes in figure.axes for text in axes.texts]
    assert [text.get_text() for text in texts] == WORDS[name]
    assert all(axes.get_ylabel() for axes in figure.axes) and figure.axes[-1].get_xlabel()


def test_the_program_is_drawn_in_pieces():
    above, below = PICTURES["program"]().axes
    pieces = [line for line in below.lines if line.get_linestyle() == "-"]
    assert [set(line.get_ydata()) for line in pieces] == [{8.0}, {4.0}, {2.0}, {1.0}]
    assert len([line for line in above.lines if line.get_linestyle() == "-"]) == 4


def test_visits_are_drawn_on_a_log_scale_with_two_markers():
    (axes,) = PICTURES["visits"]().axes
    assert axes.get_yscale() == "log"
    assert [line.get_marker() for line in axes.lines] == ["o", "s"]
