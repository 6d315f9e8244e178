"""Epochs a second of the training loop beside scikit-learn, PyTorch, JAX and a plain NumPy loop, on the same task from the same weights.

python -m benchmarks.engine [--quick]
"""

import argparse
from collections.abc import Callable
from dataclasses import replace
from statistics import median

import numpy as np

from benchmarks.peers import Run, jax_columns, jax_rows, numpy_loop, ours, pytorch, sklearn
from benchmarks.rounds import Times, ratio, rounds, seconds, verdict
from benchmarks.task import Task
from shallownet.grid import fields

OURS, NUMPY, SKLEARN, PYTORCH = "shallownet", "NumPy loop", "scikit-learn", "PyTorch eager"
ROWS, COLUMNS = "JAX compiled, rows", "JAX compiled, columns"
CONTESTANTS: dict[str, Callable[[Task], Run]] = {OURS: ours, NUMPY: numpy_loop, SKLEARN: sklearn, PYTORCH: pytorch, ROWS: jax_rows, COLUMNS: jax_columns}
SINGLE, DOUBLE = "float32", "float64"
SPREAD = {SINGLE: 2e-3, DOUBLE: 1e-9}  # how far losses of one task may lie apart, relative; rounding grows over 1,000 epochs
SPREAD_OF_ORDERS = 0.3  # scikit-learn draws its own mini-batches

Name = tuple[str, str]  # contestant, precision
# (units, runs): [(time of, divided by time of, sign, target)]
TARGETS: dict[tuple[int, int], list[tuple[Name, Name, str, float]]] = {
    (4, 1): [
        ((SKLEARN, SINGLE), (OURS, SINGLE), ">=", 6),
        ((PYTORCH, SINGLE), (OURS, SINGLE), ">=", 9),
        ((OURS, SINGLE), (ROWS, SINGLE), "<=", 2.2),
        ((OURS, SINGLE), (COLUMNS, SINGLE), "<=", 2.2),
        ((SKLEARN, DOUBLE), (OURS, DOUBLE), ">=", 4),
        ((PYTORCH, DOUBLE), (OURS, DOUBLE), ">=", 6),
        ((OURS, DOUBLE), (ROWS, DOUBLE), "<=", 3.2),
        ((OURS, DOUBLE), (COLUMNS, DOUBLE), "<=", 3.2),
    ],
    (4, 32): [
        ((OURS, SINGLE), (ROWS, DOUBLE), "<=", 0.7),
        ((OURS, SINGLE), (COLUMNS, DOUBLE), "<=", 0.7),
        ((OURS, DOUBLE), (ROWS, DOUBLE), "<=", 1.1),
        ((OURS, DOUBLE), (COLUMNS, DOUBLE), "<=", 1.1),
    ],
}


def takes_part(name: str, task: Task) -> bool:
    """With mini-batches: not the loop in NumPy, which has none, and not for many networks those that take them one by one or have none together."""
    return not task.batch or not (name == NUMPY or (name in (SKLEARN, PYTORCH) and task.runs > 1))


def prepared(task: Task) -> dict[Name, Run]:
    """The contestants, ready and agreed on the losses."""
    runs = {name: prepare(task) for name, prepare in CONTESTANTS.items() if takes_part(name, task)}
    compiling = seconds(runs[COLUMNS]) - seconds(runs[COLUMNS])
    agree(task, {name: run() for name, run in runs.items()})
    print(f"  {task.dtype}: losses agree; JAX compiled for {compiling:.2f} s, not counted below")
    return {(name, task.dtype): run for name, run in runs.items()}


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


def table(task: Task, times: Times) -> None:
    print(f"  {'':<32}{'time':>11}{'epochs/s':>13}{'of shallownet':>16}")
    for (name, dtype), taken in times.items():
        per = median(taken)
        print(f"  {name:<24}{dtype:<8}{per * 1000:>8.1f} ms{task.epochs * task.runs / per:>13,.0f}{ratio(times, (name, dtype), (OURS, dtype)):>14.2f} ×")
    for above, below, sign, target in TARGETS.get((task.units, task.runs), []) if not task.batch else []:
        print(verdict(f"{' '.join(above)} / {' '.join(below)}", ratio(times, above, below), sign, target))


def unit_fields(count: int) -> None:
    """The decision field and all unit fields over 100 x 100 nodes."""
    print("\nfields of 2-4-1 over 100 x 100 nodes, all units")
    for dtype in (SINGLE, DOUBLE):
        layers = Task(dtype=dtype).layers
        taken = rounds({dtype: lambda layers=layers: fields(layers, ("tanh",), 1.5, 100)}, count)[dtype]
        print(verdict(dtype, median(taken) * 1000, "<=", 1.0, "ms"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three rounds, and 2-4-1 full batch only")
    quick = parser.parse_args().quick
    tasks = [Task(units, runs) for units in ((4,) if quick else (4, 16)) for runs in (1, 32)]
    tasks += [] if quick else [Task(runs=runs, epochs=100, batch=10) for runs in (1, 32)]
    for task in tasks:
        print(f"\n{task}")
        runs = {key: run for dtype in (SINGLE, DOUBLE) for key, run in prepared(replace(task, dtype=dtype)).items()}
        table(task, rounds(runs, 3 if quick else 5 if task.runs > 1 else 15))
    unit_fields(50 if quick else 300)


if __name__ == "__main__":
    main()
