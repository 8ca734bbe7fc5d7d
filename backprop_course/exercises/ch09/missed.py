"""Predict: how often a small sample that is drawn anew in every run misses a bug."""

from math import comb, prod

from ...checking import Exercise, wrong_number

ONE_RUN = 45 / 50 * 44 / 49

missed_three_times = Exercise(
    name="missed_three_times",
    points=1,
    minutes=4,
    grade="warm-up",
    kind="predict",
    hints=(
        "What is the chance that a single run misses all five wrong entries?",
        "Does the second run know at which entries the first one looked?",
    ),
    reference=lambda: (45 / 50 * 44 / 49) ** 3,
    accepted=(lambda: (comb(45, 2) / comb(50, 2)) ** 3, lambda: ONE_RUN * ONE_RUN * ONE_RUN),
    mistakes=(
        wrong_number(
            "missed-runs.one-run",
            ONE_RUN,
            "this is the chance that one run misses them",
            "How many runs must miss them?",
        ),
        wrong_number(
            "missed-runs.found",
            1 - ONE_RUN**3,
            "this is the chance that some run finds the bug",
            "Does the task ask how often it is found, or missed?",
        ),
        wrong_number(
            "missed-runs.six-at-once",
            prod((45 - i) / (50 - i) for i in range(6)),
            "six different entries are looked at, as if the runs remembered each other",
            "May two runs look at the same entry?",
        ),
        wrong_number(
            "missed-runs.put-back",
            (45 / 50) ** 6,
            "the two entries of one run may be the same here",
            "How many entries are left for the second look of a run?",
        ),
        wrong_number(
            "missed-runs.times-three",
            3 * ONE_RUN,
            "the chances of the runs are added, and the result is more than 1",
            "How often do two independent things happen both?",
        ),
        wrong_number(
            "missed-runs.one-wrong",
            (48 / 50) ** 3,
            "this would be the chance for a single wrong entry",
            "How many entries are wrong here?",
        ),
    ),
    outputs=("chance",),
    praise="After how many runs would you expect the bug to be found in 99 of 100 cases?",
)
