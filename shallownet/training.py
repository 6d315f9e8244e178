"""Gradient descent over many networks at once, recorded epoch by epoch: from explicit parameters and data, or from an Experiment."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from .activations import ACTIVATIONS
from .descent import Examples, MiniBatches, WholeSet, logits
from .experiment import Experiment
from .history import History, Scores, flat
from .network import Layer, Layers

OWN = ("initializer", "constant", "seed", "learning_rate", "l2")  # fields in which experiments of one batch may differ
# How much is computed before it is turned into losses: enough to vectorize, little enough to stay near
STRETCH_BYTES, STRETCH_EPOCHS = 1 << 20, 256  # logits of all runs


def descend(
    layers: Layers,
    x: np.ndarray,
    y: np.ndarray,
    *,
    hidden_activations: Sequence[str],
    learning_rate: float | Sequence[float],
    epochs: int,
    batch: int = 0,
    l2: float | Sequence[float] = 0.0,
    rngs: Sequence[np.random.Generator] = (),
    x_test: np.ndarray | None = None,
    y_test: np.ndarray | None = None,
    recorded: Iterable[int] | None = None,
) -> History:
    """Train the given networks by gradient descent, W <- W - learning_rate (dW + l2 W), b <- b - learning_rate db.

    layers          first parameters; their dtype is the precision of the whole run, their runs axis the number of networks
    x, y            (features, points) and (1, points), or with a runs axis in front for data of their own; the test data likewise
    learning_rate   of all runs, or one for each; l2 likewise
    batch           examples a step; 0: the whole set. Mini-batches are drawn anew each epoch from `rngs`, one generator a run
    recorded        epochs whose parameters to keep; the first and the last always are. None: all of them
    Returns a History. A run stops at its first loss that is not finite; the others go on. ValueError for shapes that do not fit.
    """
    sizes = _checked_sizes(layers, x, y, hidden_activations)
    parameters = flat(layers)
    (runs, count), dtype, points = parameters.shape, parameters.dtype, x.shape[-1]
    if batch and len(rngs) != runs:
        raise ValueError(f"mini-batches need one generator a run: {runs}, not {len(rngs)}")
    g, batch = [ACTIVATIONS[key] for key in hidden_activations], min(batch, points)
    train, test = Examples(x, y, dtype), None if x_test is None or y_test is None or not x_test.size else Examples(x_test, y_test, dtype)
    scores, test_scores = Scores(epochs, runs, train.y), Scores(epochs, runs, test.y) if test else None
    stretch = max(1, min(epochs + 1, STRETCH_EPOCHS, STRETCH_BYTES // (runs * points * dtype.itemsize)))
    setting = parameters, sizes, g, train, learning_rate, l2
    loop = MiniBatches(*setting, batch=batch, rngs=rngs) if batch else WholeSet(*setting, stretch=stretch)

    keep = np.arange(epochs + 1) if recorded is None else np.unique(np.clip([0, epochs, *recorded], 0, epochs))
    kept = np.empty((len(keep), runs, count), dtype)
    with np.errstate(over="ignore", invalid="ignore"):  # a divergence is found by its loss and told to the reader
        for start in range(0, epochs + 1, stretch):
            stop = min(start + stretch, epochs + 1)
            past, z = loop.run(stop - start, stop > epochs)
            scores.fill(start, z)
            if test and test_scores:
                test_scores.fill(start, logits(past, sizes, g, test.x))
            first, end = np.searchsorted(keep, [start, stop])
            kept[first:end] = past[keep[first:end] - start]
            if not np.isfinite(scores.losses[stop - 1]).any():
                break
    return _history(sizes, hidden_activations, scores, test_scores, keep, kept, (x, y, x_test, y_test))


def _checked_sizes(layers: Layers, x: np.ndarray, y: np.ndarray, hidden_activations: Sequence[str]) -> tuple[int, ...]:
    sizes = (layers[0].weights.shape[-1], *(layer.weights.shape[-2] for layer in layers))
    shapes, runs = [(layer.weights.shape, layer.biases.shape) for layer in layers], len(layers[0].weights)
    if sizes[-1] != 1 or shapes != [((runs, units, fan_in), (runs, units, 1)) for fan_in, units in pairwise(sizes)]:
        raise ValueError(f"layers of shapes {shapes} do not make a network with one output")
    if x.shape[-2] != sizes[0] or y.shape[-1] != x.shape[-1] or len(hidden_activations) != len(layers) - 1:
        raise ValueError(f"layers of sizes {sizes} with {len(hidden_activations)} hidden activations do not fit x {x.shape} and y {y.shape}")
    return sizes


def _history(sizes, hidden_activations, scores: Scores, test: Scores | None, keep: np.ndarray, kept: np.ndarray, data) -> History:
    """Freeze it; from a divergence on losses are NaN, right answers those of the epoch before it, parameters those of the last epoch kept before it."""
    diverged_at = scores.first_bad()
    for run in np.flatnonzero(diverged_at >= 0):
        for values in (scores, test) if test else (scores,):
            values.losses[diverged_at[run] :, run] = np.nan
            values.right[diverged_at[run] :, run] = values.right[max(diverged_at[run] - 1, 0), run]
        fine = np.searchsorted(keep, diverged_at[run])
        kept[fine:, run] = kept[max(fine - 1, 0), run]
    tested = (test.losses, test.right) if test else (None, None)
    return History(sizes, tuple(hidden_activations), scores.losses, tested[0], scores.right, tested[1], keep, kept, diverged_at, *data)


def common(experiment: Experiment) -> Experiment:
    """What experiments have in common that can train together: all but the fields OWN."""
    return experiment.but(**{name: getattr(Experiment, name) for name in OWN})


def train(experiment: Experiment, *, dtype=np.float32, recorded: Iterable[int] | None = None) -> History:
    """Run an Experiment. `recorded`: the epochs to keep besides the first and the last; None: all of them."""
    return train_together([experiment], dtype=dtype, recorded=recorded)


def train_together(experiments: Sequence[Experiment], *, dtype=np.float32, recorded: Iterable[int] | None = None, tested: bool = True) -> History:
    """Run several experiments that differ in nothing but their start and their step (fields OWN) as one batch, in order.
    Without `tested` there are no test losses, and no time is spent on them.

    Run i is bit for bit train(experiments[i]). ValueError where they differ in anything else.
    """
    first = experiments[0]
    if len({common(e) for e in experiments}) > 1:
        raise ValueError(f"experiments that train together may differ in {', '.join(OWN)} only")
    starts, data = [e.first_layers(dtype) for e in experiments], first.data()
    return descend(
        tuple(Layer(*(np.concatenate(parts) for parts in zip(*layers))) for layers in zip(*starts)),
        data.x,
        data.y,
        hidden_activations=first.hidden_activations,
        learning_rate=[e.learning_rate for e in experiments],
        epochs=first.planned_epochs,
        batch=first.batch,
        l2=[e.l2 for e in experiments],
        rngs=[e.batch_stream() for e in experiments],
        x_test=data.x_test if tested else None,
        y_test=data.y_test if tested else None,
        recorded=recorded,
    )
