"""Where the parts of the computation graph stand, what leads to what, and what a step touches. Arithmetic only, nothing is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..worked import Matrix, is_scientific

ROWS, COLUMNS = {2: 4, 3: 3}, 2  # of a matrix that a card shows, by layers of the network; the rest is in the equations
BETWEEN = 8  # pixels between a value and its gradient
LINE, CHAR, PAD, TITLE = 15, 6.9, 8, 20  # pixels: a line of numbers, a digit, inside a card, a card's title
GAPS = {2: 74, 3: 58}  # layers -> pixels between cards
LIFT, DROP = 34, 34  # between the rows of cards

Now = tuple[str, int] | None


@dataclass(frozen=True)
class Card:
    """One node: its name ("W", 2), its value and its gradient (None: it has none), which of them are known by now, its shape in words.

    The card has room for both from the start, so that nothing moves when they come.
    """

    letter: str
    layer: int
    value: Matrix | None
    gradient: Matrix | None
    known: bool
    back: bool
    shape: str

    @property
    def key(self) -> str:
        return f"{self.letter}{self.layer}"


def cards(last: int, values: Mapping[str, Matrix], shapes: Mapping[str, str], done: Sequence[tuple[str, int]]) -> dict[str, Card]:
    """The cards when the steps `done` are behind us. values: "X", "Y", "W1", "b1", "Z1", "A1", "L", "dZ1", ... as they are shown."""
    known = {f"{name}{layer}" if name != "L" else "L" for name, layer in done} | {"X", "Y"}
    known |= {f"{letter}{layer}" for layer in range(1, last + 1) for letter in "Wb"}
    names = ["X", "Y", "L", *(f"{letter}{layer}" for layer in range(1, last + 1) for letter in "WbZA")]
    found = {}
    for name in names:
        letter, layer = name[0], int(name[1:] or 0)
        back = f"d{name}"
        found[f"{letter}{layer}"] = Card(letter, layer, values.get(name), values.get(back), name in known, back in known, shapes.get(name, ""))
    return found


Box = tuple[float, float, float, float]  # left, top, width, height


def beside(card: Card, last: int) -> bool:
    """Whether the gradient stands to the right of the value, or under it where width is short."""
    return card.letter == "b" or last == 2


def card_width(card: Card, last: int, digits: int) -> float:
    """Room for its two matrices, and at least for its title."""
    found = [sum(columns(matrix, last, digits)) for matrix in (card.value, card.gradient) if matrix is not None]
    numbers = sum(found) + BETWEEN * (len(found) - 1) if beside(card, last) else max(found, default=0.0)
    return max(66.0, 2 * PAD + numbers, 2 * PAD + 24 + CHAR * len(card.shape) * 0.9)


def columns(matrix: Matrix, last: int, digits: int) -> list[float]:
    """Width of each column shown; the last is the dots where there are more."""
    lines = matrix[: ROWS[last]]
    widths = [max(len(plain(value, digits)) for value in lines[:, column]) * CHAR + 7 for column in range(min(COLUMNS, matrix.shape[1]))]
    return widths + [14.0] * (matrix.shape[1] > COLUMNS)


def matrix_height(matrix: Matrix, last: int) -> float:
    """Its lines, and the dots where there are more."""
    return LINE * (min(len(matrix), ROWS[last]) + 0.7 * (len(matrix) > ROWS[last]))


def card_height(card: Card, last: int) -> float:
    found = [matrix_height(matrix, last) for matrix in (card.value, card.gradient) if matrix is not None]
    numbers = max(found, default=LINE) if beside(card, last) else sum(found) + BETWEEN * (len(found) - 1)
    return TITLE + PAD + max(numbers, LINE)


def placed(last: int, widths: Mapping[str, float], heights: Mapping[str, float]) -> tuple[dict[str, Box], tuple[float, float]]:
    """A box for every card and the size of the whole: one row from X to L, the weights above their Z, the biases below."""
    row = ["X0", *(f"{letter}{layer}" for layer in range(1, last + 1) for letter in "ZA"), "L0"]
    above, below = [f"W{layer}" for layer in range(1, last + 1)], [f"b{layer}" for layer in range(1, last + 1)] + ["Y0"]
    top = max(heights[key] for key in above) + LIFT
    middle = top + max(heights[key] for key in row) / 2
    foot = middle + max(heights[key] for key in row) / 2 + DROP
    places, left = {}, 2.0
    for key in row:
        over = {"Z": [f"W{key[1:]}", f"b{key[1:]}"], "L": ["Y0"]}.get(key[0], [])
        room = max(widths[name] for name in [key, *over])
        centre = left + room / 2
        places[key] = (centre - widths[key] / 2, middle - heights[key] / 2, widths[key], heights[key])
        for name in over:
            y = top - LIFT - heights[name] if name[0] == "W" else foot
            places[name] = (centre - widths[name] / 2, y + 2, widths[name], heights[name])
        left += room + GAPS[last]
    return places, (left - GAPS[last] + 2, foot + max(heights[key] for key in below) + 4)


# what leads to what

Edge = tuple[str, str, str, str]  # from, to, what is done going forward, what is multiplied coming back; "|" lifts and lowers


def all_edges(last: int) -> list[Edge]:
    """Every edge with its labels, forward and backward."""
    edges = []
    for layer in range(1, last + 1):
        below = "X0" if layer == 1 else f"A{layer - 1}"
        carried = "X|ᵀ|" if layer == 1 else f"A|[{layer - 1}]ᵀ|"
        edges.append((below, f"Z{layer}", f"W|[{layer}]| ·", f"W|[{layer}]ᵀ| ·" if layer > 1 else ""))
        edges.append((f"W{layer}", f"Z{layer}", "", f"· {carried} / m"))
        edges.append((f"b{layer}", f"Z{layer}", "+", "Σ / m"))
        edges.append((f"Z{layer}", f"A{layer}", "g" if layer < last else "σ", f"∘ g′(Z|[{layer}]|)" if layer < last else "A − Y"))
    return [*edges, (f"A{last}", "L0", "", ""), ("Y0", "L0", "", "")]


def lit(edge: Edge, now: Now, last: int) -> bool:
    """Whether the present step runs along this edge."""
    if now is None:
        return False
    name, layer = now
    start, end = edge[0], edge[1]
    if name == "L":
        return end == "L0"
    if name == "dZ":
        return (start, end) in {(f"Z{layer}", f"A{layer}"), (f"A{layer}", "L0" if layer == last else f"Z{layer + 1}")}
    if name in ("dW", "db"):
        return start == f"{name[1]}{layer}"
    return end == f"{name}{layer}"


def used(key: str, now: Now, last: int) -> bool:
    """Whether the present step reads this card."""
    if now is None:
        return False
    name, layer = now
    below = "X0" if layer == 1 else f"A{layer - 1}"
    reads = {
        "Z": {below, f"W{layer}", f"b{layer}"},
        "A": {f"Z{layer}"},
        "L": {f"A{last}", "Y0"},
        "dZ": {f"A{last}", "Y0"} if layer == last else {f"W{layer + 1}", f"Z{layer + 1}"},
        "dW": {f"Z{layer}", below},
        "db": {f"Z{layer}"},
    }
    return key in reads[name]


def plain(value: Decimal, digits: int) -> str:
    """A number as typeset.number writes it, without markup: −0.52, 0, 3.40e−4."""
    if value == 0:
        return "0"
    if is_scientific(value, digits):
        exponent = value.adjusted()
        return f"{value.scaleb(-exponent):.{digits - 1}f}e{exponent}".replace("-", "−")
    return f"{value:.{digits}f}".replace("-", "−")
