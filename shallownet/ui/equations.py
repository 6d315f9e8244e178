"""Worked arithmetic on the page: the equations of a network with its numbers in them."""

from collections.abc import Collection, Sequence

import numpy as np
import streamlit as st

from shallownet import typeset, worked
from shallownet.network import Layers, forward
from shallownet.text import Text

from .address import language

DIGITS = Text("Digits", "小数位数")
UNITS = Text("Unit by unit", "逐个单元")
CARRIED = Text(
    "Carried on with the digits shown, so every sum can be checked by hand. The model itself, unrounded: ŷ = {value}.",
    "按所示位数逐步计算，每个算式都可以手工验算。模型本身（未取整）：ŷ = {value}。",
)


def choose_digits(default: int = 3, key: str = "digits") -> int:
    """A control for the digits of worked arithmetic."""
    name = f"{key}-{language()}"
    if name not in st.session_state:
        st.session_state[name] = st.session_state.get(key, default)
    chosen = st.segmented_control(DIGITS[language()], worked.DIGITS, key=name, required=True, label_visibility="collapsed", help=DIGITS[language()])
    st.session_state[key] = chosen or default
    return chosen or default


def lines(*formulas: str) -> None:
    """Equations, one below the other; each scrolls sideways where it is too wide."""
    st.markdown("\n\n".join(f"$$\n{formula}\n$$" for formula in formulas))


def show_forward(layers: Layers, x: np.ndarray, hidden_activations: Sequence[str], unit: tuple[int, int] | None = None) -> None:
    """Every layer's two equations for the examples x (features, examples), and its units one by one. `unit`: (layer, unit) from 1, set off."""
    lang = language()
    with st.container(horizontal=True, vertical_alignment="center"):
        digits = choose_digits()
        exact = forward(layers, x, hidden_activations).a[-1][0, 0, 0]
        st.caption(CARRIED.format(value=f"{exact:.6f}")[lang])
    for number, layer in enumerate(worked.forward(layers, x, hidden_activations, digits), 1):
        rows = {unit[1] - 1} if unit and unit[0] == number else None
        lines(typeset.z_line(layer, number, digits, rows), typeset.a_line(layer, number, digits, rows))
        if rows:
            show_units(layer, number, digits, rows)
        elif number < len(layers):
            folded = st.expander(UNITS[lang], key=f"units-of-{number}-{lang}", on_change="rerun")
            if folded.open:  # typesetting costs the browser more than everything else on the page
                with folded:
                    show_units(layer, number, digits, range(len(layer.z)))


def show_units(layer: worked.WorkedLayer, number: int, digits: int, units: Collection[int]) -> None:
    """z and a of some units of a layer for its first example, as sums."""
    lines(*(rf"{typeset.unit_z(layer, number, j, 0, digits)} \qquad {typeset.unit_a(layer, number, j, 0, digits)}" for j in units))


def show_unit_formulas(sizes: Sequence[int], unit: tuple[int, int]) -> None:
    """One unit's z and a in symbols; the output unit's activation is a sigmoid."""
    layer, number = unit
    last = layer == len(sizes) - 1
    g, a = (r"\sigma", r"\hat y") if last else (typeset.symbol("g", layer), typeset.entry("a", layer, number))
    lines(typeset.unit_formula(sizes[layer - 1], layer, number - 1), f"{a} = {g}({typeset.entry('z', layer, number)})")
