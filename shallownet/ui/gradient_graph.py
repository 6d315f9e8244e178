"""The computation graph, swept step by step: what is computed, from what, and which factor of the chain rule it is."""

import numpy as np
import streamlit as st

from shallownet import typeset, worked
from shallownet.activations import ACTIVATIONS, OUTPUT, Activation
from shallownet.content import sections
from shallownet.figures.graph import STYLE, Graph, graph_svg
from shallownet.figures.graph_layout import cards
from shallownet.lessons import gradient_steps as steps
from shallownet.losses import cross_entropy
from shallownet.network import forward, gradients
from shallownet.text import Text

from . import address, chart, drawing, equations
from .gradient_choice import Chosen

FIRST, BACK, NEXT, LAST = Text("Start", "开头"), Text("Back", "后退"), Text("Next step", "下一步"), Text("End", "结尾")
SHORTCUTS = Text("Left and right arrow keys step through the graph.", "按左右方向键可逐步浏览计算图。")
STEP = Text("Step {at} of {all}", "第 {at} 步，共 {all} 步")
FORWARD, BACKWARD = Text("Forward", "前向"), Text("Backward", "反向")
READY = Text(
    "The examples and the parameters are there; nothing is computed yet. **Next step** goes forward to the loss, then backward to every gradient.",
    "样本和参数已经给定，还没有开始计算。按**下一步**先前向算到损失，再反向算出每个梯度。",
)
ALL_LINES = Text("All equations at once", "显示全部公式")
SLOPE = Text("The slope of {name}:", "{name} 的导数：")
CARRIED = Text("Carried on with the digits shown, so every line can be checked by hand.", "按所示位数逐步计算，每一行都可以手工验算。")
_graph = drawing.declare("computation_graph", STYLE)


def show(chosen: Chosen) -> None:
    """The graph, the buttons, the present step in symbols, numbers and words."""
    lang, last = address.language(), len(chosen.layers)
    every = steps.steps(last)
    at = choose_step(len(every))
    digits = st.session_state.get("gradient-digits", 3)
    done = steps.both_passes(chosen.layers, chosen.x, chosen.y, chosen.activations, digits) if chosen.few else None
    values, shapes = of_few(done) if done else of_all(chosen, digits)
    now = every[at - 1] if at else None
    boxes = cards(last, values, shapes, [(step.name, step.layer) for step in every[:at]])
    graph = Graph(last, boxes, (now.name, now.layer) if now else None, digits)
    drawing.show(_graph, graph_svg(graph, lang, chart.theme()), "graph")
    _words(now, chosen, done, values, digits)
    if st.toggle(ALL_LINES[lang], key=f"all-lines-{lang}"):
        equations.lines(*(_line(step, chosen, done, values, digits) for step in every))


def choose_step(count: int) -> int:
    """How many steps are done, 0 to count: four buttons with keys, and the link's word `step`."""
    lang, word = address.language(), address.extra("step")
    at = min(int(word), count) if word.isascii() and word.isdigit() and len(word) < 3 else 0
    moves = ((FIRST, 0, None), (BACK, at - 1, "Left"), (NEXT, at + 1, "Right"), (LAST, count, None))
    with st.container(horizontal=True, vertical_alignment="center"):
        for index, (text, to, shortcut) in enumerate(moves):
            to = min(max(to, 0), count)
            st.button(text[lang], key=f"step-{index}", shortcut=shortcut, disabled=to == at, on_click=address.put_extra, kwargs={"step": str(to) if to else ""})
        st.markdown(f"**{STEP.format(at=at, all=count)[lang]}**", width="content")
        st.caption(SHORTCUTS[lang], width="content")
    return at


def _words(now: steps.Step | None, chosen: Chosen, done: steps.Pass | None, values: dict[str, worked.Matrix], digits: int) -> None:
    lang, last = address.language(), len(chosen.layers)
    if now is None:
        st.markdown(READY[lang])
        return
    g = activation(chosen, now.layer)
    first = now.name == "dZ" and now.layer == last
    why = sections("gradient")["why-dZ-last" if first else f"why-{now.name}"].format(l=now.layer, n=now.layer + 1)
    st.markdown(f"**{(BACKWARD if now.backward else FORWARD)[lang]}.** {why[lang]}")
    equations.lines(_line(now, chosen, done, values, digits))
    if now.name == "dZ" and not first:
        st.markdown(f"{SLOPE.format(name=g.name)[lang]} $g'(z) = {g.slope_formula}$")
    with st.container(horizontal=True, vertical_alignment="center"):
        equations.choose_digits(key="gradient-digits")
        st.caption((CARRIED if done else sections("gradient")["means"].format(count=chosen.x.shape[1]))[lang])


def _line(step: steps.Step, chosen: Chosen, done: steps.Pass | None, values: dict[str, worked.Matrix], digits: int) -> str:
    """The equation with numbers: every operand of a few examples; of all of them the result."""
    if done:
        return steps.line(done, step)
    formula = steps.formula(step, len(chosen.layers), activation(chosen, step.layer).symbol)
    if step.name == "L":
        return f"{formula} = {typeset.number(values['L'][0, 0], digits)}"
    name = typeset.symbol(step.name, step.layer)
    shown = rf"\overline{{{name}}}" if step.name in ("Z", "A", "dZ") else name
    return rf"{formula} \qquad {shown} = {typeset.matrix(values[f'{step.name}{step.layer}'], digits)}"


def activation(chosen: Chosen, layer: int) -> Activation:
    return OUTPUT if layer == len(chosen.layers) else ACTIVATIONS[chosen.activations[layer - 1]]


def of_few(done: steps.Pass) -> tuple[dict[str, worked.Matrix], dict[str, str]]:
    """Every matrix of both passes as shown, and its shape."""
    values = {"X": done.forward[0].below, "Y": done.y}
    if done.loss is not None:
        values["L"] = np.array([[done.loss]], object)
    for number, (ahead, back) in enumerate(zip(done.forward, done.backward), 1):
        values |= dict(zip(_names(number), (ahead.weights, ahead.biases, ahead.z, ahead.a, back.dz, back.dw, back.db)))
    return values, {name: f"{value.shape[0]}×{value.shape[1]}" for name, value in values.items()}


def of_all(chosen: Chosen, digits: int) -> tuple[dict[str, worked.Matrix], dict[str, str]]:
    """The same of the whole set, from the model: one column, the mean, where there is a column for each example."""
    trace = forward(chosen.layers, chosen.x, chosen.activations)
    back = gradients(chosen.layers, chosen.x, chosen.y, chosen.activations, trace)
    loss = cross_entropy(trace.z[-1][0], chosen.y)
    exact = {"X": chosen.x, "Y": chosen.y, "L": loss.reshape(1, 1)}
    for number, (layer, z, a, gradient) in enumerate(zip(chosen.layers, trace.z, trace.a, back), 1):
        exact |= dict(zip(_names(number), (part[0] for part in (*layer, z, a, *gradient))))
    wide = {"X", "Y"} | {name for name in exact if name.rstrip("123") in ("Z", "A", "dZ")}
    values = {name: worked.shown(value.mean(axis=1, keepdims=True) if name in wide else value, digits) for name, value in exact.items()}
    return values, {name: f"{value.shape[0]}×{value.shape[1]}" for name, value in exact.items()}


def _names(layer: int) -> list[str]:
    return [f"{letter}{layer}" for letter in ("W", "b", "Z", "A", "dZ", "dW", "db")]
