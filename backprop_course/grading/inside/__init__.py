"""What runs in the child process, beside the student's code. It holds no answers.

These files need NumPy and the standard library alone: the child cannot import the package.

    wire      values as bytes, and calls in both directions (the parent uses it too)
    limits    what the child takes from itself: memory, processes, system calls
    landlock  files and network addresses
    rooms     namespaces: no network, and no process that outlives its room
    serve     the child's main program
"""
