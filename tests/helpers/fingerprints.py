"""Which checks complain about which bug of the capstone's nets."""

FINGERPRINTS = {  # bug: the checks that complain
    "bias-from-one-row": "gradient check",
    "weights-transposed": "gradient check",
    "upstream-ignored": "gradients, gradient check, update ratios, one batch, loss curve",
    "path-overwritten": "gradient check",
    "inputs-not-normalized": "inputs, first loss, update ratios, one batch, loss curve",
    "labels-shuffled": "loss curve",
    "rate-too-large": "update ratios, one batch, loss curve",
    "gradient-not-zeroed": "second step, one batch, loss curve",
    "updated-too-early": "second step, finite, loss curve",
    "all-zeros": "values, dead units, gradients, update ratios, one batch, loss curve",
    "weights-too-small": "values, gradients, one batch, loss curve",
    "units-dead": "values, dead units, gradients, update ratios, one batch, loss curve",
    "softmax-twice": "one batch, loss curve",
    "sigmoid-before-softmax": "one batch, loss curve",
    "wrong-mode": "asked twice",
}
