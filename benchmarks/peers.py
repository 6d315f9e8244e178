"""The contestants. Each takes a Task, prepares outside the clock, and returns a function that trains and returns losses (epochs, runs).

losses[e] is the loss before the e-th step. What is timed is the function returned: from the first weights in memory to all losses in memory.
With mini-batches a loss is that of the whole set at the start of an epoch; scikit-learn alone can only report the mean over the epoch's batches.
"""

import warnings
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from benchmarks.task import Task
from shallownet.training import descend

jax.config.update("jax_enable_x64", True)
torch.set_num_threads(1)
warnings.filterwarnings("ignore", category=ConvergenceWarning)  # all epochs are wanted, converged or not

Run = Callable[[], np.ndarray]


def ours(task: Task) -> Run:
    """shallownet. Besides the losses it counts right answers and keeps the parameters of every epoch."""
    x, y, layers = task.x, task.y, task.layers
    how = {"hidden_activations": ("tanh",), "learning_rate": task.learning_rate, "epochs": task.epochs, "batch": task.batch}
    return lambda: descend(layers, x, y, rngs=task.rngs(), **how).losses[:-1]


def numpy_loop(task: Task) -> Run:
    """The textbook loop, readable and allocating; many runs by a leading axis. Full batch only."""
    x, y, points, rate = task.x, task.y, task.x.shape[1], task.x.dtype.type(task.learning_rate)
    (first, first_bias), (second, second_bias) = task.layers

    def run() -> np.ndarray:
        w1, b1, w2, b2 = first, first_bias, second, second_bias
        losses = np.empty((task.epochs, task.runs))
        for epoch in range(task.epochs):
            a1 = np.tanh(w1 @ x + b1)
            z2 = w2 @ a1 + b2
            a2 = 1 / (1 + np.exp(-z2))
            losses[epoch] = np.mean(np.logaddexp(0, z2) - y * z2, axis=(1, 2))
            dz2 = a2 - y
            dw2 = dz2 @ a1.swapaxes(1, 2) / points
            db2 = dz2.mean(axis=2, keepdims=True)
            dz1 = w2.swapaxes(1, 2) @ dz2 * (1 - a1**2)
            dw1 = dz1 @ x.T / points
            db1 = dz1.mean(axis=2, keepdims=True)
            w1, b1, w2, b2 = w1 - rate * dw1, b1 - rate * db1, w2 - rate * dw2, b2 - rate * db2
        return losses

    return run


def sklearn(task: Task) -> Run:
    """MLPClassifier with plain gradient descent, one run after another. warm_start lets it begin from given weights."""
    x, y = np.ascontiguousarray(task.x.T), task.data.y[0].astype(int)
    how = {"solver": "sgd", "momentum": 0.0, "alpha": 0.0, "activation": "tanh", "learning_rate_init": task.learning_rate}
    how |= {"batch_size": task.batch or len(y), "shuffle": task.batch > 0, "tol": 0.0, "n_iter_no_change": np.inf, "warm_start": True}
    model = MLPClassifier((task.units,), max_iter=1, random_state=0, **how).fit(x, y)
    model.max_iter = task.epochs

    def run() -> np.ndarray:
        losses = []
        for at in range(task.runs):
            model.coefs_ = [layer.weights[at].T.copy() for layer in task.layers]
            model.intercepts_ = [layer.biases[at, :, 0].copy() for layer in task.layers]
            losses.append(model.fit(x, y).loss_curve_[-task.epochs :])
        return np.transpose(losses)

    return run


def pytorch(task: Task) -> Run:
    """PyTorch, eager: modules, autograd, SGD. Several runs: the same with a leading axis (pytorch_together)."""
    if task.runs > 1:
        return pytorch_together(task)
    x, y = torch.tensor(task.x.T.copy()), torch.tensor(task.y.T.copy())
    model = torch.nn.Sequential(torch.nn.Linear(2, task.units), torch.nn.Tanh(), torch.nn.Linear(task.units, 1)).to(x.dtype)
    optimizer, criterion = torch.optim.SGD(model.parameters(), lr=task.learning_rate), torch.nn.BCEWithLogitsLoss()
    starts = [torch.tensor(part) for layer in task.layers for part in (layer.weights[0], layer.biases[0, :, 0])]

    def step(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.detach()

    def run() -> np.ndarray:
        with torch.no_grad():
            for parameter, start in zip(model.parameters(), starts):
                parameter.copy_(start)
        losses = torch.empty(task.epochs, 1, dtype=x.dtype)
        orders = torch.from_numpy(task.orders()[0]) if task.batch else None
        for epoch in range(task.epochs):
            if orders is None:
                losses[epoch] = step(x, y)
                continue
            with torch.no_grad():
                losses[epoch] = criterion(model(x), y)
            for part in orders[epoch].split(task.batch):
                step(x[part], y[part])
        return losses.numpy()

    return run


def pytorch_together(task: Task) -> Run:
    """Many networks as one batch of matrix products, eager. Full batch only."""
    x, y = torch.tensor(task.x).expand(task.runs, -1, -1), torch.tensor(task.y).expand(task.runs, -1, -1)

    def run() -> np.ndarray:
        parameters = [torch.tensor(part, requires_grad=True) for layer in task.layers for part in layer]
        w1, b1, w2, b2 = parameters
        optimizer = torch.optim.SGD(parameters, lr=task.learning_rate)
        losses = torch.empty(task.epochs, task.runs, dtype=x.dtype)
        for epoch in range(task.epochs):
            optimizer.zero_grad()
            z = torch.baddbmm(b2, w2, torch.tanh(torch.baddbmm(b1, w1, x)))
            each = torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="none").mean(dim=(1, 2))
            each.sum().backward()
            optimizer.step()
            losses[epoch] = each.detach()
        return losses.numpy()

    return run


def jax_rows(task: Task) -> Run:
    """JAX with examples as rows, as they usually are there: (points, features)."""
    starts = tuple(tuple(part.swapaxes(1, 2) for part in layer) for layer in task.layers)
    return _jax(task, lambda p, x: jnp.tanh(x @ p[0][0] + p[0][1]) @ p[1][0] + p[1][1], starts, task.x.T, task.y.T, examples=0)


def jax_columns(task: Task) -> Run:
    """JAX with examples as columns, as they are in shallownet: (features, points)."""
    return _jax(task, lambda p, x: p[1][0] @ jnp.tanh(p[0][0] @ x + p[0][1]) + p[1][1], tuple(map(tuple, task.layers)), task.x, task.y, examples=1)


def _jax(task: Task, logits: Callable, starts: tuple, x: np.ndarray, y: np.ndarray, examples: int) -> Run:
    """The whole training as one lax.scan, compiled; vmap over the runs if there are several. Compiled by the first call."""
    x, y, rate = jnp.asarray(x), jnp.asarray(y), task.learning_rate

    def loss(parameters, x, y):
        z = logits(parameters, x)
        return jnp.mean(jax.nn.softplus(z) - y * z)

    def stepped(parameters, x, y):
        value, slopes = jax.value_and_grad(loss)(parameters, x, y)
        return jax.tree.map(lambda p, slope: p - rate * slope, parameters, slopes), value

    def on_batches(parameters, order):
        parts = order.reshape(-1, task.batch)
        after, _ = jax.lax.scan(lambda p, part: stepped(p, x.take(part, examples), y.take(part, examples)), parameters, parts)
        return after, loss(parameters, x, y)

    def trained(parameters, orders):
        if task.batch:
            return jax.lax.scan(on_batches, parameters, orders)
        return jax.lax.scan(lambda p, _: stepped(p, x, y), parameters, None, length=task.epochs)

    compiled = jax.jit(jax.vmap(trained) if task.runs > 1 else trained)
    starts = jax.tree.map(lambda part: jnp.asarray(part if task.runs > 1 else part[0]), starts)

    def run() -> np.ndarray:
        orders = jnp.asarray(task.orders() if task.runs > 1 else task.orders()[0]) if task.batch else None
        _, losses = compiled(starts, orders)
        return np.asarray(losses).reshape(task.runs, task.epochs).T

    return run
