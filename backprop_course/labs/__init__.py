"""The lessons' experiments: nets that are built, trained or broken, to be measured.

    digit_reader       a small net that learns to read digits, for the first lesson
    deep_nets          nets of thirty layers, and how large their values and gradients are
    surfaces           four losses of two parameters, on which optimizers race
    optimizer_runs     paths of optimizers over those surfaces
    planted_bugs       a net with forty wrong gradients, to try checkers on
    nudged_net         every gradient of a net from forward passes alone
    training_checks    eleven questions to a training that does not go well
    broken_nets        a net for every learner, with bugs to find and to cure

They stand on the core alone.
"""
