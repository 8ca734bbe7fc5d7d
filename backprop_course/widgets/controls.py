"""The controls of an explorer: numbers, boxes to tick, options, buttons; and their layout."""

import ipywidgets

LETTER = 8  # pixels: for one letter of a control's name
GAP = 20  # pixels: the margins of a field and its slider, and from a name to what it names
FIELD, TRACK = 72, 96  # pixels: a number field, and the least that a slider needs to be moved
PLAYING = "playing" if ipywidgets.Play.class_traits().get("playing") else "_playing"  # before 8
NUMBER = ipywidgets.BoundedFloatText | ipywidgets.BoundedIntText


def slider(name, value, low, high, step):
    """A number that is typed or moved by a slider: decimal, or whole when step is an int.

    It is the field, so that what is typed stays as it is; the slider, which has only the numbers
    of its grid, goes to the one next to it.
    """
    whole = isinstance(step, int)
    kind = ipywidgets.BoundedIntText if whole else ipywidgets.BoundedFloatText
    return kind(value=value, min=low, max=high, step=step, description=name)


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
    buttons = ipywidgets.ToggleButtons(
        options=options, description=name, tooltips=[f"{name}: {label}" for label in labels],
        style={"button_width": "max-content"},
        layout={"width": "auto", "grid_area": "auto / 1 / auto / -1"},
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

    play.observe(begin_again, PLAYING)
    ipywidgets.link((play, "value"), (stepper, "value"))
    return play


def grid(controls):
    """As many columns as there is room for; options have a row of their own."""
    named = [
        control for control in controls if isinstance(control, NUMBER | ipywidgets.ToggleButtons)
    ]
    room = 2 + max(LETTER * len(control.description) for control in named)
    for control in named:
        control.style.description_width = f"{room}px"
    return ipywidgets.GridBox(
        [_with_slider(control, room) for control in controls],
        layout=ipywidgets.Layout(
            grid_template_columns=f"repeat(auto-fill, minmax({room + GAP + FIELD + TRACK}px, 1fr))",
            grid_gap="0px 16px",
            width="auto",
        ),
    )


def _with_slider(number, room):
    """A number field with its slider; the name is the field's, where a screen reader finds it."""
    if not isinstance(number, NUMBER):
        return number
    whole = isinstance(number, ipywidgets.BoundedIntText)
    kind = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
    track = kind(
        value=number.value, min=number.min, max=number.max, step=number.step, readout=False,
        layout=ipywidgets.Layout(flex="1 1 auto", width="auto", min_width=f"{TRACK}px"),
    )  # fmt: skip
    number.layout = ipywidgets.Layout(width=f"{room + 8 + FIELD}px", flex="0 0 auto")
    ipywidgets.link((number, "max"), (track, "max"))  # the end of a stepper can move

    def follow(_):
        track.value = _nearest(number)

    def lead(change):  # unless it only stands where the number put it
        if abs(change.new - _nearest(number)) > 1e-9:
            number.value = round(change.new, 10)

    number.observe(follow, "value")
    track.observe(lead, "value")
    return ipywidgets.HBox([number, track])


def _nearest(number):
    """The place on the slider that is next to the number."""
    steps = round((number.value - number.min) / number.step)
    return min(round(number.min + steps * number.step, 10), number.max)
