"""The smallest exercise: twice a number."""

from backprop_course.checking import Exercise, Probe

DOUBLE = Exercise(
    name="double",
    points=1,
    minutes=1,
    grade="warm-up",
    kind="implement",
    hints=("Which?",),
    reference=lambda x: 2.0 * x,
    mistakes=(),
    probes=(Probe((1.5,)), Probe((-2.0,))),
)
