"""Explorers: a picture with controls. They hold no mathematics, only wires between the parts.

`Explorer` is the shared part: named controls -> a function that draws -> one HTML child.
Each `explore_NAME` below it fills it in for one picture.
"""

from html import escape

import ipywidgets

from . import chain_rule
from .figures import neuron, nudge
from .notebook import bundle, image_metadata, png

NARROW = {"description_width": "44px"}  # so that the names stand close to what they name


class Explorer(ipywidgets.VBox):
    """Controls over a picture that follows them, and a line that says what is to be seen.

    draw(**values) -> (SVG text, sentence), where values holds one entry per control, by name.
    Before the notebook is run, the picture of the opening state stands in its place.
    """

    paused = False  # while several controls change at once

    def __init__(self, controls, draw, *, description, extras=()):
        self.controls, self.draw = controls, draw
        self.drawing, self.sentence = ipywidgets.HTML(), ipywidgets.HTML()
        self.description = description
        self.redraw()
        self.opening = self.drawing.value
        rows = [_row(control) for control in controls.values()]
        super().__init__([_columns([*rows, *extras]), self.drawing, self.sentence])
        for control in controls.values():
            control.observe(self.redraw, "value")

    def redraw(self, _change=None):
        """Draw the present values of the controls."""
        if not self.paused:
            self.drawing.value, sentence = self.draw(**self.values())
            self.sentence.value = f"<b>What you see.</b> {escape(sentence)}"

    def values(self):
        """The value of each control by name; a slider's as the decimal number that it shows."""
        return {name: _exact(control) for name, control in self.controls.items()}

    def set(self, **values):
        """Set several controls and draw once."""
        self.paused = True
        try:
            for name, value in values.items():
                self.controls[name].value = value
        finally:
            self.paused = False
        self.redraw()

    def __repr__(self):
        return self.description

    def _repr_mimebundle_(self, include=None, exclude=None):
        image = png(self.opening)
        metadata = image_metadata(image, self.description) if image else {}
        return bundle(self.description, image=image, view=self), metadata


def slider(name, value, low, high, step):
    """A slider for a decimal number, or for a whole number when step is an int."""
    kind = ipywidgets.IntSlider if isinstance(step, int) else ipywidgets.FloatSlider
    return kind(
        value=value, min=low, max=high, step=step, description=name, readout=False, style=NARROW
    )  # fmt: skip


def checkbox(description):
    """A box to tick, with room for its words."""
    layout = ipywidgets.Layout(width="max-content", margin="2px 2px 2px 48px")
    return ipywidgets.Checkbox(description=description, indent=False, layout=layout)


def dropdown(name, options):
    """A choice of one option; it opens with the first."""
    layout = ipywidgets.Layout(width="170px")
    return ipywidgets.Dropdown(options=options, description=name, style=NARROW, layout=layout)


def button(description):
    """A button with room for its words."""
    layout = ipywidgets.Layout(width="max-content", margin="2px 2px 2px 48px")
    return ipywidgets.Button(description=description, layout=layout)


def _exact(control):
    # 3 * 0.1 is 0.30000000000000004; a slider means 0.3
    return round(control.value, 10) if isinstance(control.value, float) else control.value


def _row(control):
    """A slider with a number field beside it: for exact entry, and to give the pair a name.

    A screen reader finds no name on a slider of ipywidgets, but it finds the field's.
    """
    if not isinstance(control, ipywidgets.FloatSlider | ipywidgets.IntSlider):
        return control
    whole = isinstance(control, ipywidgets.IntSlider)
    kind = ipywidgets.BoundedIntText if whole else ipywidgets.BoundedFloatText
    field = kind(
        value=control.value, min=control.min, max=control.max, step=control.step,
        description=control.description, style=NARROW, layout=ipywidgets.Layout(width="130px"),
    )  # fmt: skip
    ipywidgets.link((control, "value"), (field, "value"), transform=(_rounded, _rounded))
    return ipywidgets.HBox([control, field])


def _rounded(value):
    return round(value, 10)


def _columns(rows):
    """Two columns side by side where there is room, one below the other where there is not."""
    half = (len(rows) + 1) // 2
    columns = [ipywidgets.VBox(rows[:half]), ipywidgets.VBox(rows[half:])]
    return ipywidgets.HBox(columns, layout=ipywidgets.Layout(flex_flow="row wrap"))


# ---------------------------------------------------------------- one neuron

WORKED_EXAMPLE = {"x": 0.5, "w": 2.0, "b": -1.0, "y": 1.0}


def explore_neuron(x=0.5, w=2.0, b=-1.0, y=1.0):
    """One neuron with its inputs on sliders, the passes step by step, and both conventions."""
    start = {"x": x, "w": w, "b": b, "y": y}
    controls = {name: slider(name, value, -10.0, 10.0, 0.1) for name, value in start.items()}
    controls["step"] = slider("step", neuron.LAST_STEP, 0, neuron.LAST_STEP, 1)
    controls["half"] = checkbox("half convention: L = ½(a − y)²")
    reset = button("reset to the worked example")
    opening = neuron.describe_neuron(neuron.trace_neuron(**start))
    explorer = Explorer(controls, _draw_neuron, description=opening, extras=[reset])
    reset.on_click(lambda _: explorer.set(**WORKED_EXAMPLE, step=neuron.LAST_STEP, half=False))
    return explorer


def _draw_neuron(x, w, b, y, step, half):
    trace = neuron.trace_neuron(x, w, b, y, half=half)
    sentence = neuron.explain_step(trace, step)
    if step == neuron.LAST_STEP:
        sentence = neuron.describe_neuron(trace)
    return neuron.draw_neuron(trace, step=step), sentence


# ---------------------------------------------------------------- a nudge through a chain


def explore_nudge(steps=None, x=1.5, *, name="x", limit=3.0):
    """A chain of steps, one of its quantities nudged by any size; (sin(x^2))^2 if none is given."""
    steps = chain_rule.sin_squared_squared() if steps is None else steps
    quantities = [name, *(step.name for step in steps[:-1])]
    controls = {
        "x": slider(name, x, -limit, limit, 0.1),
        "size": slider("log Δ", -0.5, -6.0, 0.0, 0.25),
        "target": dropdown("nudge", quantities),
        "sign": dropdown("way", [("up", 1.0), ("down", -1.0)]),
    }

    def draw(x, size, target, sign):
        trace = nudge.trace_nudge(steps, x, sign * 10**size, name=name, target=target)
        return nudge.draw_nudge(trace), nudge.describe_nudge(trace)

    shrink = button("make the nudge ten times smaller")
    _, opening = draw(x, controls["size"].value, name, 1.0)
    explorer = Explorer(controls, draw, description=opening, extras=[shrink])
    shrink.on_click(lambda _: explorer.set(size=max(controls["size"].value - 1, -6.0)))
    return explorer
