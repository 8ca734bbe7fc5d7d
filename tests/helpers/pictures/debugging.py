"""Pictures of debugging, as the tests draw them."""

import math

import numpy as np

from backprop_course.figures.debugging.dashboard_picture import LINES, PANELS, draw_dashboard
from backprop_course.figures.debugging.fingerprints_picture import (
    draw_fingerprints,
    draw_output_range,
    draw_rates,
)
from backprop_course.labs.broken_nets import SUSPECTS, healthy, with_bug
from backprop_course.labs.training_checks import trace_dashboard

COMPLAINTS = {name: {"first loss": True, "loss curve": i % 2 == 0} for i, name in enumerate("abc")}
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
    "fingerprints": lambda: draw_fingerprints(COMPLAINTS),
    "reach": lambda: draw_output_range(TARGET, {"nothing": np.ones((5, 1)), "all": TARGET}),
    "rates": lambda: draw_rates(
        np.array([0.01, 0.1, 1.0]),
        {"inputs normalized": [2.0, 0.3, math.nan], "ink from 0 to 16": [0.5, 1.0, 99.0]},
        guess=2.3,
        usual=(0.001, 0.1),
    ),
}
EXTREMES = {
    "dashboards": lambda: map(dashboard, DRAWN),
    "parts": lambda: (
        draw_dashboard(trace("healthy"), title="healthy", only=only) for only in PARTS
    ),
}
