"""What the layers of a net save, step by step, in the forward pass and in the backward pass."""


def trace_memory(net, x, grad_y):
    """[(pass, bytes)]: what ``net`` has saved after each step of its layers.

    A layer's input counts from the layer's forward step until its step back, where we let go of
    it; one array that several layers keep counts once.  The pass is "forward", "back", or "again"
    for a forward step that is taken on the way back.
    """
    modules = list(_inside(net))
    layers = [module for module in modules if not hasattr(module, "layers")]
    steps, name = [], {"forward": "forward", "backward": "back"}

    def note(method):
        arrays = {id(m.x): m.x for m in modules if getattr(m, "x", None) is not None}
        steps.append((name[method], sum(array.nbytes for array in arrays.values())))

    for module in modules:
        module.x = None  # what an earlier pass has left
    for layer in layers:
        layer.forward, layer.backward = _forward(layer, note), _backward(layer, note)
    net.forward(x)
    name["forward"] = "again"
    net.backward(grad_y)
    for layer in layers:
        del layer.forward, layer.backward  # its class has them still
    return steps


def _inside(module):
    yield module
    for part in getattr(module, "layers", ()):
        yield from _inside(part)


def _forward(layer, note):
    real = layer.forward

    def forward(x):
        y = real(x)
        note("forward")
        return y

    return forward


def _backward(layer, note):
    real = layer.backward

    def backward(grad_y, *, input_grad=True):
        grad_x = real(grad_y, input_grad=input_grad)
        note("backward")
        layer.x = None
        return grad_x

    return backward


def peak(steps):
    """The most that was saved at any time, in bytes."""
    return max(size for _, size in steps)


def describe_memory(traces):
    """Each trace in a sentence.  traces: {name: steps of ``trace_memory``}."""
    return " ".join(
        f"{name}: {len(steps)} steps, {sum(kind == 'again' for kind, _ in steps)} of them forward "
        f"again, and at most {peak(steps) / 1000:g} kB are saved."
        for name, steps in traces.items()
    )
