"""A graph in which every value is used twice, and the tree of calls that recursion makes of it."""


def describe_unfolding(visits):
    """The picture in a sentence."""
    return (
        f"On the left a graph of {len(visits)} values, each made by adding the one below it to "
        f"itself. On the right the calls of recursion: from the top down a value is visited "
        f"{', '.join(map(str, visits))} times, {sum(visits)} visits in all."
    )
