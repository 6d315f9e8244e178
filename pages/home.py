"""Home: what a shallow network is, the way through the lessons, and experiments to start with."""

import streamlit as st

from shallownet.experiment import Experiment
from shallownet.figures.network import Drawing
from shallownet.presets import PRESETS
from shallownet.text import Text
from shallownet.ui import address, controls, diagram, equations, frame, lesson, runs

TITLE = Text("How a shallow neural network learns", "浅层神经网络是怎样学习的")
SIZES = (3, 4, 1)
LESSONS, START, TEASER = Text("The lessons", "课程"), Text("Start from an experiment", "从一个实验开始"), Text("Why not start from zero?", "为什么不从零开始？")
ZEROS, XAVIER = Text("Zeros", "全零"), Text("Xavier", "Xavier")
language = address.language()

frame.title_row(TITLE)
controls.show_complaints()
left, right = st.columns([5, 6], gap="large")


@st.fragment
def symbols() -> None:
    """The network, and the formulas of the unit chosen in it."""
    chosen = diagram.chosen_unit("home-network", SIZES) or (1, 1)
    diagram.network_drawing(Drawing(SIZES, chosen=chosen), key="home-network")
    equations.show_unit_formulas(SIZES, chosen)


with left:
    symbols()
with right:
    lesson.prose("home", "shallow")
    lesson.prose("home", "symbols")
    st.subheader(LESSONS[language], anchor=False)
    lesson.contents()

st.subheader(START[language], anchor=False)
lesson.presets(PRESETS)

st.subheader(TEASER[language], anchor=False)
lesson.prose("home", "teaser")
zeros = Experiment(initializer="zeros", activation1="sigmoid", dataset="xor", epochs=300, learning_rate=5.0)


@st.fragment
def teaser() -> None:
    """Plays once by itself."""
    runs.play([runs.Variant(zeros, ZEROS[language]), runs.Variant(zeros.but(initializer="xavier"), XAVIER[language])], "player-teaser", teaser=True)


teaser()
