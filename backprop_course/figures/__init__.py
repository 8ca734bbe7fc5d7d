"""Pictures as pure functions: numbers in, SVG text or a matplotlib Figure out.

``drawing`` holds what all pictures share; the other folders are topics, in the order of the course.

    drawing          SVG elements, colours, layout of graphs, tables of numbers
    neuron           one neuron as a circuit                            lessons 00, 01
    chain_rule       nudges, gates, graphs, Jacobians                   02, 08, 11
    numerical        finite differences and their errors                03
    losses           reductions, shapes of losses, softmax              04, 05
    linear_layer     the linear map, broadcasting, shapes               06
    mlp              a whole network, in matrices and in wires          07
    modules          chains of modules, memory, convolution             08
    checks           what gradient checks see                           09
    optimizers       descent, races, learning rates                     10
    autograd         walks over a graph                                 11
    normalization    batch norm and layer norm                          12
    depth            signals and gradients through many layers          13
    debugging        the dashboard of a training                        14

In a topic, NAME holds ``trace_*`` (the numbers) and ``describe_*`` (the sentence), and
NAME_picture holds ``draw_*``.
"""
