"""How far apart two colours look, to people with all kinds of cones and to those who lack one."""

import numpy as np

SEEN = {  # what people see who lack one kind of cone.  Source: Machado et al., 2009, severity 1
    "normal": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = [[0.41246, 0.35758, 0.18044], [0.21267, 0.71515, 0.07217], [0.01933, 0.11919, 0.95030]]


def lab(colour, vision):
    """L*, a*, b* of a colour as that vision sees it.  Source: CIE, 1976."""
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(
        channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4
    ) @ np.transpose(SEEN[vision])
    x, y, z = np.cbrt(np.array(TO_XYZ) @ np.clip(linear, 1e-6, 1) / [0.95047, 1.0, 1.08883])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one, other, vision):
    """Delta E of two colours: 1 is just seen, 15 is not to be missed.  Source: CIE, 1976."""
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))
