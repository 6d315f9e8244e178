"""Mounts the training player on runs of experiments and says what the user looks at."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import streamlit as st

from shallownet.datasets import EXTENT
from shallownet.experiment import LONGEST, Experiment
from shallownet.history import History
from shallownet.initializers import INITIALIZERS
from shallownet.network import Layers
from shallownet.player import PROJECTOR, Run, pack, training_player
from shallownet.remarks import remarks
from shallownet.text import Text

from . import address, cache, controls
from .diagram import chosen_unit

SHORTENED = Text(
    "Batches this small take long: the run stops at epoch {planned} of {epochs}. Larger batches or fewer points go further.",
    "批太小，训练耗时：本次运行到第 {planned} 轮为止（共设 {epochs} 轮）。增大批或减少样本可以训练更多轮。",
)
PLAYER = "player"  # key of a page's own player


class Variant(NamedTuple):
    """A run to play: its name and, as HTML, its formula."""

    experiment: Experiment
    title: str
    formula: str = ""


class Seen(NamedTuple):
    """What the user looks at: the run, the epoch, its parameters, one example x (2, 1) with its number (the first if none is picked), and a hidden
    unit as (layer, unit) from 1 if one is shown large."""

    experiment: Experiment
    history: History
    epoch: int
    layers: Layers
    example: int
    x: np.ndarray
    unit: tuple[int, int] | None


def one(experiment: Experiment) -> list[Variant]:
    """A single run, named after its initialization."""
    initializer = INITIALIZERS[experiment.initializer]
    return [Variant(experiment, initializer.name[address.language()], initializer.html)]


def play(variants: Sequence[Variant], key: str = PLAYER, *, teaser: bool = False, then: Sequence[str] = ()) -> None:
    """The player with 1 to 4 runs in step; call it inside a fragment. seen() tells what it shows where the user stopped.

    teaser   it plays once by itself and leaves the link alone
    then     keys of the fragments that follow once this one is painted, and where the user stops: what is said of the runs, and the address
    All runs end at the same epoch, the last that each of them can reach.
    """
    variants, view = _in_step(variants), address.view()
    cue = (0, address.END, -1) if teaser else st.session_state.cue
    epoch = address.END if teaser else view.epoch
    arounds = tuple(cache.around(variant.experiment, _within(variant.experiment, epoch), len(variants)) for variant in variants)
    announce = bool(then) and st.session_state.pop("answered", False)
    payload = _payload(tuple(variants), arounds, view.language, cue, view.projector, teaser, announce)
    training_player(payload, key=key, on_change=None if teaser else lambda: _follow(variants, key, then), on_painted=lambda: st.rerun(list(then)))


def seen(variants: Sequence[Variant], key: str = PLAYER) -> list[Seen]:
    """What the player of this key shows of these runs."""
    experiments = [variant.experiment for variant in _in_step(variants)]
    histories = cache.in_step([(experiment, shown_epoch(experiment)) for experiment in experiments])
    return [_seen(experiment, history, key) for experiment, history in zip(experiments, histories)]


def _in_step(variants: Sequence[Variant]) -> list[Variant]:
    """The variants, shortened to the epoch that each of them can reach."""
    last = min(variant.experiment.planned_epochs for variant in variants)
    if len(variants) == 1:
        return list(variants)
    return [variant._replace(experiment=variant.experiment.but(epochs=last)) for variant in variants]


def shown_epoch(experiment: Experiment) -> int:
    """The epoch of the view, or the last one where the view is at the end or past it."""
    return _within(experiment, address.view().epoch)


def _within(experiment: Experiment, epoch: int) -> int:
    """The epoch, or the last one where it is END or past the end."""
    return epoch if 0 <= epoch <= experiment.planned_epochs else experiment.planned_epochs


def _seen(experiment: Experiment, history: History, key: str) -> Seen:
    epoch, picked = shown_epoch(experiment), address.view().picked
    example = picked if 0 <= picked < experiment.points else 0
    x, unit = history.examples[0][:, example : example + 1], chosen_unit(key, experiment.sizes[:-1])
    return Seen(experiment, history, epoch, history.layers_at(epoch), example, x, unit)


def _follow(variants: Sequence[Variant], key: str, then: Sequence[str]) -> None:
    """The user stopped, stepped or picked. A step past the end makes the run one epoch longer; an epoch that is not recorded needs a new payload."""
    state, experiment = st.session_state[key], variants[0].experiment
    epoch = address.END if state.epoch == experiment.planned_epochs else state.epoch
    beyond = epoch > experiment.planned_epochs
    address.look(epoch=address.END if beyond else epoch, picked=state.picked)
    if beyond and experiment.planned_epochs == experiment.epochs and epoch <= LONGEST:
        address.choose(epochs=epoch)
        st.rerun()
    if then and not any(cache.around(variant.experiment, epoch, len(variants)) for variant in variants):
        st.rerun(list(then))
    if then:
        st.rerun([controls.LIVE, *then])


@lru_cache(maxsize=32)
def _payload(
    variants: tuple[Variant, ...], arounds: tuple[int, ...], language: str, cue: tuple[int, int, int], projector: bool, autoplay: bool, announce: bool
) -> bytes:
    """Packed once for all sessions that ask for the same."""
    first = variants[0].experiment
    histories = cache.in_step([(variant.experiment, around) for variant, around in zip(variants, arounds)])
    runs = [Run(history, 0, variant.title, variant.formula, colour) for colour, (variant, history) in enumerate(zip(variants, histories))]
    number, epoch, picked = cue
    limit = LONGEST if first.planned_epochs == first.epochs else None
    scale = PROJECTOR if projector else 1.0
    return pack(runs, language=language, cue=(str(number), epoch), extent=EXTENT, picked=picked, scale=scale, limit=limit, autoplay=autoplay, announce=announce)


def show_remarks(seen: Seen) -> None:
    """Divergence, symmetry, dead and saturated units, in words, under the player."""
    language, experiment = address.language(), seen.experiment
    notes = [text[language] for text in remarks(seen.layers, seen.history.x, seen.history.y, seen.history.hidden_activations, int(seen.history.diverged_at[0]))]
    if experiment.planned_epochs < experiment.epochs:
        notes.append(SHORTENED.format(planned=experiment.planned_epochs, epochs=experiment.epochs)[language])
    if notes:
        st.markdown("  \n".join(notes))
