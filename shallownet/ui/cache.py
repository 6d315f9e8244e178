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

training_lock = Lock()


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """Once per process, after all imports: take what lives for ever out of the collector, which Streamlit runs after every script."""
    gc.collect()
    gc.freeze()


BUDGET = 400_000  # bytes of parameters recorded of a run that plays alone
TOGETHER = 1_200_000  # and of runs that play in step, all together


def history(experiment: Experiment, epoch: int = 0, runs: int = 1) -> History:
    """The experiment's run, with `epoch` among its recorded epochs, as one of `runs` in step. Trained once, then remembered."""
    with training_lock:
        return _trained(experiment, around(experiment, epoch, runs), _budget(runs))


def around(experiment: Experiment, epoch: int, runs: int = 1) -> int:
    """0 where `epoch` is recorded anyway; `epoch` where the run has to be recorded densely around it."""
    return 0 if epoch < 0 or epoch in _usual_epochs(experiment.planned_epochs, experiment.parameters, _budget(runs)) else epoch


def _budget(runs: int) -> int:
    return min(BUDGET, TOGETHER // runs)


@lru_cache(maxsize=1024)
def _usual_epochs(epochs: int, parameters: int, budget: int) -> frozenset[int]:
    return frozenset(recorded_epochs(epochs, parameters, budget=budget).tolist())


@lru_cache(maxsize=64)
def _trained(experiment: Experiment, around: int, budget: int) -> History:
    return train(experiment, recorded=recorded_epochs(experiment.planned_epochs, experiment.parameters, around, budget))
