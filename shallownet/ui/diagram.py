"""The network drawing as a component: a unit is chosen by mouse or keyboard, and Python is told which."""

from collections.abc import Sequence

import streamlit as st

from shallownet.figures.network import STYLE, Drawing, network_svg

from .address import language

SCRIPT = """
export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".drawing");
  const focused = parentElement.activeElement?.dataset?.unit ?? root.querySelector(":focus")?.dataset.unit;
  root.innerHTML = data;
  const units = [...root.querySelectorAll("[data-unit]")];
  units.find(unit => unit.dataset.unit === focused)?.focus();
  const choose = unit => setStateValue("unit", unit.getAttribute("aria-pressed") === "true" ? "" : unit.dataset.unit);
  for (const unit of units) {
    unit.onclick = () => choose(unit);
    unit.onkeydown = event => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (event.key === "Enter" || event.key === " ") choose(unit);
      else if (step) units[(units.indexOf(unit) + step + units.length) % units.length].focus();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
  }
}
"""
_component = st.components.v2.component("network_drawing", html='<div class="drawing"></div>', css=STYLE, js=SCRIPT)


def network_drawing(drawing: Drawing, key: str) -> None:
    """Mount it. chosen_unit(key) tells what was chosen, before the drawing is made as well as after."""
    _component(key=key, data=network_svg(drawing, language()), default={"unit": ""}, on_unit_change=_nothing, height="content")


def chosen_unit(key: str, sizes: Sequence[int]) -> tuple[int, int] | None:
    """The unit chosen in a component of this key, this drawing or the player, as (layer, unit) counted from 1.

    None if none is, or one that a network of these sizes does not have; inputs cannot be chosen.
    """
    word = (st.session_state.get(key) or {}).get("unit", "")
    layer, unit = map(int, word.split(".")) if word else (0, 0)
    return (layer, unit) if 0 < layer < len(sizes) and unit <= sizes[layer] else None


def _nothing() -> None:
    """Streamlit keeps a component's state only if somebody listens."""
