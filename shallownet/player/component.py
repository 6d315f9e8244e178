"""The player as a Streamlit component: inline files, no build step. Its scripts are joined in order into one module; only the last one exports."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ..activations import ACTIVATIONS, OUTPUT, Activation
from ..measures import steepest

HERE = Path(__file__).parent
SCRIPTS = (
    "numbers", "dom", "payload", "forward", "backward", "lens", "units", "colours", "raster", "points", "field", "tiles", "edges", "quantity", "diagram",
    "curves", "chart", "legend", "words", "scores", "layout", "single", "compare", "transport", "keys", "player",
)  # fmt: skip


def _activation(key: str, activation: Activation) -> str:
    """A registry entry in JavaScript. `fill` and `timesSlope` have loops of their own, so that the browser compiles the functions into them."""
    low, high = (str(bound).replace("inf", "Infinity") for bound in activation.bounds)
    return f"""  {key}: {{
    bounds: [{low}, {high}],
    steepest: {steepest(key)},
    slope: z => ({activation.javascript_slope}),
    fill(from, to) {{ for (let i = 0; i < to.length; i++) {{ const z = from[i]; to[i] = {activation.javascript}; }} }},
    timesSlope(from, to) {{ for (let i = 0; i < to.length; i++) {{ const z = from[i]; to[i] *= {activation.javascript_slope}; }} }},
  }},"""


def activations_script() -> str:
    """The registry of activations as a JavaScript constant, and the key of the output layer's."""
    entries = "\n".join(_activation(key, activation) for key, activation in ACTIVATIONS.items())
    output = next(key for key, activation in ACTIVATIONS.items() if activation is OUTPUT)
    return f'const ACTIVATIONS = {{\n{entries}\n}};\nconst OUTPUT = "{output}";\n'


def script() -> str:
    """The whole JavaScript module."""
    return "\n".join([activations_script(), *((HERE / "js" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)])


_player = st.components.v2.component(
    "training_player",
    html=(HERE / "player.html").read_text(encoding="utf-8"),
    css=(HERE / "player.css").read_text(encoding="utf-8"),
    js=script(),
)


def training_player(payload: bytes, *, key: str, on_change: Callable[[], None] | None = None, on_painted: Callable[[], None] | None = None) -> Any:
    """Mount the player. Returns its state, which changes only when the user has stopped, stepped or picked:

    epoch     where it stopped; -1 at the end. An epoch that was not recorded, or one past the end, asks for a payload that has it
    picked    the example followed, a position among training and then test examples; -1 for none
    unit      the hidden unit shown large, as "layer.unit" counted from 1; "" for none
    `on_painted` is called once a payload that was packed with `announce` is on the screen.
    Mount it with one `key` for as long as it is on the page, inside a fragment, and it keeps its place through new payloads.
    """
    changed = on_change or _nothing
    return _player(
        key=key,
        data=payload,
        default={"epoch": -1, "picked": -1, "unit": ""},
        on_epoch_change=changed,
        on_picked_change=changed,
        on_unit_change=changed,
        on_painted_change=on_painted or _nothing,
        height="content",
    )


def _nothing() -> None:
    """Streamlit keeps a component's state only if somebody listens."""
