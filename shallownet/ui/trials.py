"""A question whose answer is shown only after the learner has tried it on the page."""

import streamlit as st

from shallownet.lessons.neuron_trials import TRIALS
from shallownet.neuron import Neuron
from shallownet.text import Text

from .address import language
from .lesson import RIGHT, WRONG

WHICH = Text("What does it do to the line?", "它怎样改变直线？")


def trials(neuron: Neuron) -> str:
    """One parameter at a time: choose what you expect, move it, then read why. Call it inside a fragment; returns the parameter chosen."""
    lang, key = language(), f"trial-{language()}"
    st.subheader(WHICH[lang], anchor=False)
    names = {name: trial.name[lang] for name, trial in TRIALS.items()}
    st.session_state.setdefault(key, st.session_state.get("trial", "b"))
    name = st.segmented_control(WHICH[lang], list(names), format_func=names.__getitem__, key=key, required=True, label_visibility="collapsed") or "b"
    st.session_state.trial = name
    _trial(name, neuron)
    return name


def _trial(name: str, neuron: Neuron) -> None:
    trial, lang, state = TRIALS[name], language(), st.session_state
    options = {option: text[lang] for option, text in trial.options.items()}
    memory = state.setdefault(f"trial-of-{name}", {"before": None, "tried": False})
    chosen = st.radio(trial.question[lang], list(options), format_func=options.get, index=None, horizontal=True, key=f"trial-{name}-{lang}")
    if chosen is None:
        return
    memory["before"] = memory["before"] or neuron
    memory["tried"] = memory["tried"] or trial.tried(memory["before"], neuron)
    if memory["tried"]:
        st.markdown(f"{(RIGHT if chosen == trial.answer else WRONG)[lang]} {trial.why[lang]}")
    else:
        st.markdown(trial.invitation[lang])
