"""An optimizer as one pass over memory: in C where there is a compiler, else in NumPy.

SGD moves 3 words for each parameter, Adam 7: that much no optimizer can avoid.
"""

import ctypes
import shutil
import subprocess
import tempfile
from math import sqrt
from pathlib import Path

import numpy as np

SOURCE = """
#include <math.h>
void sgd(long n, REAL *restrict p, const REAL *restrict g, REAL lr) {
    for (long i = 0; i < n; i++) p[i] -= lr * g[i];
}
void adam(long n, REAL *restrict p, const REAL *restrict g, REAL *restrict m, REAL *restrict v,
          REAL rate, REAL root, REAL b1, REAL b2, REAL eps) {
    for (long i = 0; i < n; i++) {
        m[i] = b1 * m[i] + (1 - b1) * g[i];
        v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
        p[i] -= rate * m[i] / (SQRT(v[i]) * root + eps);
    }
}
"""
C_TYPES = {"float32": ("float", "sqrtf"), "float64": ("double", "sqrt")}
BETA1, BETA2, EPS = 0.9, 0.999, 1e-8


def one_pass(optimizer, values, grads, lr):
    """A function without arguments that moves ``values`` once, in place."""
    library = compiled(values.dtype.name)
    if library is None:
        return {"sgd": numpy_sgd, "adam": numpy_adam}[optimizer](values, grads, lr)
    return {"sgd": c_sgd, "adam": c_adam}[optimizer](library, values, grads, lr)


def compiled(dtype):
    """The library for numbers of this type, or None without a working C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    real, root = C_TYPES[dtype]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, library = Path(folder, "pass.c"), Path(folder, "pass.so")
        source.write_text(SOURCE.replace("REAL", real).replace("SQRT", root))
        flags = "-O3 -march=native -fno-math-errno -shared -fPIC".split()
        done = subprocess.run(
            [compiler, *flags, "-o", library, source, "-lm"], capture_output=True, check=False
        )
        return ctypes.CDLL(str(library)) if done.returncode == 0 else None


def c_call(f, arrays, numbers):
    """``f`` with its types declared, its arrays given once, its changing numbers each time."""
    real = ctypes.c_float if arrays[0].dtype == np.float32 else ctypes.c_double
    f.argtypes = [ctypes.c_long] + [ctypes.c_void_p] * len(arrays) + [real] * numbers
    f.restype = None
    # these pointers keep their arrays alive
    fixed = (arrays[0].size, *(array.ctypes.data_as(ctypes.c_void_p) for array in arrays))
    return lambda *scalars: f(*fixed, *scalars)


def c_sgd(library, values, grads, lr):
    move = c_call(library.sgd, (values, grads), 1)
    return lambda: move(lr)


def c_adam(library, values, grads, lr):
    m, v = np.zeros_like(values), np.zeros_like(values)
    move, t = c_call(library.adam, (values, grads, m, v), 5), 0

    def update():
        nonlocal t
        t += 1
        move(lr / (1 - BETA1**t), 1 / sqrt(1 - BETA2**t), BETA1, BETA2, EPS)

    return update


def numpy_sgd(values, grads, lr):
    scratch = np.empty_like(values)

    def update():
        np.multiply(grads, lr, out=scratch)
        np.subtract(values, scratch, out=values)

    return update


def numpy_adam(values, grads, lr):
    """m and v without their factors 1 - beta, two passes fewer; the scalars make up for it."""
    m, v, scratch, t = np.zeros_like(values), np.zeros_like(values), np.empty_like(values), 0

    def update():
        nonlocal m, v, t
        t += 1
        m *= BETA1
        m += grads
        v *= BETA2
        v += np.multiply(grads, grads, out=scratch)
        root = sqrt((1 - BETA2) / (1 - BETA2**t))
        np.sqrt(v, out=scratch)
        np.add(scratch, EPS / root, out=scratch)
        np.divide(m, scratch, out=scratch)
        np.multiply(scratch, lr * (1 - BETA1) / (1 - BETA1**t) / root, out=scratch)
        np.subtract(values, scratch, out=values)

    return update
