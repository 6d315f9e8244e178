"""What is remarkable about a network at an epoch, in words. Every sentence is made from the run itself, never from a rule."""

from collections.abc import Sequence

import numpy as np

from .measures import dead_units, distinct_units, groups, saturation
from .network import Gradient, Layers, forward, gradients
from .text import LANGUAGES, Text

DIVERGED = Text(
    "**Diverged at epoch {epoch}.** The loss was no longer a finite number, so the run stopped there. Try a smaller learning rate, or smaller first weights.",
    "**在第 {epoch} 轮发散。** 损失不再是有限的数，训练到此停止。请试试更小的学习率或更小的初始权重。",
)
EQUAL = Text(
    "**All {units} units of hidden layer {layer} are equal**, weights in and weights out, to the last bit: the layer computes what one unit could.",
    "**第 {layer} 隐藏层的 {units} 个单元完全相同**，输入权重与输出权重逐位相等：整层只相当于一个单元。",
)
SOME_EQUAL = Text(
    "**Hidden layer {layer} has {units} units but only {distinct} different ones.**", "**第 {layer} 隐藏层有 {units} 个单元，但只有 {distinct} 个互不相同。**"
)
STUCK = Text(
    "No gradient reaches its weights: every entry of dW is exactly 0, so no step can tell the units apart.",
    "梯度传不到权重：dW 的每一项都恰好为 0，任何一步都无法把这些单元区分开。",
)
ONLY_BIAS = Text("Only the output bias still has a gradient.", "只有输出偏置还有梯度。")
TOGETHER = Text("Their gradients are equal as well, so they move together and stay equal.", "它们的梯度也相同，于是一起移动，始终相同。")
FREE = Text("All {units} units of hidden layer {layer} are different.", "第 {layer} 隐藏层的 {units} 个单元各不相同。")
OWN_WAY = Text("So are the rows of their dW: each goes its own way.", "它们的 dW 各行也不相同：每个单元各走各的路。")
ALONE = Text("Hidden layer {layer} has a single unit: there is nothing to tell apart.", "第 {layer} 隐藏层只有一个单元，无从比较。")
DEAD = Text(
    "**Dead units in hidden layer {layer}: {units}.** Their slope is 0 for every training example, so no gradient passes through them.",
    "**第 {layer} 隐藏层的死亡单元：{units}。** 它们在所有训练样本上斜率为 0，梯度无法通过。",
)
SATURATED = Text(
    "**Saturated units in hidden layer {layer}: {units}.** For nearly every example their activation is at its flat end, where gradients are small.",
    "**第 {layer} 隐藏层的饱和单元：{units}。** 对几乎所有样本，激活值都在平坦的一端，梯度很小。",
)
MOSTLY = 0.9  # share of the examples from which a unit is called saturated; the player's units.js has the same


def remarks(layers: Layers, x: np.ndarray, y: np.ndarray, hidden_activations: Sequence[str], diverged_at: int = -1) -> list[Text]:
    """Sentences about one network (runs = 1) on its training examples, the most important first; Markdown."""
    found = [DIVERGED.format(epoch=diverged_at)] if diverged_at >= 0 else []
    trace = forward(layers, x, hidden_activations)
    gradient = gradients(layers, x, y, hidden_activations, trace)
    for index, distinct in enumerate(distinct_units(layers)):
        layer, units = index + 1, layers[index].weights.shape[1]
        if units > 1 and distinct < units:
            found.append((EQUAL if distinct == 1 else SOME_EQUAL).format(layer=layer, units=units, distinct=distinct))
            if distinct == 1:
                found.append(_why_equal(gradient, index))
        for words, flags in (
            (DEAD, dead_units(trace, hidden_activations)[index][0]),
            (SATURATED, saturation(trace, hidden_activations)[index][0] > MOSTLY),
        ):
            if flags.any() and not (words is SATURATED and dead_units(trace, hidden_activations)[index][0].any()):
                found.append(words.format(layer=layer, units=", ".join(str(j + 1) for j in np.flatnonzero(flags))))
    return found


def why(layers: Layers, x: np.ndarray, y: np.ndarray, hidden_activations: Sequence[str]) -> list[Text]:
    """For each hidden layer of one network: how many different units, and what its gradients say of the next step."""
    gradient, found = gradients(layers, x, y, hidden_activations), []
    for index, distinct in enumerate(distinct_units(layers)):
        layer, units = index + 1, layers[index].weights.shape[1]
        if units == 1:
            found.append(ALONE.format(layer=layer))
        elif distinct == 1:
            found += [EQUAL.format(layer=layer, units=units), _why_equal(gradient, index)]
        elif distinct < units:
            found.append(SOME_EQUAL.format(layer=layer, units=units, distinct=distinct))
        else:
            found += [FREE.format(layer=layer, units=units), *([OWN_WAY] if groups(gradient[index].weights[0]).max() + 1 == units else [])]
    return found


def _why_equal(gradient: Sequence[Gradient], index: int) -> Text:
    """Why the units of hidden layer `index`, counted from 0, stay equal: nothing moves them, or all are moved alike."""
    if gradient[index].weights.any() or gradient[index].biases.any() or gradient[index + 1].weights.any():
        return TOGETHER
    others = any(g.weights.any() for g in gradient) or any(g.biases.any() for g in gradient[:-1])
    only_bias = gradient[-1].biases.any() and not others
    return Text(*(f"{STUCK[key]} {ONLY_BIAS[key]}" for key in LANGUAGES)) if only_bias else STUCK
