"""The child's main program: limit itself, then run a student's cells and functions on request.

Started by `sandbox`. Nothing that the student's code does here is believed there.
"""

import builtins
import contextlib
import io
import json
import linecache
import os
import sys
import traceback
import types

PACKAGE = "backprop_course"


class Swallow(io.TextIOBase):
    """A stream that counts characters and keeps none."""

    count = 0

    def write(self, words):
        Swallow.count += len(words)
        return len(words)


class Nothing:
    """What a notebook's own import of the course finds here: it takes any call and does nothing."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()

    def __call__(self, *args, **kwargs):
        return None


class Student:
    """The names that a student's cells make, and the answers among them."""

    def __init__(self):
        self.names = {"__name__": "__main__", "__builtins__": builtins}
        self.answers = {}

    def run(self, label, source):
        """Run one cell, statement by statement: one that fails does not hide the next."""
        import ast

        linecache.cache[label] = (len(source), None, source.splitlines(True), label)
        failed = None
        for node in ast.parse(source).body:
            try:
                exec(compile(ast.Module([node], []), label, "exec"), self.names)
            except BaseException as problem:
                failed = failed or problem
        if failed is not None:
            raise failed


def main():
    settings = json.loads(sys.argv[1])
    sys.path.insert(0, settings["here"])
    import landlock
    import limits

    needed = (sys.executable, os.__file__, settings["numpy"], settings["here"])
    reached = {"nobody": limits.become_nobody(needed)}
    limits.die_with_parent()
    reached |= {"rooms": settings["level"] >= 3 and entered_room()}
    sys.path.append(settings["numpy"])
    import numpy
    import wire

    receive, send = pipes()
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), Swallow(), Swallow()
    sys.path[:] = [path for path in sys.path if path not in (settings["here"], settings["numpy"])]
    reached["landlock"] = restricted(landlock, settings)
    reached["limits"] = limits.set_limits(settings["memory"], settings["cpu"])
    reached["filter"] = limits.filter_calls()
    reached["numpy"], reached["python"] = numpy.__version__, sys.version.split()[0]
    for name in ("limits", "rooms", "landlock"):
        sys.modules.pop(name, None)
    del sys.argv[1:]
    service = Service(wire)
    peer = wire.Peer(send, receive, service.serve)
    send(wire.pack({"is": "hello", **reached}))
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            send(peer.served(*peer.read()))
    os._exit(0)


def entered_room():
    import rooms

    try:
        rooms.enter()
    except (OSError, AttributeError):  # refused, or a system that has no namespaces
        return False
    return True


def restricted(landlock, settings):
    try:
        return landlock.restrict(settings["readable"]) if settings["level"] >= 2 else 0
    except (OSError, AttributeError):
        return 0


def pipes():
    """(receive, send) on copies of stdin and stdout, which then lead nowhere."""
    source, sink = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    if os.name == "nt":  # else Windows would change every line end on the way
        import msvcrt

        for stream in (source, sink):
            msvcrt.setmode(stream, os.O_BINARY)

    def receive(count):
        parts = []
        while count:
            part = os.read(source, min(count, 1 << 16))
            if not part:
                raise EOFError
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def send(data):
        view = memoryview(data)
        while view:
            view = view[os.write(sink, view) :]

    return receive, send


class Service:
    """Answers the parent's requests."""

    def __init__(self, wire):
        self.wire, self.student = wire, Student()

    def serve(self, message, peer, body):
        """(answer, bytes) for one request; an error of the student's code is an answer too."""
        before = Swallow.count
        try:
            answer, parts = getattr(self, message["do"])(message, peer, body)
        except BaseException as problem:
            answer, parts = {"error": described(problem)}, []
        return {**answer, "printed": Swallow.count - before}, parts

    def offer(self, message, peer, body):
        """Make the modules that a notebook of the course imports; only what is lent is real."""
        borrow = peer.reader(body, lambda k: self.borrowed(k, peer))
        modules = {name: stand_in(name) for name in message["modules"]}
        sys.modules.update(modules)
        for name, module in modules.items():
            above, _, own = name.rpartition(".")
            if above:
                setattr(modules[above], own, module)
        for name, coded in message["lent"]:
            module, _, own = f"{PACKAGE}.{name}".rpartition(".")
            setattr(modules[module], own, borrow.value(coded))
        return {}, []

    def run(self, message, peer, body):
        """Run one cell, and keep the answers that it defines."""
        try:
            self.student.run(message["label"], message["source"])
        finally:
            names = self.student.names
            kept = {name: names[name] for name in message["keep"] if name in names}
            self.student.answers.update(kept)
        return {}, []

    def look(self, message, peer, body):
        """Whether there is an answer of that name, and its signature where it is a function."""
        import inspect

        writer = peer.writer()
        if message["name"] not in self.student.answers:
            return {"found": False}, []
        value = self.student.answers[message["name"]]
        if not callable(value):
            return {"found": True, "value": writer.value(value)}, writer.parts
        lent = writer.lend(value)
        try:
            parameters = inspect.signature(value).parameters.values()
        except (TypeError, ValueError):
            return {"found": True, "function": lent, "signature": None}, []
        empty = inspect.Parameter.empty
        signature = [[p.name, int(p.kind), p.default is not empty] for p in parameters]
        return {"found": True, "function": lent, "signature": signature}, []

    def call(self, message, peer, body):
        """Call a function, and say which of its arguments it changed."""
        reader = peer.reader(body, lambda k: self.borrowed(k, peer))
        arguments = [reader.value(coded) for coded in message["arguments"]]
        before = self.as_bytes(arguments)
        value = peer.lent[message["function"]](*arguments)
        writer = peer.writer()
        answer = {"value": writer.value(value)}
        if self.as_bytes(arguments) != before:
            answer["arguments"] = [writer.value(argument) for argument in arguments]
        return answer, writer.parts

    def as_bytes(self, values):
        writer = self.wire.Writer([])
        return json.dumps([writer.value(value) for value in values]), b"".join(writer.parts)

    def borrowed(self, k, peer):
        """A function of the parent's, as a function here."""

        def borrowed(*arguments):
            writer = peer.writer()
            coded = [writer.value(argument) for argument in arguments]
            request = {"is": "request", "do": "call", "function": k, "arguments": coded}
            answer, body = peer.ask(request, writer.parts)
            if "error" in answer:
                raise ValueError(answer["error"]["text"])
            return peer.reader(body, lambda k: self.borrowed(k, peer)).value(answer["value"])

        borrowed.number_of_owner = k
        return borrowed


def stand_in(name):
    """A module that has every name, each of which does nothing."""
    module = types.ModuleType(name)
    module.__path__ = []
    module.__getattr__ = lambda own: missing(name, own)
    return module


def missing(module, own):
    """A name that was not lent: an import of it is harmless, a call says so."""
    if own.startswith("__"):
        raise AttributeError(own)
    if module.endswith((".checking", ".exercises")):
        return Nothing()

    def not_lent(*args, **kwargs):
        raise NameError(f"{own} of {module} is not among the names that an answer may use")

    return not_lent


def described(problem):
    """An error as plain words: its types, its text, the line of the student's that raised it."""
    kinds = [kind.__name__ for kind in type(problem).__mro__]
    frames = traceback.extract_tb(problem.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith("cell ")]
    place = [own[-1].name, own[-1].line[:200]] if own else None
    try:
        text = str(problem)[:300]
    except BaseException:
        text = ""
    return {"kinds": kinds[:20], "text": text, "frame": place}


main()
