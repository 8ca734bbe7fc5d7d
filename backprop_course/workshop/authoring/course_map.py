"""The map of the course: its parts, the line under each title, and the table of notebook 00."""

from backprop_course.workshop import course

PARTS = (  # what the lessons are about, with their numbers
    ("one neuron", range(1, 4)),
    ("losses", range(4, 6)),
    ("networks by hand", range(6, 10)),
    ("optimizers and autograd", range(10, 12)),
    ("deep networks", range(12, 14)),
    ("debugging", range(14, 15)),
)
SECOND_READING = "second reading"
SHORT_PATH = (1, 2, 5, 7, 11)  # what to read when there is one evening
MAP = "00-start-here.ipynb#The-map-of-the-course"
HEADER = "| part | lesson | minutes | to remember |\n|---|---|---|---|"


def where(number, minutes):
    """Where a lesson stands on the map: the part it belongs to in bold, then its minutes."""
    here = part(number)
    names = [name for name, _ in PARTS] + ([SECOND_READING] if here == SECOND_READING else [])
    road = " → ".join(f"**{name}**" if name == here else name for name in names)
    short = ", on the short path" if number in SHORT_PATH else ""
    return f"{road}\n\nAbout {minutes} minutes{short}. [The map of the course]({MAP})"


def part(number):
    """The name of the part that a lesson belongs to."""
    return next((name for name, numbers in PARTS if number in numbers), SECOND_READING)


def is_second_reading(number):
    """Whether a lesson stands outside the main line, behind its last one."""
    return number > PARTS[-1][1][-1]


def table(lessons):
    """The map as a Markdown table, and the hours below it.

    lessons: (path of the source, minutes, the sentence to remember) from lesson 01 on.
    """
    rows, before = [HEADER], None
    for path, minutes, remember in lessons:
        number, here = course.split(path)[0], part(course.split(path)[0])
        star = " ★" if number in SHORT_PATH else ""
        link = f"[{path.stem[:2]} {course.title(path)}]({path.stem}.ipynb){star}"
        rows.append(f"| {'' if here == before else here} | {link} | {minutes} | {remember} |")
        before = here
    return "\n".join([*rows, "", hours(lessons)])


def hours(lessons):
    """How long the whole course and the short path take."""
    timed = [(course.split(path)[0], minutes) for path, minutes, _ in lessons]
    road = sum(m for number, m in timed if not is_second_reading(number))
    short = sum(m for number, m in timed if number in SHORT_PATH)
    extra = sum(m for number, m in timed if is_second_reading(number))
    beside = f" Second readings stand outside of it and take {extra} minutes more." if extra else ""
    return (
        f"The whole road takes about {round(road / 60)} hours. Short of time? The lessons with a "
        f"star ★ are a path of their own, of about {round(short / 60)} hours.{beside}"
    )
