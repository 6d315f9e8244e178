"""Two-class data in the plane, in standardized ranges. One entry in DATASETS is all that a new one needs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .text import Text, same

EXTENT = 1.6  # the axes run from -EXTENT to +EXTENT; without noise every point lies well inside


@dataclass(frozen=True)
class Dataset:
    """place(rng, label) -> (2, points): where examples of the given labels (points,) lie before noise, within about +-1.3."""

    name: Text
    place: Callable[[np.random.Generator, np.ndarray], np.ndarray]

    def sample(self, rng: np.random.Generator, points: int, noise: float) -> tuple[np.ndarray, np.ndarray]:
        """x (2, points) and y (1, points) of 0 and 1 by turns. `noise` is the standard deviation added to both coordinates.

        Points that the noise would carry off the axes are put on their edge, so that every example can be seen.
        """
        label = np.arange(points) % 2
        x = self.place(rng, label) + noise * rng.standard_normal((2, points))
        return np.clip(x, -EXTENT * 0.97, EXTENT * 0.97), label[None].astype(float)


def _polar(radius: np.ndarray, turn: np.ndarray) -> np.ndarray:
    return radius * np.array([np.cos(turn), np.sin(turn)])


def _circle(rng: np.random.Generator, label: np.ndarray) -> np.ndarray:
    inside, ring = 0.62 * np.sqrt(rng.uniform(0, 1, label.size)), rng.uniform(1.0, 1.35, label.size)
    return _polar(np.where(label == 1, inside, ring), rng.uniform(0, 2 * np.pi, label.size))


def _xor(rng: np.random.Generator, label: np.ndarray) -> np.ndarray:
    x1, x2 = rng.uniform(0.12, 1.35, (2, label.size)) * rng.choice([-1, 1], (1, label.size))
    return np.array([x1, np.where(label == 1, x2, -x2)])


def _gaussians(rng: np.random.Generator, label: np.ndarray) -> np.ndarray:
    return np.where(label == 1, 0.6, -0.6) + 0.25 * rng.standard_normal((2, label.size))


def _spiral(rng: np.random.Generator, label: np.ndarray) -> np.ndarray:
    along = rng.uniform(0, 1, label.size)
    return _polar(0.1 + 1.25 * along, 1.75 * 2 * np.pi * along + np.pi * label)


def _moons(rng: np.random.Generator, label: np.ndarray) -> np.ndarray:
    turn = rng.uniform(0, np.pi, label.size)
    half = np.array([np.cos(turn) - 0.5, np.sin(turn) - 0.25])
    return 0.85 * np.where(label == 1, half, -half)


def _flower(rng: np.random.Generator, label: np.ndarray) -> np.ndarray:
    turn = rng.uniform(0, 2 * np.pi, label.size)
    petal = np.cos(2 * turn) > 0  # four petals by turns of either class
    turn = np.where(petal == (label == 1), turn, turn + np.pi / 2)
    return _polar(1.35 * np.sqrt(rng.uniform(0.02, 1, label.size)) * (0.35 + 0.65 * np.abs(np.cos(2 * turn))), turn)


DATASETS: dict[str, Dataset] = {
    "circle": Dataset(Text("Circle", "圆形"), _circle),
    "xor": Dataset(same("XOR"), _xor),
    "gaussians": Dataset(Text("Two Gaussians", "两个高斯"), _gaussians),
    "spiral": Dataset(Text("Spiral", "螺旋"), _spiral),
    "moons": Dataset(Text("Moons", "双月"), _moons),
    "flower": Dataset(Text("Flower", "花瓣"), _flower),
}
