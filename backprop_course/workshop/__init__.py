"""What stands around the book: the command ``backprop-course`` and what it calls.

course       where the course's files are, and which lessons they hold
progress     the verdicts stored in saved exercises
doctor       is everything here that the course needs?
authoring    the builder, which makes notebooks from their sources
cli          the command line
"""
