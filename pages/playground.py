"""Playground: everything at once. Choose data, network and training; watch that very network learn."""

import streamlit as st

from shallownet.text import Text
from shallownet.ui import address, controls, equations, frame, runs

PARAMETERS, EXAMPLES = Text("parameters", "个参数"), Text("examples: training + test", "个样本：训练 + 测试")
VALUES = Text("Forward pass of example {example} at epoch {epoch}", "第 {epoch} 轮时样本 {example} 的前向传播")


def facts() -> list[tuple[str, Text]]:
    """How many parameters, how many examples."""
    experiment = controls.current()
    split = f"{experiment.trained_points} + {experiment.points - experiment.trained_points}"
    return [(str(experiment.parameters), PARAMETERS), (split, EXAMPLES)]


@st.fragment(key=controls.LIVE)
def play() -> None:
    """The player."""
    runs.play(runs.one(controls.current()), then=[controls.AFTER, frame.FACTS])


@st.fragment(key=controls.AFTER)
def tell() -> None:
    """The remarks and the numbers of the epoch where it stopped."""
    seen = runs.seen(runs.one(controls.current()))[0]
    runs.show_remarks(seen)
    st.subheader(VALUES.format(example=seen.example + 1, epoch=seen.epoch)[address.language()], anchor=False)
    equations.show_forward(seen.layers, seen.x, seen.experiment.hidden_activations, seen.unit)
    address.write()


controls.playground_controls()
controls.answer_in(controls.LIVE)
frame.title_row(frame.PAGES["playground"], facts, frame.start_actions)
controls.show_complaints()
play()
tell()
