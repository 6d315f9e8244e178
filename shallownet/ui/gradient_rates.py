"""Four learning rates from the same start, played in step."""

import numpy as np
import streamlit as st

from shallownet.experiment import Experiment, settings
from shallownet.lessons.gradient_rates import behaviour
from shallownet.text import Text

from . import address, runs

DEFAULT = (0.01, 1.0, 10.0, 30.0)  # of tanh units: too small, right, too large, ends worse than it began
PLAYER = "player-rates"
RATE = Text("Run {number}: α", "第 {number} 条：α")


def show(experiment: Experiment) -> None:
    """Four boxes for the rates, the player, what became of each run."""
    lang, rates = address.language(), choose_rates()
    variants = [runs.Variant(experiment.but(learning_rate=rate), f"α = {rate:g}") for rate in rates]
    runs.play(variants, PLAYER)
    seen = runs.seen(variants, PLAYER)
    finals = [float(one.history.losses[-1, 0]) for one in seen]
    lowest = min((value for value in finals if np.isfinite(value)), default=1.0)
    for column, rate, one in zip(st.columns(4, gap="small"), rates, seen):
        column.markdown(f"**α = {rate:g}** {behaviour(one.history.losses[:, 0], lowest)[1][lang]}")


def choose_rates() -> list[float]:
    """Four boxes, and the link's word `rates`."""
    lang, domain = address.language(), settings()["learning_rate"].domain
    options = list(domain.options)  # type: ignore[union-attr]
    rates = _read(address.extra("rates"), options)
    for number, column in enumerate(st.columns(4, gap="small")):
        name = f"rate-{number}-{lang}"
        st.session_state[name] = rates[number]
        with column:
            rates[number] = st.selectbox(
                RATE.format(number=number + 1)[lang], options, key=name, format_func=lambda rate: f"α = {rate:g}", on_change=_keep, args=(lang,),
                label_visibility="collapsed",
            )  # fmt: skip
    return rates


def _read(word: str, options: list[float]) -> list[float]:
    """The link's rates; what is not among the options is as by default."""
    known = {f"{option:g}": option for option in options}
    asked = [*word.split(","), "", "", "", ""][:4]
    return [known.get(text, default) for text, default in zip(asked, DEFAULT)]


def _keep(lang: str) -> None:
    address.put_extra(rates=",".join(f"{st.session_state[f'rate-{number}-{lang}']:g}" for number in range(4)))
