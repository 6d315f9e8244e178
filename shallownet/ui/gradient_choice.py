"""What the gradient lesson looks at: which part, which epoch of the run, which examples."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from shallownet.experiment import Experiment
from shallownet.history import History
from shallownet.network import Layer, Layers
from shallownet.text import Text

from . import address, cache, lesson, runs

PARTS = {
    "graph": Text("Computation graph", "计算图"),
    "check": Text("Gradient check", "梯度检验"),
    "update": Text("One update", "一次更新"),
    "rates": Text("Learning rate", "学习率"),
    "landscape": Text("Landscape", "损失地形"),
    "hand": Text("By hand", "动手推导"),
    "run": Text("Your run", "你的训练"),
}
EPOCH = Text("Epoch of your run", "训练轮次")
AT_EPOCH = Text("training loss {loss}", "训练损失 {loss}")
EXAMPLES = Text("Examples", "样本")
SHOWN = {
    "one": Text("One example", "一个样本"),
    "2": Text("First 2", "前 2 个"),
    "3": Text("First 3", "前 3 个"),
    "5": Text("First 5", "前 5 个"),
    "all": Text("All {count}", "全部 {count} 个"),
}
NUMBER = Text("Example", "样本编号")


@dataclass(frozen=True)
class Chosen:
    """A network at an epoch of its run and the examples to look at: layers in double precision, x (features, m), y (1, m).

    kind      a key of SHOWN
    history   the whole run, for its training data and its path
    """

    experiment: Experiment
    history: History
    epoch: int
    layers: Layers
    x: np.ndarray
    y: np.ndarray
    kind: str

    @property
    def activations(self) -> tuple[str, ...]:
        return self.experiment.hidden_activations

    @property
    def few(self) -> bool:
        """Whether the examples are shown one by one."""
        return self.kind != "all"


def run_at(experiment: Experiment) -> tuple[History, int]:
    """The run and the epoch of the view, which is recorded in it."""
    epoch = runs.shown_epoch(experiment)
    return cache.history(experiment, epoch), epoch


def choose_epoch(experiment: Experiment) -> tuple[History, int]:
    """A slider over the epochs of the run, with the loss there. It moves the player of the other parts too."""
    lang, (history, epoch) = address.language(), run_at(experiment)
    name = f"gradient-epoch-{lang}"
    st.session_state[name] = epoch
    loss = AT_EPOCH.format(loss=f"{history.losses[epoch, 0]:.4f}")[lang]
    st.slider(f"{EPOCH[lang]} · {loss}", 0, experiment.planned_epochs, key=name, on_change=lambda: _go_to(experiment, st.session_state[name]))
    return history, epoch


def _go_to(experiment: Experiment, epoch: int) -> None:
    address.look(epoch=address.END if epoch == experiment.planned_epochs else epoch)
    address.cue()


def choose(experiment: Experiment) -> Chosen:
    """One row: the epoch, the examples."""
    left, right = st.columns([0.4, 0.6], gap="medium", vertical_alignment="bottom")
    with left:
        history, epoch = choose_epoch(experiment)
    layers = tuple(Layer(*(part.astype(np.float64) for part in layer)) for layer in history.layers_at(epoch))
    with right, st.container(horizontal=True, vertical_alignment="bottom"):
        options = {key: text.format(count=history.x.shape[1]) for key, text in SHOWN.items()}
        kind = lesson.choose("show", options, EXAMPLES)
        x, y = _examples(history, kind)
    return Chosen(experiment, history, epoch, layers, x, y, kind)


def _examples(history: History, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """The examples of a choice; for one, a box with its number."""
    if kind == "all":
        return history.x, history.y
    x, y = history.examples
    if kind != "one":
        return x[:, : int(kind)], y[:, : int(kind)]
    picked = address.view().picked
    name = f"gradient-example-{address.language()}"
    st.session_state[name] = (picked if 0 <= picked < x.shape[1] else 0) + 1
    number = st.number_input(NUMBER[address.language()], 1, x.shape[1], key=name, width=150, on_change=lambda: _pick(st.session_state[name] - 1))
    return x[:, number - 1 : number], y[:, number - 1 : number]


def _pick(index: int) -> None:
    address.look(picked=index)
    address.cue()
