"""One `bytes` object for the browser: the runs as they happened, with everything the player has to say and every colour it needs.

u32 length | JSON header of that length | arrays. The header lists the arrays by name, type, shape and offset; each starts on 8 bytes.
Parameters travel, not pictures: the browser computes the fields itself, so what is under the pointer is exact at every recorded epoch.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from ..activations import ACTIVATIONS
from ..epochs import played_epochs
from ..figures.style import PALETTES
from ..training import History
from .words import WORDS

PROJECTOR = 1.35  # scale of all type in projector mode: the smallest, 12 px, becomes 16


@dataclass(frozen=True)
class Run:
    """One network of a History, as the player shows it.

    index     which of the History's runs
    title     its name, plain text in the reader's language; formula stands beside it, as HTML
    colour    position in Palette.runs and RUN_MARKERS
    """

    history: History
    index: int
    title: str
    formula: str = ""
    colour: int = 0


def pack(
    runs: Sequence[Run],
    *,
    language: str,
    cue: tuple[str, int],
    extent: float,
    picked: int = -1,
    scale: float = 1.0,
    limit: int | None = None,
    autoplay: bool = False,
    announce: bool = False,
) -> bytes:
    """The payload of a player that shows 1 to 4 runs in step.

    cue       (id, epoch): a player that has not yet obeyed this id goes to that epoch, -1 for the end, and picks `picked`
    extent    the fields cover [-extent, extent] in both directions
    picked    position of an example among training and then test examples, -1 for none
    scale     size of all type; PROJECTOR for a projector
    limit     the epoch up to which Python is ready to train on when the user steps past the end; None: no further
    autoplay  play once from the start by itself, unless the browser asks for reduced motion
    announce  tell Python when it is painted
    ValueError unless all runs have the same number of epochs.
    """
    if len({run.history.epochs for run in runs}) != 1:
        raise ValueError("runs in step need the same number of epochs")
    arrays = Arrays()
    recorded = reduce(np.intersect1d, [run.history.recorded for run in runs])
    arrays.add("recorded", recorded, "<u4")
    arrays.add("played", played(runs[0].history.epochs, recorded), "<u4")
    keys = {key for run in runs for key in run.history.hidden_activations}
    header = {
        "language": language,
        "cue": {"id": cue[0], "epoch": cue[1]},
        "picked": picked,
        "extent": extent,
        "scale": scale,
        "limit": runs[0].history.epochs if limit is None else limit,
        "autoplay": autoplay,
        "announce": announce,
        "palettes": {name: palette.values() for name, palette in PALETTES.items()},
        "words": {key: text[language] for key, text in WORDS.items()},
        "activations": {key: ACTIVATIONS[key].name[language] for key in keys},
        "runs": [_describe(run, f"run{i}", recorded, arrays) for i, run in enumerate(runs)],
    }
    return arrays.behind(header)


def played(epochs: int, recorded: np.ndarray) -> np.ndarray:
    """The recorded ones of the epochs to play; first and last always are."""
    return np.intersect1d(np.union1d(played_epochs(epochs), recorded[[0, -1]]), recorded)


def _describe(run: Run, name: str, recorded: np.ndarray, arrays: "Arrays") -> dict[str, object]:
    """The header's entry of a run, its arrays added: curves of every epoch, parameters of the recorded ones, its examples."""
    history, i = run.history, run.index
    arrays.add(f"{name}.losses", history.losses[:, i], "<f4")
    arrays.add(f"{name}.right", history.right[:, i], "<u2")
    if history.test_losses is not None and history.test_right is not None:
        arrays.add(f"{name}.testLosses", history.test_losses[:, i], "<f4")
        arrays.add(f"{name}.testRight", history.test_right[:, i], "<u2")
    arrays.add(f"{name}.parameters", history.parameters[np.searchsorted(history.recorded, recorded), i], "<f4")
    x, y = _of_run(history.x, i), _of_run(history.y, i)
    x_test = x[:, :0] if history.x_test is None else _of_run(history.x_test, i)
    y_test = y[:, :0] if history.y_test is None else _of_run(history.y_test, i)
    arrays.add(f"{name}.x", np.concatenate([x, x_test], axis=1), "<f4")
    arrays.add(f"{name}.y", np.concatenate([y, y_test], axis=1)[0], "u1")
    return {
        "title": run.title,
        "formula": run.formula,
        "colour": run.colour,
        "sizes": list(history.sizes),
        "activations": list(history.hidden_activations),
        "divergedAt": int(history.diverged_at[i]),
        "trained": x.shape[1],
    }


def _of_run(data: np.ndarray, index: int) -> np.ndarray:
    """The (features, points) of a run, whether it has data of its own or shares them."""
    return data[index if len(data) > 1 else 0] if data.ndim == 3 else data


class Arrays:
    """Arrays laid end to end, equal ones once."""

    def __init__(self) -> None:
        self.entries: list[dict[str, object]] = []
        self.body = bytearray()
        self.offsets: dict[bytes, int] = {}

    def add(self, name: str, array: np.ndarray, kind: str) -> None:
        with np.errstate(over="ignore"):  # a float64 on its way to a divergence may not fit float32; it becomes infinite, and is not drawn
            raw = np.ascontiguousarray(array).astype(kind).tobytes()
        if raw not in self.offsets:
            self.offsets[raw] = len(self.body)
            self.body += raw + bytes(-len(raw) % 8)
        self.entries.append({"name": name, "kind": kind, "shape": list(np.shape(array)), "offset": self.offsets[raw]})

    def behind(self, header: dict[str, object]) -> bytes:
        """The header, padded so that what follows starts on 8 bytes, and the arrays."""
        text = json.dumps({**header, "arrays": self.entries}).encode()
        text += b" " * (-(4 + len(text)) % 8)
        return struct.pack("<I", len(text)) + text + bytes(self.body)
