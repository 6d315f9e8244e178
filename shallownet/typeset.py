"""Worked arithmetic as LaTeX. The numbers come from worked.py as they are; nothing is rounded or computed here, except for how a number is written."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal

from .worked import Matrix, WorkedGradient, WorkedLayer, is_scientific

GREY = r"\color{#8a919b}"  # readable on both themes
DOT, TRANSPOSED = r" \cdot ", r"\top"


def number(value: Decimal, digits: int) -> str:
    """-0.52, 0, or 3.40 10^-3: every digit that is known, and no other."""
    if value == 0:
        return "0"
    if not is_scientific(value, digits):
        return f"{value:.{digits}f}"
    exponent = value.adjusted()
    return rf"{value.scaleb(-exponent):.{digits - 1}f}{DOT}10^{{{exponent}}}"


SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def plain(value: Decimal, digits: int) -> str:
    """The same number outside of formulas: −0.52, 0, or 3.40·10⁻³."""
    mantissa, _, power = number(value, digits).partition(rf"{DOT}10^{{")
    return mantissa.replace("-", "−") + (f"·10{power.rstrip('}').translate(SUPERSCRIPTS)}" if power else "")


def factor(value: Decimal, digits: int) -> str:
    """A number that stands after a dot or a sign."""
    text = number(value, digits)
    return f"({text})" if value < 0 else text


def symbol(letter: str, layer: int, mark: str = "") -> str:
    """W and 1 give W^{[1]}; the mark T gives its transpose."""
    return f"{letter}^{{[{layer}]{mark}}}"


def entry(letter: str, layer: int, *indices: int) -> str:
    """w, 1 and 2, 3 give w^{[1]}_{23}; with an index above 9, w^{[1]}_{2,13}."""
    comma = "," if any(index > 9 for index in indices) else ""
    return f"{symbol(letter, layer)}_{{{comma.join(map(str, indices))}}}"


def below_symbol(layer: int, mark: str = "") -> str:
    """What layer `layer` reads: X or A of the layer before."""
    return symbol("A", layer - 1, mark) if layer > 1 else f"X^{{{mark}}}" if mark else "X"


def matrix(values: Matrix, digits: int, rows: Collection[int] | None = None) -> str:
    """Brackets with the shape underneath. `rows`: those in full ink, the others in grey; None: all."""
    lines = []
    for index, line in enumerate(values):
        cells = [number(value, digits) for value in line]
        if rows is not None:
            cells = [rf"\boldsymbol{{{cell}}}" if index in rows else f"{{{GREY} {cell}}}" for cell in cells]
        lines.append(" & ".join(cells))
    return shaped(r"\begin{bmatrix}" + r" \\ ".join(lines) + r"\end{bmatrix}", *values.shape)


def shaped(body: str, rows: int, columns: int) -> str:
    """Anything with its shape underneath."""
    return rf"\underset{{{GREY} {rows} \times {columns}}}{{{body}}}"


def sum_of(terms: Sequence[tuple[Decimal, Decimal]], rest: Decimal, digits: int) -> str:
    """w1 x1 + w2 x2 + ... + b, in numbers."""
    return " + ".join([number(terms[0][0], digits) + DOT + factor(terms[0][1], digits)]
                      + [factor(w, digits) + DOT + factor(x, digits) for w, x in terms[1:]] + [factor(rest, digits)])  # fmt: skip


def unit_z(worked: WorkedLayer, layer: int, unit: int, column: int, digits: int) -> str:
    """One unit's z in numbers: z = w x + ... + b = value. `unit` and `column` count from 0."""
    terms = list(zip(worked.weights[unit], worked.below[:, column]))
    return f"{entry('z', layer, unit + 1)} = {sum_of(terms, worked.biases[unit, 0], digits)} = {number(worked.z[unit, column], digits)}"


def unit_a(worked: WorkedLayer, layer: int, unit: int, column: int, digits: int) -> str:
    """One unit's a in numbers: a = g(z) = value."""
    z, a = number(worked.z[unit, column], digits), number(worked.a[unit, column], digits)
    return f"{entry('a', layer, unit + 1)} = {worked.activation.symbol}({z}) = {a}"


def unit_formula(fan_in: int, layer: int, unit: int) -> str:
    """One unit's z in symbols: z = w1 x1 + w2 x2 + b."""
    inputs = [f"x_{{{k}}}" if layer == 1 else entry("a", layer - 1, k) for k in range(1, fan_in + 1)]
    terms = [f"{entry('w', layer, unit + 1, k)} {name}" for k, name in enumerate(inputs, 1)]
    return f"{entry('z', layer, unit + 1)} = {' + '.join(terms)} + {entry('b', layer, unit + 1)}"


def z_formula(layer: int) -> str:
    return f"{symbol('Z', layer)} = {symbol('W', layer)} {below_symbol(layer)} + {symbol('b', layer)}"


def a_formula(layer: int, g: str) -> str:
    """`g`: the activation's own symbol, or g^{[l]}."""
    return f"{symbol('A', layer)} = {g}({symbol('Z', layer)})"


def stacked(line: str) -> str:
    """An equation in two lines, the symbols above the numbers: for narrow places."""
    left, symbols, numbers = line.split(" = ", 2)
    return rf"\begin{{aligned}}{left} &= {symbols} \\ &= {numbers}\end{{aligned}}"


def z_line(worked: WorkedLayer, layer: int, digits: int, rows: Collection[int] | None = None) -> str:
    """Z = W X + b with the matrices in it."""
    numbers = f"{matrix(worked.weights, digits, rows)} {matrix(worked.below, digits)} + {matrix(worked.biases, digits, rows)}"
    return f"{z_formula(layer)} = {numbers} = {matrix(worked.z, digits, rows)}"


def a_line(worked: WorkedLayer, layer: int, digits: int, rows: Collection[int] | None = None) -> str:
    """A = g(Z) with the matrices in it."""
    g = worked.activation.symbol
    return rf"{a_formula(layer, g)} = {g} {matrix(worked.z, digits, rows)} = {matrix(worked.a, digits, rows)}"


def dz_formula(layer: int, last: int, g: str = "g") -> str:
    """dZ of layer `layer` of a network of `last` layers; the star is elementwise."""
    if layer == last:
        return f"{symbol('dZ', layer)} = {symbol('A', layer)} - Y"
    return rf"{symbol('dZ', layer)} = {symbol('W', layer + 1, TRANSPOSED)} {symbol('dZ', layer + 1)} \circ {g}'({symbol('Z', layer)})"


def dw_formula(layer: int) -> str:
    return rf"{symbol('dW', layer)} = \tfrac{{1}}{{m}}\, {symbol('dZ', layer)} {below_symbol(layer, TRANSPOSED)}"


def db_formula(layer: int) -> str:
    return rf"{symbol('db', layer)} = \tfrac{{1}}{{m}} \sum_i {symbol('dZ', layer)}_{{(i)}}"


def dz_line(worked: Sequence[WorkedLayer], gradients: Sequence[WorkedGradient], y: Matrix, layer: int, digits: int) -> str:
    """dZ in numbers."""
    last, here, show = len(worked), gradients[layer - 1], _shower(digits)
    if layer == last:
        numbers = f"{show(worked[-1].a)} - {matrix(y, 0)}"  # labels are 0 or 1
    else:
        assert here.slope is not None
        numbers = rf"{show(worked[layer].weights.T)} {show(gradients[layer].dz)} \circ {show(here.slope)}"
    return f"{dz_formula(layer, last, worked[layer - 1].activation.symbol)} = {numbers} = {show(here.dz)}"


def dw_line(worked: Sequence[WorkedLayer], gradients: Sequence[WorkedGradient], layer: int, digits: int) -> str:
    """dW in numbers."""
    here, show = gradients[layer - 1], _shower(digits)
    below = worked[layer - 1].below
    return rf"{dw_formula(layer)} = \tfrac{{1}}{{{below.shape[1]}}} {show(here.dz)} {show(below.T)} = {show(here.dw)}"


def db_line(gradients: Sequence[WorkedGradient], layer: int, digits: int) -> str:
    """db in numbers: the sum over the columns of dZ."""
    here, show = gradients[layer - 1], _shower(digits)
    m = here.dz.shape[1]
    columns = " + ".join(show(here.dz[:, i : i + 1]) for i in range(m))
    return rf"{db_formula(layer)} = \tfrac{{1}}{{{m}}} \left({columns}\right) = {show(here.db)}"


def _shower(digits: int) -> Callable[[Matrix], str]:
    return lambda values: matrix(values, digits)
