"""Initialization: zero against Xavier and the others, side by side from one seed, in step."""

import streamlit as st

from shallownet.lessons import initialization
from shallownet.text import Text
from shallownet.ui import address, controls, frame, lesson, luck, runs, schemes

QUESTION = Text(
    "All weights of the hidden layer start at zero. After 1,000 epochs, how many different hidden units are there?",
    "隐藏层的权重全部从零开始。训练 1000 轮后，有多少个互不相同的隐藏单元？",
)
OPTIONS = {"all": Text("all are different", "各不相同"), "some": Text("two or three kinds", "两三种"), "one": Text("one: all are equal", "只有一种：全都相同")}
WHY = Text(
    "Equal units get equal gradients, so no step can tell them apart, whatever the activation. Play it below, and watch the meter.",
    "相同的单元得到相同的梯度，无论用什么激活函数，任何一步都无法把它们分开。在下面播放，看看对称计。",
)
PARTS = {
    "symmetry": Text("Symmetry meter", "对称计"),
    "distributions": Text("Distributions", "分布"),
    "variance": Text("Why 1/n", "为什么是 1/n"),
    "luck": Text("Luck or scheme?", "运气还是方法？"),
    "exercises": Text("Exercises", "练习"),
}
with st.sidebar:
    chosen = schemes.choose_schemes()
controls.playground_controls(without={"initializer"})
language = address.language()
frame.title_row(frame.PAGES["initialization"], actions=frame.start_actions)
controls.show_complaints()
lesson.predict("initialization", QUESTION, OPTIONS, "one", WHY)


@st.fragment(key=controls.LIVE)
def play() -> None:
    """The runs in step."""
    runs.play(schemes.variants_of(controls.current(), chosen), then=[controls.AFTER])


@st.fragment(key=controls.AFTER)
def tell() -> None:
    """What is to be said of them where they stopped."""
    experiment = controls.current()
    variants = schemes.variants_of(experiment, chosen)
    seen = runs.seen(variants)
    part = lesson.choose_part(PARTS)
    if part == "symmetry":
        schemes.show_symmetry(seen)
    elif part == "distributions":
        schemes.show_distributions(seen)
    elif part == "variance":
        lesson.prose("initialization", "variance")
        schemes.show_variance(chosen, experiment.constant)
        lesson.prose("initialization", "names")
        schemes.show_formulas()
    elif part == "luck":
        lesson.prose("initialization", "luck")
        luck.show_luck(variants)
    else:
        lesson.exercises("initialization", initialization.exercises(experiment, [one.history for one in seen], chosen, seen[0].epoch))
        lesson.next_page("gradient")
    address.write()


controls.answer_in(controls.LIVE)
play()
tell()
