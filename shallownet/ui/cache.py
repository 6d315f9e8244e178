"""Trained runs, shared by all sessions of the process, and the one lock around training.

Many small NumPy calls from many threads fight for the interpreter; one at a time they are several times faster together.
"""

import gc
from functools import lru_cache
from threading import Lock

import streamlit as st

from shallownet.epochs import recorded_epochs
from shallownet.experiment import Experiment
from shallownet.history import History
from shallownet.training import train

_training = Lock()


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """Once per process, after all imports: take what lives for ever out of the collector, which Streamlit runs after every script."""
    gc.collect()
    gc.freeze()


def history(experiment: Experiment, epoch: int = 0) -> History:
    """The experiment's run, with `epoch` among its recorded epochs. Trained once, then remembered."""
    with _training:
        return _trained(experiment, around(experiment, epoch))


def around(experiment: Experiment, epoch: int) -> int:
    """0 where `epoch` is recorded anyway; `epoch` where the run has to be recorded densely around it."""
    return 0 if epoch < 0 or epoch in _usual_epochs(experiment.planned_epochs, experiment.parameters) else epoch


@lru_cache(maxsize=1024)
def _usual_epochs(epochs: int, parameters: int) -> frozenset[int]:
    return frozenset(recorded_epochs(epochs, parameters).tolist())


@lru_cache(maxsize=64)
def _trained(experiment: Experiment, around: int) -> History:
    return train(experiment, recorded=recorded_epochs(experiment.planned_epochs, experiment.parameters, around))
