"""Contour lines of values on a grid, by marching squares."""

import numpy as np

# which pairs of a cell's sides a line joins, by the pattern of its corners above the level: bottom left 1, bottom right 2, top right 4, top left 8.
# Sides: 0 bottom, 1 right, 2 top, 3 left. The two patterns with opposite corners above are read as two lines that do not touch.
SIDES = {1: [(3, 0)], 2: [(0, 1)], 3: [(3, 1)], 4: [(1, 2)], 5: [(3, 0), (1, 2)], 6: [(0, 2)], 7: [(3, 2)],
         8: [(2, 3)], 9: [(0, 2)], 10: [(0, 1), (2, 3)], 11: [(1, 2)], 12: [(1, 3)], 13: [(0, 1)], 14: [(3, 0)]}  # fmt: skip


def segments(u: np.ndarray, v: np.ndarray, values: np.ndarray, level: float) -> np.ndarray:
    """Pieces of the line values = level, (pieces, 2 ends, 2 coordinates). values (len(v), len(u)), finite; linear along each side of a cell."""
    above = values > level
    patterns = above[:-1, :-1] + 2 * above[:-1, 1:] + 4 * above[1:, 1:] + 8 * above[1:, :-1]
    found = []
    for pattern, lines in SIDES.items():
        rows, columns = np.nonzero(patterns == pattern)
        for first, last in lines:
            found.append(np.stack([_crossing(u, v, values, level, rows, columns, side) for side in (first, last)], axis=1))
    return np.concatenate(found)


def _crossing(u: np.ndarray, v: np.ndarray, values: np.ndarray, level: float, rows: np.ndarray, columns: np.ndarray, side: int) -> np.ndarray:
    """Where the level crosses a side of each cell, (cells, 2)."""
    (r0, c0), (r1, c1) = {0: ((0, 0), (0, 1)), 1: ((0, 1), (1, 1)), 2: ((1, 0), (1, 1)), 3: ((0, 0), (1, 0))}[side]
    start, end = values[rows + r0, columns + c0], values[rows + r1, columns + c1]
    share = (level - start) / (end - start)
    x = u[columns + c0] + share * (u[columns + c1] - u[columns + c0])
    y = v[rows + r0] + share * (v[rows + r1] - v[rows + r0])
    return np.stack([x, y], axis=-1)


def joined(pieces: np.ndarray) -> list[np.ndarray]:
    """The pieces (pieces, 2 ends, 2 coordinates) put together to lines (points, 2), so that a dashed line keeps its rhythm."""
    ends = [[tuple(end) for end in piece] for piece in pieces.round(9).tolist()]
    at: dict[tuple[float, ...], list[int]] = {}
    for index, (first, last) in enumerate(ends):
        at.setdefault(first, []).append(index)
        at.setdefault(last, []).append(index)
    left, lines = set(range(len(ends))), []

    def follow(end: tuple[float, ...]) -> list[tuple[float, ...]]:
        line = []
        while (index := next((index for index in at[end] if index in left), None)) is not None:
            left.discard(index)
            first, last = ends[index]
            end = last if end == first else first
            line.append(end)
        return line

    for index, (first, last) in enumerate(ends):
        if index in left:
            left.discard(index)
            lines.append(np.array([*reversed(follow(first)), first, last, *follow(last)]))
    return lines
