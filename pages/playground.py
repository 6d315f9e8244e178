"""Playground: everything at once. Choose data, network and training; watch that very network learn."""

import streamlit as st

from shallownet.text import Text
from shallownet.ui import address, controls, equations, frame, runs

TITLE = Text("Playground", "实验场")
PARAMETERS, EXAMPLES = Text("parameters", "个参数"), Text("examples: training + test", "个样本：训练 + 测试")
RESET, RESET_HELP = Text("Reset", "复位"), Text("Back to epoch 0 of the same start", "回到同一初始状态的第 0 轮")
NEW, NEW_HELP = Text("New start", "新的开始"), Text("The same settings from the next seed", "设置不变，换下一个种子")
VALUES = Text("Forward pass of example {example} at epoch {epoch}", "第 {epoch} 轮时样本 {example} 的前向传播")

experiment = controls.playground_controls()
language = address.language()


def actions() -> None:
    """Reset to the same start; the next start."""
    st.button(RESET[language], key="reset", type="tertiary", help=RESET_HELP[language], on_click=address.choose, kwargs={"epoch": 0})
    following = (experiment.seed + 1) % 10_000
    st.button(NEW[language], key="new", type="tertiary", help=NEW_HELP[language], on_click=address.choose, kwargs={"seed": following})


split = f"{experiment.trained_points} + {experiment.points - experiment.trained_points}"
frame.title_row(TITLE, [(str(experiment.parameters), PARAMETERS), (split, EXAMPLES)], actions)
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
