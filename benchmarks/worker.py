"""One process for one system: reads a request a line, answers a line, both JSON.

{"do": "step", "shape": "toy", "optimizer": "sgd", "dtype": "float32"} makes a training step the
work, {"do": "gradcheck"} a gradient check; {"do": "block"} then times about 20 ms of it.
"""

import json
import os
import sys
import time

import numpy as np

from . import machine, systems
from .problems import PARITY_RATE, matrices, problem

BLOCK = 0.02  # seconds
PARITY_STEPS = 5


class Worker:
    """Answers requests: the method named by "do", with the rest as its arguments."""

    def __init__(self, system):
        self.system = systems.load(system)
        self.work, self.calls = None, 1

    def step(self, shape, optimizer, dtype):
        """Make a training step the work."""
        return self._take_up(self.system(problem(shape, optimizer, dtype)).step)

    def gradcheck(self):
        """Make a check of the digits net the work.  Its gradients are right, so it should pass."""
        check = self.system.gradient_check(problem("digits", "sgd", "float64"))
        return {"passes": bool(check()), **self._take_up(check)}

    def product(self, dtype):
        """Make one matrix product the work, done by the library of this system."""
        return self._take_up(self.system.product(*matrices(dtype)))

    def _take_up(self, work):
        """Find how many calls fill a block."""
        self.work, self.calls = work, 1
        self.work()
        while (spent := self.block()["cpu"] * self.calls) < BLOCK / 2:
            self.calls *= 2
        self.calls = max(1, round(self.calls * BLOCK / spent))
        return {"calls": self.calls}

    def block(self):
        """Seconds for one call.  A first one, not timed, brings its data back into the cache."""
        self.work()
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(self.calls):
            self.work()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        return {"cpu": cpu / self.calls, "wall": wall / self.calls}

    def parity(self, shape, optimizer, file):
        """Save the parameters after five float64 steps."""
        system = self.system(problem(shape, optimizer, "float64", lr=PARITY_RATE[optimizer]))
        step = getattr(system, "complete_step", system.step)  # the one that all agree on
        for _ in range(PARITY_STEPS - getattr(system, "taken", 0)):
            step()
        np.savez(file, *system.parameters())
        return {}

    def train(self, seed, epochs):
        """CPU seconds of a training run on the digits, and its share of right test answers."""
        train, accuracy = self.system.training_run(seed, epochs)
        begin = time.process_time()
        train()
        return {"cpu": time.process_time() - begin, "accuracy": accuracy()}

    def machine(self):
        """Of this machine, and of the library of this system if that is not NumPy."""
        return machine.describe() | getattr(self.system, "describe", dict)()


def serve(system, requests, answers):
    """Answer until the requests end; an error is an answer too."""
    worker = None
    for line in requests:
        request = json.loads(line)
        try:
            worker = worker or Worker(system)
            answer = getattr(worker, request.pop("do"))(**request)
        except Exception as problem:
            answer = {"error": f"{type(problem).__name__}: {problem}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def pin():
    """Stay on one core, where the system allows to say so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


if __name__ == "__main__":
    pin()
    answers, sys.stdout = sys.stdout, sys.stderr  # nothing that is printed may look like an answer
    serve(sys.argv[1], sys.stdin, answers)
