"""The plane as a Streamlit component: inline files, no build step. What draws fields in the player draws this one too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from shallownet.datasets import EXTENT
from shallownet.experiment import Number
from shallownet.figures.style import PALETTES
from shallownet.neuron import DOMAINS, Neuron, field
from shallownet.player.component import HERE as PLAYER
from shallownet.player.payload import PROJECTOR, Arrays

from .words import WORDS

HERE = Path(__file__).parent
SHARED, OWN = ("numbers", "dom", "colours", "raster"), ("geometry", "drawing", "handles", "plane")
NUMBERS = ("w1", "w2", "b", "x1", "x2")
GRID = 61  # nodes a side: z is linear, so that more would not be seen


class Moved(NamedTuple):
    """What the browser tells: its message number, the five numbers, and whether the hand is off."""

    number: int
    values: dict[str, float]
    done: bool


def script() -> str:
    """The whole JavaScript module; only its last file exports."""
    files = [*(PLAYER / "js" / f"{name}.js" for name in SHARED), *(HERE / "js" / f"{name}.js" for name in OWN)]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


_plane = st.components.v2.component(
    "neuron_plane",
    html=(HERE / "plane.html").read_text(encoding="utf-8"),
    css=(HERE / "plane.css").read_text(encoding="utf-8"),
    js=script(),
)


def pack(neuron: Neuron, language: str, *, heard: int = 0, projector: bool = False) -> bytes:
    """The payload: the neuron, its z and a, its field. `heard`: the number of the last message of the browser that is in it."""
    a, middle, reach = field(neuron, GRID)
    arrays = Arrays()
    arrays.add("a", a, "<f4")
    header = {
        "heard": heard,
        "values": {name: getattr(neuron, name) for name in NUMBERS},
        "z": float(neuron.z(neuron.example)[0]),
        "a": float(neuron.a(neuron.example)[0]),
        "n": GRID,
        "middle": middle,
        "reach": reach,
        "extent": EXTENT,
        "limits": {name: [domain.low, domain.high] for name in NUMBERS if isinstance(domain := DOMAINS[name], Number)},
        "scale": PROJECTOR if projector else 1.0,
        "language": language,
        "words": {key: text[language] for key, text in WORDS.items()},
        "palettes": {name: palette.values() for name, palette in PALETTES.items()},
    }
    return arrays.behind(header)


def plane(payload: bytes, *, key: str, on_change: Callable[[], None]) -> Any:
    """Mount it, inside a fragment, with one `key` for as long as it is on the page.

    While something is dragged, `on_change` is called up to 25 times a second, never before the payload that answers the last message was received;
    heard(key) then tells what was moved.
    """
    return _plane(key=key, data=payload, default={"moved": None}, on_moved_change=on_change, height="content")


def heard(key: str) -> Moved:
    """The browser's last message; number 0 if there was none, or none that can be read."""
    said = (st.session_state.get(key) or {}).get("moved")
    if not isinstance(said, dict):
        return Moved(0, {}, False)
    values = {name: float(said[name]) for name in NUMBERS if isinstance(said.get(name), int | float)}
    return Moved(int(said.get("number", 0)), {name: value for name, value in values.items() if np.isfinite(value)}, bool(said.get("done")))
