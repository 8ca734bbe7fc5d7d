"""The claims of lesson 11 that no cell computes: PyTorch's lines, the page's length, the charts."""

import ast
import json
import re
from pathlib import Path

import numpy as np
import pytest
from pictures.autograd import PICTURES

from backprop_course import ops
from backprop_course.data import spirals
from backprop_course.figures.autograd.expressions import trace_expression
from backprop_course.figures.autograd.walk import describe_walk
from backprop_course.losses import softmax_cross_entropy
from backprop_course.mlp import MLP

ROOT = Path(__file__).parents[3]
NOTEBOOK = ROOT / "notebooks" / "11-autograd.ipynb"
LESSON = (ROOT / "notebooks" / "source" / "11-autograd.py").read_text(encoding="utf-8")
BLOCK = re.compile(r"# ```python\n((?:#(?! ```).*\n)*)# ```\n#\n# This prints `(.*?)`")
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
def test_a_gradient_of_a_gradient_is_left_to_pytorch():
    torch = pytest.importorskip("torch")
    y = torch.tensor(2.0, requires_grad=True)
    (slope,) = torch.autograd.grad(y**3, y, create_graph=True)
    assert torch.autograd.grad(slope, y)[0].item() == 12.0  # the slope of 3 y^2


ENGINE = ("Node", "apply", "shares", "inputs_first", "walk", "backward")
CODE = "\n".join(
    cell.partition("\n")[2]
    for cell in re.split(r"(?m)^# %%", LESSON)
    if not cell.startswith(" [markdown]")
)


def definitions(*names):
    """The definition of each name, as text, without docstring and markers."""
    found = {}
    for node in ast.parse(CODE).body:
        if getattr(node, "name", None) in names:
            lines = ast.get_source_segment(CODE, node)
            lines = re.sub(r'(?s) *""".*?"""\n| *### \w+ SOLUTION\n?', "", lines)
            found[node.name] = "\n".join(line for line in lines.split("\n") if line)
    return found


def test_the_engine_is_as_short_as_the_lesson_says():
    found = definitions(*ENGINE)
    assert tuple(found) == ENGINE
    lines = sum(text.count("\n") + 1 for text in found.values())
    assert lines == int(re.search(r"`backward`: (\d+) lines", LESSON)[1])


# ---------------------------------------------------------------- the network


NETWORK = ("Node", "apply", "shares", "inputs_first", "walk", "backward", "forward", "loss_of")


@pytest.fixture(scope="module")
def trained():
    """(first gradients by hand, first gradients by the engine, loss and accuracy after 600)."""
    names = {"np": np, "ops": ops}
    exec("\n".join(definitions(*NETWORK).values()), names)
    x, labels = spirals(300, rng=np.random.default_rng(0))
    net = MLP([2, 32, 32, 3], rng=np.random.default_rng(1))
    node = names["Node"]
    names["layers"] = [(node(net.W[l].value), node(net.b[l].value)) for l in (1, 2, 3)]
    names["minus_y_over_n"] = -np.eye(3)[labels] / 300
    net.backward(softmax_cross_entropy(net.forward(x), labels)[1])
    first = None
    for _ in range(601):
        loss = names["loss_of"](names["forward"](x))
        names["backward"](loss)
        first = first or [p.grad.copy() for layer in names["layers"] for p in layer]
        for p in (p for layer in names["layers"] for p in layer):
            p.value, p.grad = p.value - 0.3 * p.grad, 0.0 * p.grad
    answers = names["forward"](x).value.argmax(axis=1)
    return net, first, float(loss.value), np.mean(answers == labels)


def test_the_engine_has_the_gradients_written_by_hand(trained):
    net, first, _, _ = trained
    by_hand = [grad for l in (1, 2, 3) for grad in (net.grad_W[l], net.grad_b[l])]
    assert max(np.abs(a - b).max() for a, b in zip(first, by_hand, strict=True)) < 1e-14


def test_the_engine_learns_the_spirals(trained):
    _, _, loss, accuracy = trained
    assert loss < 0.02 and accuracy >= 0.99


@pytest.mark.torch
def test_the_network_in_pytorch_has_the_gradients_and_the_loss_of_ours(trained):
    torch = pytest.importorskip("torch")
    ours, _, loss, _ = trained
    x, labels = spirals(300, rng=np.random.default_rng(0))
    names = {"torch": torch, "nn": torch.nn, "y": torch.tensor(labels), "x": torch.tensor(x)}
    block = python_block("net = nn.Sequential")
    build, loop = block.split("optimizer =")
    exec(build, names)
    net = names["net"].double()
    with torch.no_grad():
        for l, layer in enumerate(net[::2], start=1):
            layer.weight.copy_(torch.tensor(ours.W[l].value.T))
            layer.bias.copy_(torch.tensor(ours.b[l].value))
    torch.nn.functional.cross_entropy(net(names["x"]), names["y"]).backward()
    for l, layer in enumerate(net[::2], start=1):
        assert np.abs(layer.weight.grad.numpy().T - ours.grad_W[l]).max() < 1e-14
        assert np.abs(layer.bias.grad.numpy() - ours.grad_b[l]).max() < 1e-14
    exec("optimizer =" + loop, names)
    assert torch.nn.functional.cross_entropy(net(names["x"]), names["y"]).item() == (
        pytest.approx(loss, rel=1e-3)
    )
    before = [p.clone() for p in net.parameters()]
    exec(python_block("with torch.no_grad()"), names)
    for old, p in zip(before, net.parameters(), strict=True):
        assert torch.equal(p, old - 0.3 * p.grad)


@pytest.mark.torch
def test_a_formula_of_your_own_in_pytorch():
    torch = pytest.importorskip("torch")
    names = {"torch": torch}
    exec(python_block("class Square"), names)
    x = torch.tensor([3.0, -2.0], requires_grad=True)
    names["Square"].apply(x).backward(torch.tensor([1.0, 10.0]))
    assert x.grad.tolist() == [6.0, -40.0]
    leaf = torch.ones(2, requires_grad=True)
    with pytest.raises(RuntimeError, match="in-place"):
        leaf -= 1.0  # without no_grad


def python_block(begins):
    """The block of PyTorch that begins so."""
    block = re.search(rf"# ```python\n(# {re.escape(begins)}(?:.*\n)*?)# ```", LESSON)[1]
    return re.sub(r"(?m)^# ?", "", block)


def test_what_is_lost_in_the_explorer_and_what_60_doublings_cost():
    as_met = trace_expression("h + exp h", "as met")
    assert "1.62" in describe_walk(as_met) and round(np.exp(np.sin(0.5)), 3) == 1.615
    assert 2e18 < 2**61 - 1 < 3e18


# ---------------------------------------------------------------- charts


def test_the_program_is_drawn_in_pieces():
    above, below = PICTURES["program"]().axes
    pieces = [line for line in below.lines if line.get_linestyle() == "-"]
    assert [set(line.get_ydata()) for line in pieces] == [{8.0}, {4.0}, {2.0}, {1.0}]
    assert len([line for line in above.lines if line.get_linestyle() == "-"]) == 4
