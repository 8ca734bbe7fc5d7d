"""What stands around the book: the command ``backprop-course`` and what it calls.

course       where the course's own files are
saved        a notebook file as somebody saved it
files        writing a file whole or not at all
stamp        telling a notebook that somebody worked in from one as it was built
verdicts     the verdicts stored in a saved notebook
progress     how far a learner is
manifest     which versions the course put into a learner's folder
folder       the learner's own folder: made, and brought up to date
doctor       is everything here that the course needs?
authoring    the builder, which makes notebooks from their sources
cli          the command line
"""
