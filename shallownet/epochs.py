"""Which epochs of a run are kept, and which are played: every one at first, wider steps later, always round numbers."""

from itertools import chain, takewhile

import numpy as np

# (first epoch, step): steps grow with the epoch, because little happens late. 1,000 epochs give 141, 5,000 give 186.
STEPS = ((0, 1), (40, 2), (100, 5), (200, 10), (400, 20), (1000, 50), (2000, 100), (4000, 200), (10_000, 500))


def played_epochs(epochs: int) -> list[int]:
    """The epochs that playing a run of `epochs` shows, first and last among them."""
    ends = [start for start, _ in STEPS[1:]] + [max(epochs, STEPS[-1][0]) + 1]
    every = chain.from_iterable(range(start, end, step) for (start, step), end in zip(STEPS, ends))
    return [*takewhile(lambda epoch: epoch < epochs, every), epochs]


def recorded_epochs(epochs: int, parameters: int, around: int = 0, budget: int = 400_000) -> np.ndarray:
    """Every epoch where float32 parameters fit into `budget` bytes; otherwise those that are played, and every one near `around`, for stepping."""
    room = max(64, budget // (4 * parameters))
    if epochs < room:
        return np.arange(epochs + 1)
    reach = room // 4
    return np.union1d(played_epochs(epochs), np.arange(max(0, around - reach), min(epochs, around + reach) + 1))
