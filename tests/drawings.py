"""SVG charts read back: the tracks that follow a player, as numbers."""

from typing import NamedTuple
from xml.etree.ElementTree import Element

import numpy as np


class Track(NamedTuple):
    """A way in pixels (stops, 2), how far it is drawn as gone (None: it is not drawn), where the mark is, its colour, and whether it moves in steps."""

    points: np.ndarray
    gone: np.ndarray | None
    here: tuple[float, float]
    colour: str
    steps: bool


def tracks(svg: Element) -> list[Track]:
    """In the order of the drawing."""
    found = []
    for track in svg.iter("g"):
        classes = track.get("class", "").split()
        if "track" not in classes:
            continue
        lines = {line.get("class"): line.get("points") for line in track.iter("polyline")}
        here = next(part for part in track if part.get("class") == "here").get("transform").removeprefix("translate(").removesuffix(")")
        x, y = map(float, here.split())
        gone = pairs(lines["gone"]) if "gone" in lines else None
        found.append(Track(pairs(track.get("data-way") or lines["way"]), gone, (x, y), track.get("color"), "step" in classes))
    return found


def pairs(points: str) -> np.ndarray:
    """The points of a polyline."""
    return np.array([[float(number) for number in point.split(",")] for point in points.split()])
