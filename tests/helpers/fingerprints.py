"""Which checks complain about which bug of the capstone's nets."""

FINGERPRINTS = {  # bug: the checks that complain
    "bias-from-one-row": "gradient check",
    "weights-transposed": "gradient check",
    "upstream-ignored": "gradients, gradient check, update ratios, loss curve",
    "path-overwritten": "gradient check",
    "inputs-not-normalized": "inputs, first loss, update ratios, loss curve",
    "labels-shuffled": "loss curve",
    "rate-too-large": "update ratios, loss curve",
    "gradient-not-zeroed": "second step, loss curve",
    "updated-too-early": "second step, finite, loss curve",
    "all-zeros": "values, dead units, gradients, update ratios, loss curve",
    "weights-too-small": "values, gradients, loss curve",
    "units-dead": "values, dead units, gradients, update ratios, loss curve",
    "softmax-twice": "loss curve",
    "sigmoid-before-softmax": "loss curve",
    "wrong-mode": "asked twice",
}
