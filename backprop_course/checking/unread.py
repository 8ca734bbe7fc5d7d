"""A number among the arguments of an answer that it never reads: then it cannot be correct."""

import dis
from types import CodeType

from .near_misses import tree_of


def unread(attempt):
    """The name of such an argument, where a plain solution reads it; "" for none."""
    code = getattr(attempt.answer, "__code__", None)
    names = list(zip(attempt.exercise.parameters, attempt.exercise.probes[0].inputs, strict=True))
    if not isinstance(code, CodeType) or code.co_argcount != len(names):
        return ""
    for (name, value), own in zip(names, code.co_varnames, strict=False):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if number and own not in names_read(code) and changes_with(attempt.exercise, name):
            return name
    return ""


def names_read(code):
    """The names inside a function whose values it reads before it gives them another one."""
    read, made = {*code.co_cellvars}, set()
    jumps = {*dis.hasjrel, *dis.hasjabs}
    straight = True  # until the first jump all lines run, in this order
    for step in dis.get_instructions(code):
        names = step.argval if isinstance(step.argval, tuple) else (step.argval,)
        parts = [part for part in step.opname.split("_") if part in ("LOAD", "STORE")]
        for part, name in zip(parts, names, strict=False):
            if part == "LOAD" and "FAST" in step.opname and name not in made:
                read.add(name)
            elif part == "STORE" and straight:
                made.add(name)
        straight = straight and step.opcode not in jumps
    return read


def changes_with(exercise, name):
    """Whether a plain solution reads this argument."""
    return tree_of(exercise.plain) is not None and name in names_read(exercise.plain.__code__)
