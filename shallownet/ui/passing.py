"""The forward pass shown step by step: Z[1], A[1], Z[2], A[2], with the diagram lighting up what is computed now."""

import streamlit as st

from shallownet import typeset, worked
from shallownet.figures.network import Drawing
from shallownet.own import printed, program
from shallownet.text import Text

from . import address, diagram, equations
from .own import OwnNetwork

KEY, DIGITS = "forward-network", "forward-digits"
BACK, NEXT, ALL = Text("Back", "后退"), Text("Next: {what}", "下一步：{what}"), Text("Show all", "全部显示")
COLUMN = Text("Example", "样本")
CHOOSE = Text("Choose a unit in the drawing (Tab, arrows, Enter) to see its own sum.", "在图中选择一个单元（Tab、方向键、回车），查看它的算式。")
ONE_LINE = Text("The same as one matrix product", "写成一次矩阵乘法")
UNITS = Text("Unit by unit, example {example}", "逐个单元，样本 {example}")
PRINTS = Text("It prints these numbers, the model's own, not rounded in between:", "程序输出以下数值，即模型本身的数值，中间不取整：")


def steps(layers: int) -> list[tuple[str, int]]:
    """What is revealed one after the other: ("Z", 1), ("A", 1), ("Z", 2), ..."""
    return [(letter, layer) for layer in range(1, layers + 1) for letter in "ZA"]


def show(network: OwnNetwork) -> list[worked.WorkedLayer]:
    """The drawing beside the steps; call it inside a fragment. Returns the worked layers."""
    lang, layers = address.language(), network.layers
    all_steps = steps(len(layers))
    at = _at(len(all_steps))
    left, right = st.columns([2, 3], gap="large")
    with right:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            _buttons(all_steps, at)
            shown = equations.choose_digits(default=2, key=DIGITS)
            column = _choose_column(network.examples)
        passed = worked.forward(layers, network.x, network.hidden_activations, shown)
        chosen = diagram.chosen_unit(KEY, network.sizes)
        for letter, layer in all_steps[:at]:
            _step(passed[layer - 1], letter, layer, shown, column, chosen, is_now=(letter, layer) == all_steps[at - 1])
    with left:
        now = all_steps[at - 1] if at else ("A", 0)
        diagram.network_drawing(Drawing(network.sizes, _values(network, passed, all_steps[:at], column, shown), now[1], chosen), key=KEY)
        st.caption(CHOOSE[lang])
    return passed


def digits() -> int:
    """The digits in which the pass is shown."""
    return st.session_state[DIGITS]


def _at(count: int) -> int:
    word = address.extra("step")
    return min(int(word), count) if word.isascii() and word.isdigit() and len(word) < 3 else 1


def _go(step: int) -> None:
    address.put_extra(step=str(step))


def _buttons(all_steps: list[tuple[str, int]], at: int) -> None:
    lang = address.language()
    names = [f"{letter}[{layer}]" for letter, layer in all_steps]
    following = NEXT.format(what=names[at] if at < len(names) else names[-1])[lang]
    st.button(BACK[lang], key=f"forward-back-{lang}", disabled=at == 0, on_click=_go, args=(at - 1,), shortcut="Ctrl+Left")
    st.button(following, key=f"forward-next-{lang}", disabled=at == len(names), on_click=_go, args=(at + 1,), type="primary", shortcut="Ctrl+Right")
    st.button(ALL[lang], key=f"forward-all-{lang}", on_click=_go, args=(len(names),))


def _choose_column(examples: int) -> int:
    """Which example the unit lines are of, from 0; no control where there is one."""
    if examples == 1:
        return 0
    lang = address.language()
    return (st.segmented_control(COLUMN[lang], range(1, examples + 1), default=1, required=True, key=f"forward-column-{lang}") or 1) - 1


def _step(layer: worked.WorkedLayer, letter: str, number: int, digits: int, column: int, chosen: tuple[int, int] | None, is_now: bool) -> None:
    """One step: units one by one while it is the present one, then as one line. The chosen unit is set off."""
    lang = address.language()
    rows = {chosen[1] - 1} if chosen and chosen[0] == number else None
    unit_line = typeset.unit_z if letter == "Z" else typeset.unit_a
    units = sorted(rows) if rows else range(len(layer.z))
    whole = typeset.z_line(layer, number, digits, rows) if letter == "Z" else typeset.a_line(layer, number, digits, rows)
    if is_now or rows:
        st.caption(UNITS.format(example=column + 1)[lang])
        equations.lines(*(unit_line(layer, number, unit, column, digits) for unit in units))
        st.caption(ONE_LINE[lang])
    equations.lines(typeset.stacked(whole))


def _values(network: OwnNetwork, passed: list[worked.WorkedLayer], seen: list[tuple[str, int]], column: int, digits: int) -> tuple[tuple[str, ...], ...]:
    """What stands under the nodes: x, then z or a as far as it is computed."""
    values = [tuple(typeset.plain(cell, digits) for cell in passed[0].below[:, column])]
    for number, layer in enumerate(passed, 1):
        if ("A", number) in seen:
            values.append(tuple(f"a = {typeset.plain(cell, digits)}" for cell in layer.a[:, column]))
        elif ("Z", number) in seen:
            values.append(tuple(f"z = {typeset.plain(cell, digits)}" for cell in layer.z[:, column]))
    return tuple(values)


def show_program(network: OwnNetwork) -> None:
    """The network as NumPy code, to copy, and what it prints."""
    st.code(program(network.matrices, network.hidden_activations), language="python")
    st.caption(PRINTS[address.language()])
    st.code(printed(network.matrices, network.hidden_activations), language=None)
