"""Implement: forward and backward through any number of modules in a row."""

from ...checking import Exercise, Mistake
from .probes import ROWS


def forward_in(layers, x):
    for layer in layers:
        x = layer.forward(x)
    return x


def backward_in(layers, grad):
    for layer in layers:
        grad = layer.backward(grad)
    return grad


def pass_with(go=forward_in, back=lambda layers, grad: backward_in(layers[::-1], grad)):
    """Both loops, one of them replaced."""

    def pass_through(layers, x, grad_y):
        return go(layers, x), back(layers, grad_y)

    return pass_through


reference = pass_with()


def by_recursion(layers, x, grad_y):
    if not layers:
        return x, grad_y
    first, *rest = layers
    y, grad = by_recursion(rest, first.forward(x), grad_y)
    return y, first.backward(grad)


def each_from_the_input(layers, x):
    return [layer.forward(x) for layer in layers][-1]


def each_from_the_output(layers, grad):
    return layers[0].backward(grad)


def plain(layers, x, grad_y):
    for layer in layers:
        x = layer.forward(x)
    for layer in layers[::-1]:
        grad_y = layer.backward(grad_y)
    return x, grad_y


pass_through = Exercise(
    name="pass_through",
    points=2,
    minutes=4,
    grade="core",
    kind="implement",
    hints=(
        "What does each module take: the input of the whole row, or what the module before it "
        "returned?",
        "Which module is the first that can know the gradient at its output? Which function of "
        "Python runs through a list from its end?",
    ),
    reference=lambda layers, x, grad_y: reference(layers, x, grad_y),
    accepted=(by_recursion,),
    mistakes=(
        Mistake(
            "row.not-reversed",
            pass_with(back=backward_in),
            "the backward pass runs from the first module to the last",
            "Which module knows the gradient at its output before the others do?",
        ),
        Mistake(
            "row.forward-reversed",
            pass_with(go=lambda layers, x: forward_in(layers[::-1], x)),
            "the forward pass runs from the last module to the first",
            "Which module takes x?",
        ),
        Mistake(
            "row.each-from-input",
            pass_with(go=each_from_the_input),
            "each module takes x, where it should take what the one before it returned",
            "What does the second module multiply?",
        ),
        Mistake(
            "row.each-from-output",
            pass_with(back=each_from_the_output),
            "each module is given grad_y, where it should be given what the one behind it returned",
            "At whose output is grad_y the gradient?",
        ),
        Mistake(
            "row.first-left-out",
            pass_with(back=lambda layers, grad: backward_in(layers[:0:-1], grad)),
            "the backward pass stops before the first module",
            "At which value is the gradient wanted, before the first module or behind it?",
        ),
        Mistake(
            "row.last-left-out",
            pass_with(back=lambda layers, grad: backward_in(layers[-2::-1], grad)),
            "the backward pass begins at the last module but one",
            "Through which module does grad_y pass first?",
        ),
        Mistake(
            "row.gradient-unchanged",
            pass_with(back=lambda layers, grad: grad.copy()),
            "grad_y is returned as it came",
            "What does each module do with the gradient that it is given?",
        ),
        Mistake(
            "row.exchanged",
            lambda layers, x, grad_y: reference(layers, x, grad_y)[::-1],
            "output and gradient are exchanged in what is returned",
            "In which order does the docstring want the two?",
        ),
    ),
    probes=ROWS,
    outputs=("y", "grad_x"),
    output_points=(1, 1),
    plain=plain,
    praise="Which names in your loops would change for a row of a hundred modules?",
)
