# teaches:
# uses:
# %% [markdown]
# # 00  Start here
#
# ## What you'll do
#
# You check that everything is installed, and try the three moves of every lesson: predict, run, check.
#
# ## What you'll learn
#
# - **run** a cell and read what it shows,
# - **predict** before you run, and compare,
# - **read** a diagnosis and act on it.
#
# ## What you'll need
#
# Fifteen minutes. Python, as far as functions and lists go; NumPy arrays help. School mathematics: the
# slope of a curve.

# %% [markdown]
# ## Is everything here?
#
# Click into the next cell and press Shift+Enter. It runs the cell and goes on to the next one.

# %% tags=["nbval-ignore-output"]
from backprop_course.workshop.doctor import examine

for finding in examine():
    print(f"{finding.name:<16}{'ok' if finding.ok else finding.cure}")

# %% [markdown]
# Every line should say `ok`. If a line says otherwise, or if the cell ended in an error, go to a
# terminal and run `backprop-course doctor`: it names the cure.
#
# From here on, run each cell as you meet it, from top to bottom. When a notebook has got into a
# muddle, choose *Kernel > Restart Kernel and Run All Cells*: it is quick, and nothing is lost.

# %% [markdown]
# ## How to predict
#
# Reading an answer feels like knowing it. A prediction that turns out wrong is where you learn, so
# every section asks for one. Say it aloud or write it down, then open the answer, then run the cell.
#
# **Predict.** The slope of a curve tells how fast it rises. For $x^2$ at $x = 3$ we nudge $x$ by a
# thousandth. By how many thousandths does $x^2$ grow, about?
#
# <details><summary>Answer</summary>
#
# By 6 thousandths: from 9 to 9.006001. The slope at 3 is 6, and the little rest gets smaller with the
# nudge.
#
# </details>

# %%
grown = 3.001**2 - 3**2
print(f"x^2 grows by {grown:.6f}, which is {grown / 0.001:.3f} times the nudge")

# %% [markdown]
# ## How to look at a picture
#
# Here is the picture that notebook 01 explains. Blue is a value on its way forward. Brick red is a
# **gradient** on its way back: it says how strongly the last number answers to a change at that place.
# You will see both colours in every picture of this course, and a line below each picture says what is
# to be seen.

# %%
from backprop_course.figures.neuron.circuit import describe_neuron, trace_neuron
from backprop_course.figures.neuron.circuit_picture import draw_neuron
from backprop_course.notebook import Picture

neuron = trace_neuron(x=0.5, w=2.0, b=-1.0, y=1.0)
Picture(draw_neuron(neuron), describe_neuron(neuron))

# %% [markdown]
# *What to see:* four numbers enter, four are made on the way from left to right, and under each wire a
# gradient comes back. After notebook 01 you can compute every one of them on paper.
#
# Many pictures of the course have sliders, buttons and boxes above them. All of them work with the
# mouse, and by keyboard: once the cell has run, Shift+Tab leads into them and Tab from one to the next,
# arrows move a slider or a number, and Space presses a button or ticks a box. Leave other keys alone
# there, for the notebook takes a letter for a command: X cuts the cell, M makes it text, and Z brings
# it back.

# %% [markdown]
# ## How to read a diagnosis
#
# An exercise is a function with a gap. You fill it in, and a check cell tells you at once how it
# went: `check` takes the name of the exercise and your function. There are three verdicts: right, wrong,
# and not attempted. Here is a gap:

# %%
from backprop_course.checking import check
from backprop_course.exercises import ch00


def slope_of_square(x):
    """Return the slope of x^2 at x.  At x = 3 it is 6."""
    raise NotImplementedError


check(ch00.slope_of_square, slope_of_square)

# %% [markdown]
# The last line of the output is the number of points. Somebody now tries the first thing that comes
# to mind.
#
# **Predict.** At $x = 3$ the function below returns 9. What will the check say about it?
#
# <details><summary>Answer</summary>
#
# That it is wrong; and since $x^2$ in place of its slope is a usual mistake, that is named.
#
# </details>


# %%
def slope_of_square(x):
    return x**2


check(ch00.slope_of_square, slope_of_square)

# %% [markdown]
# A diagnosis has three parts: what was **observed**, the **likely cause**, and a **question** that
# leads on. It never tells the answer. A second try:


# %%
def slope_of_square(x):
    return x


check(ch00.slope_of_square, slope_of_square)

# %% [markdown]
# Another mistake, another diagnosis. Now the third try.


# %%
def slope_of_square(x):
    return 2 * x


check(ch00.slope_of_square, slope_of_square)

# %% [markdown]
# **Now you.** Change the line `return 2 * x` above into `return -2 * x`, or into `return 2`, run the
# cell, and read what the check says. You cannot break anything: a check writes no file and stops no
# notebook.

# %% [markdown]
# ## The map of the course
#
# The last column is what a lesson leaves with you. It is also the last line of that lesson.
#
# {{course map}}
#
# Minutes are for reading, for predictions worked out on paper, and for the gaps of the lesson.

# %% [markdown]
# ## Where things are
#
# - `backprop-course` makes a folder of your own, `my-backprop-course`, and opens it. All in it is yours.
# - The lessons are in its folder `notebooks`. Read them in the order of their numbers.
# - The exercises are in its folder `exercises`, under the same numbers.
# - In a terminal, `backprop-course status` shows what you have solved so far, from the notebooks that
#   you saved.

# %% [markdown]
# ## Recap
#
# Predict, run, compare. A check says right, wrong or not attempted, and a wrong answer gets a cause
# and a question. Blue goes forward, brick comes back. In notebook 01 you compute every number of the
# picture above by hand.

# %% [markdown]
# ## Exercises
#
# The first set goes with the next notebook: [exercises 01](../exercises/01-one-neuron.ipynb).
