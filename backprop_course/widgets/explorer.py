"""What all explorers share: named controls -> a function that draws -> one HTML child."""

from html import escape

import ipywidgets

from ..notebook import image_metadata, live_image, mime_bundle, png

LEAST_ROOM, LETTER = 44, 8  # pixels: for the name of a control, and for one letter of it
GAP = 12  # pixels: from the edge and from a name to what it names, together
SLIDER, FIELD, CHOICE = 290, 86, 470  # pixels: a slider and a choice with the name, a field without
NAME_INSIDE = ipywidgets.Checkbox | ipywidgets.Button | ipywidgets.Play


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
        super().__init__([_columns([*controls.values(), *extras]), self.drawing, self.sentence])
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
        return mime_bundle(self.description, image=image, view=self), metadata


def slider(name, value, low, high, step):
    """A slider for a decimal number, or for a whole number when step is an int."""
    kind = ipywidgets.IntSlider if isinstance(step, int) else ipywidgets.FloatSlider
    return kind(
        value=value, min=low, max=high, step=step, description=name, readout=False,
        layout=ipywidgets.Layout(width=f"{SLIDER}px"),
    )  # fmt: skip


def checkbox(description):
    """A box to tick, with room for its words."""
    layout = ipywidgets.Layout(width="max-content")
    return ipywidgets.Checkbox(description=description, indent=False, layout=layout)


def choice(name, options):
    """A button for each option, one of them down; it opens with the first.

    Not a Dropdown, nor RadioButtons: JupyterLab takes the arrows and letters that these live by
    for commands to the notebook.  Tab, Space and Enter it leaves to the buttons.
    """
    labels = [option if isinstance(option, str) else option[0] for option in options]
    layout = {"width": "max-content", "max_width": f"{CHOICE}px", "margin": "2px 2px 6px"}
    buttons = ipywidgets.ToggleButtons(
        options=options, description=name, tooltips=[f"{name}: {label}" for label in labels],
        style={"button_width": "max-content"}, layout=layout,
    )  # fmt: skip
    return buttons.add_class("widget-inline-hbox")  # its name to the left, as with the others


def button(description):
    """A button with room for its words."""
    layout = ipywidgets.Layout(width="max-content")
    return ipywidgets.Button(description=description, layout=layout)


def player(stepper, milliseconds):
    """Buttons that move a stepper on by themselves: once to its end, from its start if it is there.

    It moves only for who asks, and the stepper does the same by hand.
    """
    ends = {name: getattr(stepper, name) for name in ("min", "max", "value", "description")}
    play = ipywidgets.Play(
        **ends, interval=milliseconds, show_repeat=False,
        layout=ipywidgets.Layout(width="max-content"),
    )  # fmt: skip

    def begin_again(change):
        if change.new and play.value == play.max:
            play.value = play.min

    play.observe(begin_again, "playing")
    ipywidgets.link((play, "value"), (stepper, "value"))
    return play


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
        layout=ipywidgets.Layout(width=f"calc({room} + {FIELD}px)"),
    )  # fmt: skip
    for trait in ("max", "description"):  # the end of a stepper can move, and names can change
        ipywidgets.link((control, trait), (field, trait))
    ipywidgets.link((control, "value"), (field, "value"), transform=(_rounded, _rounded))
    return ipywidgets.HBox([control, field])


def _rounded(value):
    return round(value, 10)


def _columns(controls):
    """Two columns side by side where there is room, one below the other where there is not."""
    half = (len(controls) + 1) // 2
    columns = [_column(controls[:half]), _column(controls[half:])]
    return ipywidgets.HBox(columns, layout=ipywidgets.Layout(flex_flow="row wrap"))


def _column(controls):
    """Controls one below the other, all with the room that the longest of their names takes."""
    names = [control.description for control in controls if not isinstance(control, NAME_INSIDE)]
    room = max([LEAST_ROOM, *(LETTER * len(name) for name in names)])
    for control in controls:
        _make_room(control, room)
    return ipywidgets.VBox([_row(control) for control in controls])


def _make_room(control, room):
    if isinstance(control, NAME_INSIDE):  # it stands where the others have what they name
        control.layout.margin = f"2px 2px 2px {room + GAP}px"
    else:
        control.style.description_width = f"{room}px"
