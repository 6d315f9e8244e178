"""Epochs a second of the training loop beside scikit-learn, PyTorch, JAX and a plain NumPy loop, on the same task from the same weights.

python -m benchmarks.engine [--quick]
"""

import argparse
from collections.abc import Callable
from statistics import median

import numpy as np

from benchmarks.peers import Run, jax_scan, numpy_loop, ours, pytorch, sklearn
from benchmarks.rounds import Times, ratio, rounds, seconds, verdict
from benchmarks.task import Task
from shallownet.grid import fields

OURS, NUMPY, SKLEARN, PYTORCH, JAX = "shallownet", "NumPy loop", "scikit-learn", "PyTorch eager", "JAX compiled"
CONTESTANTS: dict[str, Callable[[Task], Run]] = {OURS: ours, NUMPY: numpy_loop, SKLEARN: sklearn, PYTORCH: pytorch, JAX: jax_scan}
LEFT_OUT = {NUMPY: lambda task: task.batch > 0, PYTORCH: lambda task: task.batch > 0 and task.runs > 1}
SPREAD = {"float32": 2e-3, "float64": 1e-9}  # how far losses of one task may lie apart, relative; rounding grows over 1,000 epochs
SPREAD_OF_ORDERS = 0.3  # scikit-learn draws its own mini-batches

# (units, runs, dtype): [(time of, divided by time of, sign, target)]
TARGETS = {
    (4, 1, "float32"): [(SKLEARN, OURS, ">=", 6), (PYTORCH, OURS, ">=", 9), (OURS, JAX, "<=", 2.2)],
    (4, 1, "float64"): [(SKLEARN, OURS, ">=", 4), (PYTORCH, OURS, ">=", 6), (OURS, JAX, "<=", 3.2)],
    (4, 32, "float32"): [(OURS, JAX, "<=", 0.7)],
    (4, 32, "float64"): [(OURS, JAX, "<=", 1.1)],
}


def prepared(task: Task) -> tuple[dict[str, Run], float]:
    """The contestants, ready and agreed on the losses, and the seconds that JAX compiled (its first call less its second)."""
    runs = {name: prepare(task) for name, prepare in CONTESTANTS.items() if not LEFT_OUT.get(name, lambda task: False)(task)}
    compiling = seconds(runs[JAX]) - seconds(runs[JAX])
    agree(task, {name: run() for name, run in runs.items()})
    return runs, compiling


def agree(task: Task, losses: dict[str, np.ndarray]) -> None:
    """SystemExit unless all contestants recorded every epoch and came to the same losses."""
    for name, found in losses.items():
        if found.shape != (task.epochs, task.runs):
            raise SystemExit(f"{task}: {name} recorded losses {found.shape}")
        own_orders = name == SKLEARN and task.batch
        compared, bound = (found[-1:], SPREAD_OF_ORDERS) if own_orders else (found, SPREAD[task.dtype])
        spread = float(np.max(np.abs(compared / losses[OURS][-len(compared) :] - 1)))
        if not spread <= bound:
            raise SystemExit(f"{task}: the losses of {name} differ by {spread:.1e}, more than {bound:.0e}")


def table(task: Task, times: Times, compiling: float) -> None:
    print(f"\n{task}   (JAX compiles for {compiling:.2f} s, not counted)")
    print(f"  {'':<16}{'time':>11}{'epochs/s':>13}{'of shallownet':>16}")
    for name, taken in times.items():
        per = median(taken)
        print(f"  {name:<16}{per * 1000:>8.1f} ms{task.epochs * task.runs / per:>13,.0f}{ratio(times, name, OURS):>14.2f} ×")
    for above, below, sign, target in TARGETS.get((task.units, task.runs, task.dtype), []) if not task.batch else []:
        print(verdict(f"time of {above} / time of {below}", ratio(times, above, below), sign, target))


def unit_fields(count: int) -> None:
    """The decision field and all unit fields over 100 x 100 nodes."""
    layers = Task().layers
    fields(layers, ("tanh",), 1.5, 100)
    taken = median(seconds(lambda: fields(layers, ("tanh",), 1.5, 100)) for _ in range(count))
    print("\nfields of 2-4-1, float32, 100 x 100 nodes, all units")
    print(verdict("time", taken * 1000, "<=", 1.0, "ms"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three rounds, and 2-4-1 full batch only")
    quick = parser.parse_args().quick
    kinds = ("float32", "float64")
    tasks = [Task(units, runs, dtype) for units in ((4,) if quick else (4, 16)) for runs in (1, 32) for dtype in kinds]
    tasks += [] if quick else [Task(runs=runs, dtype=dtype, epochs=100, batch=10) for runs in (1, 32) for dtype in kinds]
    for task in tasks:
        runs, compiling = prepared(task)
        count = 3 if quick else 7 if task.runs > 1 else 15
        table(task, rounds(runs, count), compiling)
    unit_fields(50 if quick else 300)


if __name__ == "__main__":
    main()
