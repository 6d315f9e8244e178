"""The parts of the lesson on activations: a curve with a movable z, several curves, the collapse of two layers into one, XOR with and without a bend."""

from collections.abc import Sequence

import streamlit as st

from shallownet import collapse, curves
from shallownet.activations import ACTIVATIONS
from shallownet.datasets import EXTENT
from shallownet.experiment import Experiment
from shallownet.figures import activation as draw
from shallownet.figures import field, plot
from shallownet.lessons.activations import rivals
from shallownet.text import Text

from . import address, chart, controls, drawing, equations, lesson, runs

MOST = 4  # curves in one chart: as many as there are colours of runs
COMPARED, HIDDEN = Text("Activations", "激活函数"), Text("Hidden activation", "隐藏层激活函数")
SHARE = {
    "lively": Text("Here |g′| is {share} of the steepest slope.", "此处 |g′| 为最大斜率的 {share}。"),
    "saturated": Text("Here |g′| is {share} of the steepest slope: **saturated**.", "此处 |g′| 仅为最大斜率的 {share}：**饱和**。"),
    "dead": Text("Here g′ is 0: **dead**. Nothing is passed back.", "此处 g′ 为 0：**失活**，不向后传递任何东西。"),
}
SCORES = Text(
    "After {epochs} epochs: {identity} of {points} training examples right with identity, {tanh} with tanh.",
    "训练 {epochs} 轮后：在 {points} 个训练样本中，恒等激活分对 {identity} 个，tanh 分对 {tanh} 个。",
)
_overlay = drawing.declare("overlay", plot.STYLE + field.STYLE)


def choose() -> Experiment:
    """The activation, the hidden size and the seed, in the sidebar."""

    def three() -> None:
        controls.heading(controls.NETWORK)
        for name in ("activation1", "units1", "seed"):
            controls.control(name)

    return controls.sidebar(three)


def show_curve(key: str) -> None:
    """g and g' with a movable z. Call it inside a fragment."""
    lesson.prose("activations", "curves")
    left, right = st.columns([0.62, 0.38], gap="medium")
    with right:
        z = _choose_z()
        equations.lines(*curves.formula_lines(key))
        digits = equations.choose_digits()
        equations.lines(*curves.place_lines(key, z, digits))
        here = curves.place(key, z)
        st.markdown(SHARE[here.state].format(share=f"{here.share:.1%}")[address.language()])
    with left:
        chart.show(draw.curve_and_slope(key, z, address.language(), chart.theme()), "curve")


def _choose_z() -> float:
    try:
        wanted = float(address.extra("z", "0.5"))
    except ValueError:
        wanted = 0.5
    key = f"z-{address.language()}"
    st.session_state.setdefault(key, wanted if abs(wanted) <= curves.REACH else 0.5)
    z = st.slider("z", -curves.REACH, curves.REACH, step=0.05, key=key)
    address.put_extra(z=f"{z:g}")
    return z


def show_several() -> None:
    """Up to four entries of the registry in one chart. Call it inside a fragment."""
    lang = address.language()
    lesson.prose("activations", "compare")
    names, key = {option: g.name[lang] for option, g in ACTIVATIONS.items()}, f"compared-{lang}"
    wanted = [option for option in address.extra("acts", "tanh,sigmoid,relu").split(",") if option in names]
    st.session_state.setdefault(key, wanted[:MOST])
    keys = st.multiselect(COMPARED[lang], list(names), format_func=names.__getitem__, max_selections=MOST, key=key)
    address.put_extra(acts=",".join(keys))
    chart.show(draw.side_by_side(keys, lang, chart.theme()), "several")


def show_collapse(experiment: Experiment) -> None:
    """Two layers against the single layer W', b'. Call it inside a fragment."""
    lesson.prose("activations", "linear")
    layers = collapse.network(experiment)
    left, right = st.columns([0.42, 0.58], gap="medium")
    with right:
        key = _choose_hidden()
        seen = collapse.compare(layers, key)
        equations.lines(*collapse.symbol_lines(key), collapse.difference_line(seen.difference))
        lesson.prose("activations", "collapse" if key == "identity" else "bends")
        digits = equations.choose_digits()
        equations.lines(*collapse.number_lines(layers, digits))
    with left:
        drawing.show(_overlay, field.overlaid(seen.two_layers, seen.one_layer, EXTENT, address.language(), chart.theme()), "overlay")
        st.caption(lesson.sections("activations")["drawn"][address.language()])


def _choose_hidden() -> str:
    lang, key = address.language(), f"hidden-{address.language()}"
    names = {option: ACTIVATIONS[option].name[lang] for option in ("identity", "tanh", "sigmoid", "relu", "sine")}
    wanted = address.extra("hidden", "identity")
    st.session_state.setdefault(key, wanted if wanted in names else "identity")
    chosen = st.segmented_control(HIDDEN[lang], list(names), format_func=names.__getitem__, key=key, required=True) or "identity"
    address.put_extra(hidden="" if chosen == "identity" else chosen)
    return chosen


def show_xor(experiment: Experiment) -> None:
    """Both networks trained on XOR, played in step. Call it inside a fragment."""
    lang = address.language()
    variants = [runs.Variant(rival, ACTIVATIONS[key].name[lang]) for key, rival in rivals(experiment).items()]
    runs.play(variants, "player-rivals")
    st.markdown(_scores(runs.seen(variants, "player-rivals"))[lang])
    lesson.prose("activations", "xor")


def _scores(seen: Sequence[runs.Seen]) -> Text:
    right = {one.experiment.activation1: int(one.history.right[-1, 0]) for one in seen}
    return SCORES.format(epochs=seen[0].history.epochs, points=seen[0].experiment.trained_points, **right)
