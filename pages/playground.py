"""Playground: everything at once. Choose data, network and training; watch that very network learn."""

import streamlit as st

from shallownet.text import Text
from shallownet.ui import address, controls, equations, frame, runs

TITLE = Text("Playground", "实验场")
PARAMETERS, EXAMPLES = Text("parameters", "个参数"), Text("examples: training + test", "个样本：训练 + 测试")
VALUES = Text("Forward pass of example {example} at epoch {epoch}", "第 {epoch} 轮时样本 {example} 的前向传播")

experiment = controls.playground_controls()
language = address.language()


split = f"{experiment.trained_points} + {experiment.points - experiment.trained_points}"
frame.title_row(TITLE, [(str(experiment.parameters), PARAMETERS), (split, EXAMPLES)], lambda: frame.start_actions(experiment))
controls.show_complaints(st.session_state.pop("complaints", []))


@st.fragment
def play() -> None:
    """The player, and the numbers of the epoch where it stopped."""
    seen = runs.play_one(experiment)
    runs.show_remarks(seen)
    st.subheader(VALUES.format(example=seen.example + 1, epoch=seen.epoch)[language], anchor=False)
    equations.show_forward(seen.layers, seen.x, experiment.hidden_activations, seen.unit)
    address.write()


play()
