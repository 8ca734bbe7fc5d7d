"""What all explorers share: named controls -> a function that draws -> one HTML child."""

from html import escape

import ipywidgets

from ..notebook import bundle, image_metadata, live_image, png

NARROW = {"description_width": "44px"}  # so that the names stand close to what they name


class Explorer(ipywidgets.VBox):
    """Controls over a picture that follows them, and a line that says what is to be seen.

    draw(**values) -> (drawing, sentence), where values holds one entry per control, by name, and
    the drawing is SVG text or a matplotlib Figure.
    Before the notebook is run, the picture of the opening state stands in its place.
    """

    paused = False  # while several controls change at once
    shown = None  # the drawing of now

    def __init__(self, controls, draw, *, description, extras=()):
        self.controls, self.draw = controls, draw
        self.drawing, self.sentence = ipywidgets.HTML(), ipywidgets.HTML()
        self.description = description
        self.redraw()
        self.opening = self.shown
        rows = [_row(control) for control in controls.values()]
        super().__init__([_columns([*rows, *extras]), self.drawing, self.sentence])
        for control in controls.values():
            control.observe(self.redraw, "value")

    def redraw(self, _change=None):
        """Draw the present values of the controls."""
        if not self.paused:
            self.shown, sentence = self.draw(**self.values())
            self.drawing.value = _as_html(self.shown, sentence)
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


def _as_html(drawing, sentence):
    """SVG text as it is; a Figure as an image that carries the sentence for screen readers."""
    return drawing if isinstance(drawing, str) else live_image(drawing, sentence)


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
    room = control.style.description_width
    field = kind(
        value=control.value, min=control.min, max=control.max, step=control.step,
        description=control.description, style={"description_width": room},
        layout=ipywidgets.Layout(width=f"calc({room} + 86px)"),
    )  # fmt: skip
    for trait in ("max", "description"):  # the end of a stepper can move, and names can change
        ipywidgets.link((control, trait), (field, trait))
    ipywidgets.link((control, "value"), (field, "value"), transform=(_rounded, _rounded))
    return ipywidgets.HBox([control, field])


def _rounded(value):
    return round(value, 10)


def _columns(rows):
    """Two columns side by side where there is room, one below the other where there is not."""
    half = (len(rows) + 1) // 2
    columns = [ipywidgets.VBox(rows[:half]), ipywidgets.VBox(rows[half:])]
    return ipywidgets.HBox(columns, layout=ipywidgets.Layout(flex_flow="row wrap"))
