"""Pictures of debugging, as the tests draw them."""

import numpy as np

from backprop_course.figures.debugging.dashboard_picture import LINES, PANELS, draw_dashboard
from backprop_course.figures.debugging.fingerprints_picture import (
    draw_fingerprints,
    draw_output_range,
)
from backprop_course.labs.broken_nets import SUSPECTS, healthy, with_bug
from backprop_course.labs.training_checks import trace_dashboard

KINDS = {"a": "data", "b": "data", "c": "model"}
COMPLAINTS = {
    name: {"first loss": True, "loss curve": False, "finite": i % 2 == 0}
    for i, name in enumerate("abc")
}
TARGET = np.linspace(10, 47, 5)[:, None]
PATIENTS = {"healthy": healthy} | {name: lambda name=name: with_bug(name) for name in SUSPECTS}
DRAWN = ["healthy", "inputs-not-normalized", "upstream-ignored", "updated-too-early", "all-zeros"]
TRACES = {}


def trace(name):
    if name not in TRACES:
        TRACES[name] = trace_dashboard(PATIENTS[name]())
    return TRACES[name]


def dashboard(name):
    return draw_dashboard(trace(name), title=f"{name} patient")


PARTS = (["finite"], ["values"], ["values", "gradients"], [*LINES, *list(PANELS)[:5]])

PICTURES = {
    "dashboard": lambda: dashboard("updated-too-early"),
    "fingerprints": lambda: draw_fingerprints(COMPLAINTS, KINDS),
    "reach": lambda: draw_output_range(TARGET, {"nothing": np.ones((5, 1)), "all": TARGET}),
}
EXTREMES = {
    "dashboards": lambda: map(dashboard, DRAWN),
    "parts": lambda: (
        draw_dashboard(trace("healthy"), title="healthy", only=only) for only in PARTS
    ),
}
