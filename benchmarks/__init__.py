"""How fast is the course?  Ratios measured in one run: python -m benchmarks [step] [gradcheck] ...

    problems    what is computed: four nets, their data and first weights, the same for everyone
    ours        the package, through its public calls
    textbook    the same in plain NumPy, as most courses write it
    limit       what nobody can leave out: the matrix products and one pass over the parameters
    one_pass    that pass, compiled
    torch_peer, jax_peer, sklearn_peer, autograd_peer
                other libraries, where they are installed
    systems     all of these by name
    worker      one process per system: answers requests, times blocks of calls
    harness     round-robin over the workers, medians of ratios within a round, parity before timing
    step        training steps, their memory, and 30 epochs of digits
    products    the rate of matrix products in each library
    gradcheck   the gradient check, against every entry by central differences and against PyTorch
    detection   planted mistakes found, false alarms
    imports     `import backprop_course` against `import numpy`
    checks      one call of the checker, for every exercise
    notebooks   seconds for each notebook
    goals       what must hold and what we aim at
    machine     processor, linear algebra, threads, load
    report      tables for the terminal and for README.md

Systems, then how they are timed, then what is timed, then what is said about it.
"""

import os

# Two threads would make times depend on who else works; it must be said before NumPy is loaded.
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
os.environ.update(dict.fromkeys(THREADS, "1"))
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
