"""Trained runs, shared by all sessions of the process, and the one lock around training.

Many small NumPy calls from many threads fight for the interpreter; one at a time they are several times faster together.
"""

import gc
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

import streamlit as st

from shallownet.epochs import recorded_epochs
from shallownet.experiment import Experiment
from shallownet.history import History
from shallownet.training import common, train_together

training_lock = Lock()


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """Once per process, after all imports: take what lives for ever out of the collector, which Streamlit runs after every script."""
    gc.collect()
    gc.freeze()


Recording = tuple[Experiment, int, int]  # an experiment, the epoch around which all are recorded, the budget
MOST = 64
_remembered: OrderedDict[Recording, History] = OrderedDict()  # the longest unused first
BUDGET = 400_000  # bytes of parameters recorded of a run that plays alone
TOGETHER = 1_200_000  # and of runs that play in step, all together


def history(experiment: Experiment, epoch: int = 0, runs: int = 1) -> History:
    """The experiment's run, with `epoch` among its recorded epochs, as one of `runs` in step. Trained once, then remembered."""
    return _histories([_recording(experiment, epoch, runs)])[0]


def in_step(asked: Sequence[tuple[Experiment, int]]) -> list[History]:
    """The same of runs that play in step, each with its epoch: in one batch where they can train together."""
    return _histories([_recording(experiment, epoch, len(asked)) for experiment, epoch in asked])


def around(experiment: Experiment, epoch: int, runs: int = 1) -> int:
    """0 where `epoch` is recorded anyway; `epoch` where the run has to be recorded densely around it."""
    return 0 if epoch < 0 or epoch in _usual_epochs(experiment.planned_epochs, experiment.parameters, _budget(runs)) else epoch


def _recording(experiment: Experiment, epoch: int, runs: int) -> Recording:
    return experiment, around(experiment, epoch, runs), _budget(runs)


def _budget(runs: int) -> int:
    return min(BUDGET, TOGETHER // runs)


@lru_cache(maxsize=1024)
def _usual_epochs(epochs: int, parameters: int, budget: int) -> frozenset[int]:
    return frozenset(recorded_epochs(epochs, parameters, budget=budget).tolist())


def _histories(wanted: Sequence[Recording]) -> list[History]:
    with training_lock:
        batches: dict[object, list[Recording]] = {}
        for recording in dict.fromkeys(wanted):
            if recording not in _remembered:
                batches.setdefault((common(recording[0]), *recording[1:]), []).append(recording)
        for batch in batches.values():
            (first, around, budget), experiments = batch[0], [experiment for experiment, _, _ in batch]
            trained = train_together(experiments, recorded=recorded_epochs(first.planned_epochs, first.parameters, around, budget))
            _remembered.update((recording, trained.only(run)) for run, recording in enumerate(batch))
        for recording in wanted:
            _remembered.move_to_end(recording)
        found = [_remembered[recording] for recording in wanted]
        while len(_remembered) > MOST:
            _remembered.popitem(last=False)
        return found
