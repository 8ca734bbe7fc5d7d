"""The controls of an explorer, found as a reader finds them: by walking its boxes."""

import ipywidgets

from backprop_course import images, notebook


def every_widget(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every_widget(child)


def fields(explorer):
    kinds = ipywidgets.BoundedFloatText | ipywidgets.BoundedIntText
    return {w.description: w for w in every_widget(explorer) if isinstance(w, kinds)}


def tracks(explorer):
    """The sliders beside the fields."""
    kinds = ipywidgets.FloatSlider | ipywidgets.IntSlider
    return [w for w in every_widget(explorer) if isinstance(w, kinds)]


def live(drawing):
    """What an explorer makes of a drawing."""
    return images.live_html(drawing)


def outputs_of(thing, monkeypatch):
    """The outputs, as dicts of their forms, when a cell ends in ``thing``."""
    seen = []
    monkeypatch.setattr(notebook, "display", lambda data, raw: seen.append(data))
    thing._ipython_display_()
    return seen
