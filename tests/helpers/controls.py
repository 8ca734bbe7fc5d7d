"""The controls of an explorer, found as a reader finds them: by walking its boxes."""

import ipywidgets


def every_widget(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every_widget(child)


def fields(explorer):
    kinds = ipywidgets.BoundedFloatText | ipywidgets.BoundedIntText
    return {w.description: w for w in every_widget(explorer) if isinstance(w, kinds)}
