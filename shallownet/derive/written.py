"""A formula as it was understood, in LaTeX."""

from .parse import Node

BINDING = {"+": 1, "-": 1, "negative": 1, "∘": 2, "×": 2, "@": 2, "/": 2}  # everything else binds closest
SIGNS = {"+": "+", "-": "-", "∘": r"\circ", "×": r"\cdot", "@": r"\,"}
FUNCTIONS = {"σ": r"\sigma", "tanh": r"\tanh", "sum": r"\textstyle\sum_i", "mean": r"\tfrac1m\textstyle\sum_i", "g": "g"}


def latex(node: Node) -> str:
    """W2ᵀ @ dZ2 ∘ g'(Z1) as W^{[2]⊤} dZ^{[2]} ∘ g'(Z^{[1]})."""
    if node.kind == "number":
        return node.text
    if node.kind == "name":
        return symbol(node)
    if node.kind == "function":
        return rf"{function(node)}\left({latex(node.parts[0])}\right)"
    if node.kind in ("ᵀ", "²"):
        return raised(node)
    if node.kind == "negative":
        return f"-{enclosed(node.parts[0], 2)}"
    left, right = node.parts
    if node.kind == "/":
        return rf"\frac{{{latex(left)}}}{{{latex(right)}}}"
    level = BINDING[node.kind]
    sign = r"\," if node.kind in ("∘", "×") and (is_number(left) or is_number(right)) else SIGNS[node.kind]
    return f"{enclosed(left, level)} {sign} {enclosed(right, level + 1)}"


def is_number(node: Node) -> bool:
    """Whether it can be seen to be a number: 2, m, 1/m."""
    if node.parts:
        return node.kind != "function" and all(is_number(part) for part in node.parts)
    return node.kind == "number" or node.text == "m"


def symbol(node: Node, mark: str = "") -> str:
    """W^{[2]}, with a mark behind the layer; X for A0."""
    if node.layer is None or (node.text == "A" and node.layer == 0):
        name = "X" if node.text == "A" and node.layer == 0 else node.text
        return f"{name}^{{{mark}}}" if mark else name
    return f"{node.text}^{{[{node.layer}]{mark}}}"


def function(node: Node) -> str:
    name, prime = node.text.rstrip("'"), "'" * node.text.endswith("'")
    return FUNCTIONS[name] + (f"^{{[{node.layer}]}}" if node.layer else "") + prime


def raised(node: Node) -> str:
    """With a transpose or a square behind it."""
    inner, mark = node.parts[0], r"\top" if node.kind == "ᵀ" else "2"
    if inner.kind == "name" and node.kind == "ᵀ":
        return symbol(inner, mark)
    plain = inner.kind in ("number", "name")
    return rf"{{{latex(inner)}}}^{{{mark}}}" if plain else rf"\left({latex(inner)}\right)^{{{mark}}}"


def enclosed(node: Node, level: int) -> str:
    """In parentheses where it binds less than `level`."""
    text = latex(node)
    return rf"\left({text}\right)" if BINDING.get(node.kind, 3) < level else text
