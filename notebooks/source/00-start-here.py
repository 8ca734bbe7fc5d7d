# teaches:
# uses:
# black box: labs.digit_reader
# remember: Predict, then run, then compare: a prediction that turns out wrong is where you learn.
# %% [markdown]
# # 00  Start here
#
# ## What you'll do
#
# You see where the course leads, check that everything is installed, and try the three moves of every lesson:
# predict, run, check.
#
# ## What you'll learn
#
# - **run** a cell and read what it shows,
# - **predict** before you run, and compare,
# - **read** a diagnosis and act on it.
#
# ## What you'll need
#
# Python, as far as functions and lists go; NumPy arrays help. School mathematics: the slope of a curve.

# %% [markdown]
# ## Where does this course lead?
#
# Click into the next cell and press Shift+Enter. A small network learns to read handwritten digits from
# 1,437 examples, and then reads 360 that it has never seen. It takes about a second.

# %% tags=["nbval-ignore-output"]
import numpy as np

from backprop_course.labs.digit_reader import read_digits

reading = read_digits(rng=np.random.default_rng(0))
print(f"{reading.correct} of {len(reading.labels)} new digits read correctly")

# %%
from backprop_course.figures.mlp.charts import draw_images
from backprop_course.notebook import Picture
from backprop_course.widgets import explore_gates

ten = zip(reading.labels[:10], reading.answers[:10], strict=True)
Picture(
    draw_images(
        reading.images[:10],
        [f"{label} read as {answer}" for label, answer in ten],
        title="Can you read these ten?",
        columns=5,
    ),
    "Ten handwritten digits of 8 by 8 pixels; above each the digit that was meant, and what the "
    "network reads. It gets nearly all of them.",
)

# %% [markdown]
# *What to see:* ten new digits, and the network's answers. Where it fails, would you have been sure?
#
# Nobody told it what a 7 looks like. The network is 4,810 numbers, random at first. For each of them
# **backpropagation** computes in which direction it should move, and training moves it a little, again and again.
# **By the end of notebook 07 you will have written every line of this yourself**: the neurons, the loss, the
# backward pass, the training.

# %% [markdown]
# ## The map of the course
#
# The last column is what a lesson leaves with you. It is also the last line of that lesson.
#
# {{course map}}
#
# Minutes are for reading, for predictions worked out on paper, and for the gaps of the lesson.

# %% [markdown]
# ## Is everything installed?
#
# Run this cell too.

# %% tags=["nbval-ignore-output"]
from backprop_course.workshop.doctor import examine

for finding in examine():
    print(f"{finding.name:<16}{'ok' if finding.ok else finding.cure}")

# %% [markdown]
# Every line should say `ok`. If one says otherwise, or if a cell so far ended in an error, run
# `backprop-course doctor` in a terminal: it names the cure.
#
# From here on, run each cell as you meet it. If a notebook gets into a muddle, choose *Kernel > Restart Kernel and
# Run All Cells*: it is quick, and nothing that you wrote is lost.

# %% [markdown]
# ## How to predict
#
# Reading an answer feels like knowing it. So every section asks for a prediction. Write it down, then open the
# answer, then run the cell.
#
# **Predict.** The slope of a curve tells how fast it rises. We **nudge** $x$ from 3 to 3.001. By about how many
# thousandths does $x^2$ grow?
#
# <details><summary>Answer</summary>
#
# By 6 thousandths: from 9 to 9.006001. The slope at 3 is 6; the small rest shrinks with the nudge.
#
# </details>

# %%
grown = 3.001**2 - 3**2
print(f"x^2 grows by {grown:.6f}, which is {grown / 0.001:.3f} times the nudge")

# %% [markdown]
# ## How to look at a picture
#
# In every picture of the course, blue is a value on its way forward. Brick red is a **gradient** coming back: it
# says how strongly the last number, $L$, responds to a change at that place. The wider the band, the stronger.

# %%
explore_gates()

# %% [markdown]
# *What to see:* $a$ and $b$ are multiplied. The gradient that arrives from the right is multiplied too, by $b$ on its
# way to $a$ and by $a$ on its way to $b$. Drag $a$ to 0: which gradient vanishes? (Without a mouse: Tab
# leads to the sliders, arrow keys move them.)

# %% [markdown]
# ## How to read a diagnosis
#
# Where a lesson says **You write it**, there is a function with a gap. You fill it in, and the cell below it tells
# you at once how it went: `check` takes the name of the exercise and your function.

# %%
from backprop_course.checking import check
from backprop_course.exercises import ch00


def slope_of_square(x):
    """Return the slope of x^2 at x.  At x = 3 it is 6."""
    raise NotImplementedError


check(ch00.slope_of_square, slope_of_square)

# %% [markdown]
# The last line is the number of points. Somebody now tries the first thing that comes to mind, $x^2$ itself. What
# would you say to that answer?


# %%
def slope_of_square(x):
    return x**2


check(ch00.slope_of_square, slope_of_square)

# %% [markdown]
# A diagnosis has three parts: what was **observed**, the **likely cause**, and a **question** that leads on. It may
# show the number that was expected, never the formula. Some exercises ask for two numbers:


# %%
def value_and_slope(x):
    """Return the tuple (value, slope) of x^2.  At x = 3 it is (9, 6)."""
    return x**2, x


check(ch00.value_and_slope, value_and_slope)

# %% [markdown]
# So there are four verdicts: *right*, *partly right*, *wrong* and *not attempted*.
#
# **Now you.** Mend the line `return x**2, x` and run the cell again. Then try `-2 * x` or `2` as the slope, and read
# what the check says. You cannot break anything: a check writes no file and stops no notebook.

# %% [markdown]
# ## Where things are
#
# - `backprop-course` makes a folder of your own, `my-backprop-course`, and opens it. All in it is yours.
# - Its folder `notebooks` has the lessons, in the order of their numbers; `exercises` has more to write, under the
#   same numbers.
# - In a terminal, `backprop-course status` shows what you have solved so far, from the notebooks that you saved.
# {{site}}

# %% [markdown]
# ## Recap
#
# Predict, run, compare. A check says right, partly right, wrong or not attempted, and a wrong answer gets a cause
# and a question. Blue goes forward, brick comes back. In notebook 01 you compute every number of a whole neuron.

# %% [markdown]
# ## Exercises
#
# The first set goes with the next notebook: [exercises 01](../exercises/01-one-neuron.ipynb).
