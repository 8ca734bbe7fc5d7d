# teaches: layers.Conv2D, layers.MaxPool2D, layers.Flatten
# teaches: ops.conv2d, ops.conv2d_vjp, ops.max_pool2d_vjp
# uses: gradcheck.check_module, gradcheck.check_vjp
# uses: layers.Linear, layers.ReLU, losses.softmax_cross_entropy, module.Sequential
# uses: optim.Adam, training.accuracy, training.fit
# remember: A filter serves every place, so its gradient adds up over all of them; the image gets
# remember: the filter, rotated, slid over grad_y.
# %% [markdown]
# # 15  Slide a filter, and send its gradient back
#
# ## What you'll do
#
# You slide a filter over an image, by hand and then in code, write the three gradients of that layer and the one
# of pooling, and train a small convolutional network on the digits.
#
# ## What you'll learn
#
# - **compute** a convolution and its gradients on paper,
# - **write** both backward passes as sliding windows,
# - **explain** why a filter has so few parameters, and what that buys,
# - **find** the bug that a network with one convolution cannot show.
#
# ## What you'll need
#
# This is a second reading, beside the main road. It needs the linear layer of
# [notebook 06](06-vector-jacobian-products.ipynb), the modules of [notebook 08](08-modules.ipynb), and Adam from
# [notebook 10](10-optimizers.ipynb).

# %% [markdown]
# ## Recall
#
# A value that is used several times gets a share of gradient from each use, and the shares add.
#
# **Predict.** The weight $w$ is used twice: $y_1 = 3 w$ and $y_2 = -w$. The gradients 2 and 5 arrive at $y_1$ and
# $y_2$. What is $\bar w$?
#
# <details><summary>Answer</summary>
#
# $3 \times 2 - 1 \times 5 = 1$.
#
# </details>

# %%
import numpy as np

print(np.array([3.0, -1.0]) @ np.array([2.0, 5.0]))

# %%
from numpy.lib.stride_tricks import sliding_window_view

from backprop_course import ops
from backprop_course.checking import check
from backprop_course.data import load_digits
from backprop_course.exercises import ch15
from backprop_course.figures.mlp.charts import draw_images
from backprop_course.figures.modules.convolution import describe_sliding, trace_sliding
from backprop_course.figures.modules.convolution_picture import draw_sliding
from backprop_course.gradcheck import check_module, check_vjp
from backprop_course.layers import Conv2D, Flatten, Linear, MaxPool2D, ReLU
from backprop_course.losses import softmax_cross_entropy
from backprop_course.module import Sequential
from backprop_course.notebook import Picture, show_source
from backprop_course.optim import Adam
from backprop_course.training import accuracy, fit

rng = np.random.default_rng(0)

# %% [markdown]
# ## What does a filter see?
#
# A linear layer has a weight of its own for every pixel. If it has learned a stroke at the left, it still does not
# know the same stroke at the right. A **convolution** slides one small array of weights, the **filter**, over the
# image. At each place it multiplies the window that it sees by the filter, entry by entry, and adds up:
#
# $$x = \begin{pmatrix} 1 & 2 & 0 \\ 0 & 1 & 3 \\ 2 & 0 & 1 \end{pmatrix}, \quad
# W = \begin{pmatrix} 1 & -1 \\ 2 & 0 \end{pmatrix}, \quad
# y_{00} = 1 \cdot 1 + 2 \cdot (-1) + 0 \cdot 2 + 1 \cdot 0 = -1$$
#
# | name | shape | meaning |
# |---|---|---|
# | `x` | (3, 3) | image |
# | `W` | (2, 2) | filter |
# | `y` | (2, 2) | one number for each place |
#
# **Predict.** What is $y_{11}$, at the lower right?
#
# <details><summary>Answer</summary>
#
# The window is 1, 3, 0, 1: $1 \cdot 1 + 3 \cdot (-1) + 0 \cdot 2 + 1 \cdot 0 = -2$.
#
# </details>
#
# **You write it.** The sum at every place. (In signal processing this is called a correlation, and a convolution
# rotates the filter first. In deep learning both are called convolution.)
#
# {{task: slide}}
#
# {{hints: slide}}


# %%
def slide(image, window):
    """Return one number for each place of the window: the sum of its products with the image.

    sliding_window_view(image, window.shape) is allowed: all windows, (rows, columns, *window.shape).
    image = [[1., 2., 0.], [0., 1., 3.], [2., 0., 1.]], window = [[1., -1.], [2., 0.]]
        ->  [[-1., 4.], [3., -2.]]
    """
    ### BEGIN SOLUTION
    places = sliding_window_view(image, window.shape)
    return np.sum(places * window, axis=(2, 3))
    ### END SOLUTION


# %%
check(ch15.slide, slide)

# %% [markdown]
# A filter is a question that is asked everywhere. These two ask "darker than to the left and to the right?" and
# "darker than above and below?". Here is where they answer yes on a real digit, with a border of zeros around it:

# %%
x = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0], [2.0, 0.0, 1.0]])
W = np.array([[1.0, -1.0], [2.0, 0.0]])
(images, labels), (test_images, test_labels) = load_digits()
five = images[16].reshape(8, 8)
upright = np.array([[-1.0, 2.0, -1.0]] * 3)
answers = [np.maximum(slide(np.pad(five, 1), window), 0) for window in (upright, upright.T)]
Picture(
    draw_images(
        [five, *(answer / np.max(answers) for answer in answers)],
        ["the image", "upright strokes", "level strokes"],
        title="Where does a filter answer yes?",
        columns=3,
    ),
    "A handwritten 5. The first filter answers at its two upright strokes, the second at its three level ones.",
)

# %% [markdown]
# *What to see:* nine weights find both upright strokes of the 5, nine others its three level ones, wherever they
# stand. We will not choose such filters by hand: gradients will.

# %% [markdown]
# ## What does the filter get back?
#
# A gradient arrives, one number for each place:
#
# $$\bar y = \begin{pmatrix} 1 & 2 \\ 0 & -1 \end{pmatrix}$$
#
# **Predict.** The weight $W_{00}$ was used at all four places, where it met the pixels 1, 2, 0 and 1. What is its
# gradient?
#
# <details><summary>Answer</summary>
#
# Four uses are four paths, and paths add: $1 \cdot 1 + 2 \cdot 2 + 0 \cdot 0 + 1 \cdot (-1) = 4$.
#
# </details>

# %%
grad_y = np.array([[1.0, 2.0], [0.0, -1.0]])
print(slide(x, grad_y))

# %% [markdown]
# The other weights met the pixels one step to the right, one step below, or both. So the gradient of the
# filter comes from sliding $\bar y$ over the image.
#
# Now the image. Its middle pixel stands in all four windows. In the first it met the *last* weight, in the last
# the *first*. So the filter slides over $\bar y$ in reverse order: rotated by 180 degrees. Pixels at the border stand
# in fewer windows, hence the zeros around $\bar y$.
#
# **Predict.** What is the gradient of the middle pixel?
#
# <details><summary>Answer</summary>
#
# $1 \cdot 0 + 2 \cdot 2 + 0 \cdot (-1) + (-1) \cdot 1 = 3$.
#
# </details>

# %%
slides, framed = trace_sliding(x, W, grad_y), ((0, 1), (0, 0), (1, 1))
Picture(draw_sliding(slides, framed), describe_sliding(slides, framed))

# %% [markdown]
# *What to see:* all three rows do the same: a window times a small array, added up. The frames mark one place in each.
#
# **You write it.** All three gradients. The bias is one number, which was added at every place.
#
# {{task: filter_backward}}
#
# {{hints: filter_backward}}


# %%
def filter_backward(grad_y, x, W):
    """Return grad_x and grad_W, shaped like x and W, and the number grad_b.

    slide is allowed.  x and W as above, grad_y = [[1., 2.], [0., -1.]]
        ->  [[1., 1., -2.], [2., 3., 1.], [0., -2., 0.]], [[4., -1.], [2., 6.]], 2.0
    """
    ### BEGIN SOLUTION
    height, width = W.shape
    padded = np.pad(grad_y, ((height - 1,) * 2, (width - 1,) * 2))
    return slide(padded, W[::-1, ::-1]), slide(x, grad_y), grad_y.sum()
    ### END SOLUTION


# %%
check(ch15.filter_backward, filter_backward)

# %% [markdown]
# **Check.** The package's `conv2d` takes many images, channels (such as colours) and filters at once: `x` has the
# shape (n, channels, height, width), `W` (filters, channels, height, width). With one of each it gives your numbers:

# %%
one = (array[None, None] for array in (grad_y, x, W))  # (1, 1, ...)
by_package = ops.conv2d_vjp(*one, np.zeros(1))
for name, ours, theirs in zip("xWb", filter_backward(grad_y, x, W), by_package, strict=True):
    print(f"grad_{name}", np.ravel(ours), np.ravel(theirs))

# %%
many = [rng.normal(size=(2, 3, 5, 4)), rng.normal(size=(4, 3, 2, 3)), rng.normal(size=4)]
for report in check_vjp(ops.conv2d, ops.conv2d_vjp, many, rng=rng):
    print(report.name, "passes" if report else "FAILS")

# %% [markdown]
# ## What does pooling send back?
#
# A filter is often followed by **max pooling**, which keeps the largest number of each 2 by 2 window. The image shrinks
# to a quarter, and a stroke may move within its window without changing the result.
#
# **Predict.** The window holds 1, 5, 2, 3, and the gradient 10 arrives. What do the four numbers get?
#
# <details><summary>Answer</summary>
#
# 0, 10, 0, 0. If the 5 grows a little, the result grows as much. If another one grows a little, nothing happens.
#
# </details>
#
# **You write it.** The backward pass of max pooling, for one image. No two numbers of a window are equal.
#
# {{task: pool_backward}}
#
# {{hints: pool_backward}}


# %%
def spread(table):
    """Each entry as a block of 2 by 2."""
    return np.kron(table, np.ones((2, 2)))


def pooled(x):
    return x.reshape(x.shape[0] // 2, 2, x.shape[1] // 2, 2).max(axis=(1, 3))


# %%
def pool_backward(grad_y, x):
    """Return grad_x, shaped like x: the gradient of the largest entry of each 2 by 2 window.

    pooled(x) and spread(table) are allowed.
    grad_y = [[10.]], x = [[1., 5.], [2., 3.]]  ->  [[0., 10.], [0., 0.]]
    """
    ### BEGIN SOLUTION
    is_largest = x == spread(pooled(x))
    return spread(grad_y) * is_largest
    ### END SOLUTION


# %%
check(ch15.pool_backward, pool_backward)

# %% [markdown]
# ## What do shared weights buy?
#
# We build a network for the digits: 8 filters of 3 by 3, with a border of zeros (**padding**) so that the image
# keeps its size; ReLU; pooling; then `Flatten`, which puts all numbers in one row, and a linear layer.
#
# **Predict.** How many parameters do the 8 filters have, with a bias each? How many numbers come out of `Flatten` for an
# image of 8 by 8? How many parameters would a linear layer have that makes $8 \times 64$ numbers of 64 pixels?
#
# <details><summary>Answer</summary>
#
# $8 \times 9 + 8 = 80$ in the filters. After pooling, each of 8 images is 4 by 4: 128 numbers. And
# $64 \times 512 + 512 = 33{,}280$.
#
# </details>


# %%
def convolutional(rng):
    filters = Conv2D(1, 8, 3, rng=rng, padding=1)
    return Sequential(filters, ReLU(), MaxPool2D(2), Flatten(), Linear(128, 10, rng=rng))


def fully_connected(rng):
    return Sequential(Flatten(), Linear(64, 18, rng=rng), ReLU(), Linear(18, 10, rng=rng))


def size(module):
    return sum(p.value.size for p in module.parameters())


net = convolutional(rng)
print("filters:", size(net.layers[0]), " linear:", size(Linear(64, 512, rng=rng)))
print("convolutional:", size(net), " fully connected:", size(fully_connected(rng)))

# %%
for report in check_module(net, rng.normal(size=(2, 1, 8, 8)), rng=rng):
    print(report.name, "passes" if report else "FAILS")

# %% [markdown]
# The two networks have nearly the same number of parameters. We train both for 8 epochs. Then we ask them about the
# test images, and about the same images moved by one pixel down, up, right or left.


# %%
def train(net, seed):
    settings = {"epochs": 8, "batch_size": 32, "rng": np.random.default_rng(seed)}
    fit(net, softmax_cross_entropy, Adam(net.parameters(), 0.01), x_train, labels, **settings)
    return net


def moved(images, down, right):
    padded = np.pad(images, ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=-mean)
    return padded[:, :, 1 - down : 9 - down, 1 - right : 9 - right]


mean = images.mean()
x_train, x_test = (some.reshape(-1, 1, 8, 8) - mean for some in (images, test_images))
sides = [(1, 0), (-1, 0), (0, 1), (0, -1)]

# %% tags=["nbval-ignore-output"]
for build in (convolutional, fully_connected):
    for seed in range(3):
        net = train(build(np.random.default_rng(seed)), seed)
        read = accuracy(net, x_test, test_labels)
        moved_read = np.mean([accuracy(net, moved(x_test, *side), test_labels) for side in sides])
        print(f"{build.__name__:15} test {read:.3f}   moved by one pixel {moved_read:.3f}")

# %% [markdown]
# On the test images the two are close. On the moved ones the convolutional net is ahead with every seed: its filters
# see the same strokes as before, one place further on. Its last layer is still linear, with a weight of its own for
# every place, so it gets worse too. Deep networks repeat filter and pooling many times, and each time a pixel more or
# less matters less.

# %% [markdown]
# ## Break it
#
# A bug that people really make: the filter is not rotated for the gradient of the image.
#
# **Predict.** Which filters hide the bug, so that a gradient check passes? And what does the bug do to the training of
# the network above?
#
# <details><summary>Answer</summary>
#
# Filters that look the same rotated by 180 degrees, such as $\begin{pmatrix} 1 & 2 \\ 2 & 1 \end{pmatrix}$. To training
# it does nothing: the only convolution comes first, and nothing uses the gradient of the image.
#
# </details>


# %%
def without_rotation(grad_y, x, W):
    padded = np.pad(grad_y, len(W) - 1)
    return slide(padded, W), slide(x, grad_y)


for name, filter in {"symmetric": [[1.0, 2.0], [2.0, 1.0]], "ours": W}.items():
    reports = check_vjp(slide, without_rotation, [x, np.array(filter)], rng=rng)
    print(f"{name}:", {r.name: "passes" if r else "FAILS" for r in reports})

# %% [markdown]
# (Input 0 is the image, input 1 the filter.) With a second convolution, the first one would get wrong gradients, without
# any message. So check with random filters, and check the gradient of the input too, even where training does not need
# it.

# %% [markdown]
# ## In the package
#
# `conv2d_vjp` takes another route: it writes each window as a row (many libraries call this *im2col*), and then a
# convolution is the linear layer of notebook 06, with one row for each place. Where windows overlap, their gradients are
# added up at the end. The rest checks shapes.

# %%
show_source(ops.conv2d_vjp, ops.max_pool2d_vjp)

# %% [markdown]
# | PyTorch | here |
# |---|---|
# | `nn.Conv2d(1, 8, 3, padding=1)` | `Conv2D(1, 8, 3, rng=rng, padding=1)` |
# | `nn.MaxPool2d(2)` | `MaxPool2D(2)` |
# | `nn.Flatten()` | `Flatten()` |
#
# Shapes are the same: (n, channels, height, width) for images, (filters, channels, height, width) for filters.

# %% [markdown]
# ## Recap
#
# A convolution asks the same question at every place. All its backward passes are slides too: the filter gets $\bar y$
# slid over the image, the image gets the rotated filter slid over $\bar y$, the bias gets the sum. Pooling sends
# everything to the largest number. Shared weights are few, and know a stroke wherever it stands.
#
# | formula | backward | shape |
# |---|---|---|
# | $y = \text{slide}(x, W) + b$ | $\bar x = \text{slide}(\bar y \text{ with zeros around}, W \text{ rotated})$ | (height, width) |
# | | $\overline{W} = \text{slide}(x, \bar y)$ | like $W$ |
# | | $\bar b$ = sum of $\bar y$ | one number |
# | $y$ = largest of a window | all of $\bar y$ to the largest, 0 to the others | like $x$ |

# %% [markdown]
# ## Questions
#
# **1.** Two numbers of a window are equal, and larger than the others. What does your `pool_backward` do, and what does
# the package's?
#
# <details><summary>Answer</summary>
#
# A version that compares with the largest number, like ours, sends the gradient to both and counts it twice. The
# package's `argmax` finds only the first. It is a kink: on paper there is no gradient, but any choice should send it
# once.
#
# </details>
#
# **2.** A filter of 1 by 1 on an image with 3 channels: what does it compute?
#
# <details><summary>Answer</summary>
#
# A weighted sum of the channels at each pixel: a linear layer over the channels, the same one everywhere.
#
# </details>
#
# **3.** Why do the gradients of a filter grow with the size of the image?
#
# <details><summary>Answer</summary>
#
# They are sums over all places. A larger image has more places, so more paths add up.
#
# </details>
#
# **4.** With a **stride** of 2 the window moves two pixels at a time. Which pixels of an image of 5 by 5 does a filter
# of 2 by 2 then never see, and what gradient do they get?
#
# <details><summary>Answer</summary>
#
# The windows begin at 0 and 2, so the last row and the last column are never seen. Their gradient is 0.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper. Write your numbers after `return`, and the check says how you did.
#
# **A.** An image of 6 by 6 with one channel gets a border of zeros, one pixel wide, then 4 filters of 3 by 3 with a
# bias each, then max pooling of 2 by 2. How high is the result, and how many parameters are there?
#
# {{hints: A}}


# %%
def A():
    """Return two whole numbers: the height of the result, and the number of parameters.

    An answer looks like this:  return 7, 100
    """
    ### BEGIN SOLUTION
    return 3, 4 * 9 + 4
    ### END SOLUTION


# %%
check(ch15.A, A)

# %% [markdown]
# **B.** An image of a single row, $x = (1, 2, 4)$, and a filter of a single row, $w = (-1, 1)$. The gradients (10, 20)
# arrive at the two places. Find the gradients of both weights and of the three pixels.
#
# {{hints: B}}


# %%
def B():
    """Return five numbers: the gradients of the two weights, then of the three pixels.

    An answer looks like this:  return 1, 2, 3, -4, 0
    """
    ### BEGIN SOLUTION
    return 50, 100, -10, -10, 20
    ### END SOLUTION


# %%
check(ch15.B, B)

# %% [markdown]
# **C.** The same row and filter. A max pooling keeps the larger of the two places, and the gradient 6 arrives at
# it. Find the gradients of the three pixels.
#
# {{hints: C}}


# %%
def C():
    """Return three numbers: the gradients of the pixels.

    An answer looks like this:  return 3, -3, 0
    """
    ### BEGIN SOLUTION
    return 0, -6, 6
    ### END SOLUTION


# %%
check(ch15.C, C)

# %% [markdown]
# ## Further reading
#
# - Y. LeCun et al., *Backpropagation Applied to Handwritten Zip Code Recognition*, Neural Computation, 1989: shared
#   weights, trained as here, on digits.
# - V. Dumoulin, F. Visin, *A guide to convolution arithmetic for deep learning*, 2016: every padding and every
#   stride in pictures.
