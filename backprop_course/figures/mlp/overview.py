"""The walk back through a small network at one glance: a panel for the loss and for each layer."""

from .network import gradient


def describe_mlp_overview(trace, sample):
    """The overview in words."""
    back = gradient(trace.grad_z[trace.L][sample, 0])
    return (
        f"The walk back in example {sample}, in {trace.L + 1} panels: the loss sends back {back}; "
        "in each layer the column of what came in times the row of what came back gives a table, "
        f"and the tables of all {trace.n} examples add up to the gradient of the weights."
    )
