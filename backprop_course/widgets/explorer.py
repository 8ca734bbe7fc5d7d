"""What all explorers share: named controls -> a function that draws -> one HTML child."""

from html import escape

import ipywidgets

from .. import images, notebook
from .controls import grid


class Explorer(ipywidgets.VBox):
    """Controls over a picture that follows them, and a line that says what is to be seen.

    draw(**values) -> (drawing, sentence), where values holds one entry per control, by name, and
    the drawing is SVG text: a chart of matplotlib would come too late.
    Without a kernel, the picture of the opening state stands in its place.
    """

    paused = False  # while several controls change at once

    def __init__(self, controls, draw, *, description, extras=()):
        self.controls, self.draw = controls, draw
        self.drawing, self.sentence = ipywidgets.HTML(), ipywidgets.HTML()
        self.description = description
        drawing, sentence = draw(**self.values())
        self._show(drawing, sentence)
        self.still = images.image_html(drawing, description)
        super().__init__([grid([*controls.values(), *extras]), self.drawing, self.sentence])
        self.add_class("explorer")
        for control in controls.values():
            control.observe(self.redraw, "value")

    def redraw(self, _change=None):
        """Draw the present values of the controls."""
        if self.paused:
            return
        drawing, sentence = self.draw(**self.values())
        self._show(drawing, sentence)

    def _show(self, drawing, sentence):
        self.drawing.value = images.live_html(drawing)
        self.sentence.value = SENTENCE.format(escape(sentence))

    def values(self):
        """The value of each control by name, without the dust of binary fractions."""
        return {name: _exact(control.value) for name, control in self.controls.items()}

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

    def _ipython_display_(self):
        still = self.still + "<p>Run this cell for the sliders.</p>"
        notebook.show_live(self, still, self.description)


# ipywidgets has no trait for what a screen reader needs: that a new sentence is read out, and what
# the two buttons of a player do.  The browser runs this each time that a sentence arrives.
_SPEAK = (
    "const place = this.parentElement; place.setAttribute('aria-live', 'polite');"
    "for (const player of place.closest('.explorer')?.querySelectorAll('.widget-play') ?? [])"
    " ['play', 'stop'].forEach((name, i) => player.children[i].setAttribute('aria-label', name));"
)
SENTENCE = (
    f'<style onload="{_SPEAK}"></style>'
    '<div style="line-height: 1.4"><b>What you see.</b> {}</div>'
)  # fmt: skip


def _exact(value):
    # 3 * 0.1 is 0.30000000000000004; a control means 0.3
    return round(value, 10) if isinstance(value, float) else value
