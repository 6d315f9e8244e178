"""Exercises of the Forward pass lesson, from the numbers on the page."""

from collections.abc import Sequence
from decimal import Decimal

from ..exercises import Exercise
from ..network import parameter_count
from ..text import Text, same
from ..typeset import entry, number, symbol, unit_a, unit_z
from ..worked import WorkedLayer


def exercises(worked: Sequence[WorkedLayer], digits: int, seed: int) -> list[Exercise]:
    """Five questions about the first example; `seed` decides which unit is asked for."""
    unit = seed % len(worked[0].z)
    return [_z(worked, unit, digits), _a(worked, unit, digits), _shape(worked), _count(worked), _output(worked, digits)]


def _z(worked: Sequence[WorkedLayer], unit: int, digits: int) -> Exercise:
    sum_ = unit_z(worked[0], 1, unit, 0, digits)
    return Exercise(
        Text("Compute ${name}$ for the first example, to {digits} decimals.", "计算第一个样本的 ${name}$，保留 {digits} 位小数。").format(
            name=entry("z", 1, unit + 1), digits=digits
        ),
        float(worked[0].z[unit, 0]),
        Text("Row {row} of W[1] times the first column of X, plus the bias of that row.", "W[1] 的第 {row} 行乘以 X 的第一列，再加该行的偏置。").format(
            row=unit + 1
        ),
        same(f"${sum_}$"),
        digits=digits,
    )


def _a(worked: Sequence[WorkedLayer], unit: int, digits: int) -> Exercise:
    z, g = number(worked[0].z[unit, 0], digits), worked[0].activation
    return Exercise(
        Text("${z_name} = {z}$. What is ${a_name}$?", "已知 ${z_name} = {z}$，求 ${a_name}$。").format(
            z_name=entry("z", 1, unit + 1), z=z, a_name=entry("a", 1, unit + 1)
        ),
        float(worked[0].a[unit, 0]),
        same(f"${symbol('g', 1)}(z) = {g.formula}$"),
        same(f"${unit_a(worked[0], 1, unit, 0, digits)}$"),
        digits=digits,
    )


def _shape(worked: Sequence[WorkedLayer]) -> Exercise:
    units, fan_in = worked[-1].weights.shape
    last = len(worked)
    right = f"{units} × {fan_in}"
    options = dict.fromkeys((right, f"{fan_in} × {units}", f"{fan_in} × {fan_in}", f"{units + 1} × {fan_in}"))
    return Exercise(
        Text("Which shape must ${name}$ have?", "${name}$ 应是什么形状？").format(name=symbol("W", last)),
        right,
        Text("One row for each unit of its own layer, one column for each unit of the layer before.", "每行对应本层的一个单元，每列对应前一层的一个单元。"),
        Text("{units} unit(s) reading {fan_in} numbers: {right}.", "{units} 个单元，各读取 {fan_in} 个数：{right}。").format(
            units=units, fan_in=fan_in, right=right
        ),
        options={option: same(option) for option in sorted(options)},
    )


def _count(worked: Sequence[WorkedLayer]) -> Exercise:
    sizes = [worked[0].weights.shape[1], *(layer.weights.shape[0] for layer in worked)]
    terms = " + ".join(rf"{layer.weights.shape[0]} \cdot {layer.weights.shape[1]} + {layer.weights.shape[0]}" for layer in worked)
    return Exercise(
        Text("How many parameters does this network have, weights and biases together?", "这个网络共有多少个参数（权重与偏置合计）？"),
        parameter_count(sizes),
        Text("Every unit has one weight for each number it reads, and one bias.", "每个单元对读取的每个数有一个权重，另有一个偏置。"),
        same(f"${terms} = {parameter_count(sizes)}$"),
    )


def _output(worked: Sequence[WorkedLayer], digits: int) -> Exercise:
    last, layer = len(worked), worked[-1]
    return Exercise(
        Text("Which class does the network predict for the first example: 0 or 1?", "网络对第一个样本预测哪一类：0 还是 1？"),
        int(layer.a[0, 0] > Decimal("0.5")),
        Text("Class 1 where ŷ is above one half.", "ŷ 大于二分之一时为类别 1。"),
        same(rf"${unit_a(layer, last, 0, 0, digits)}$"),
    )
