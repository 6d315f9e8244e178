"""Tokens to a tree, by recursive descent. @, ∘, × and / bind alike and from left to right, as in Python; a transpose binds closest."""

from dataclasses import dataclass

from ..text import Text
from .tokens import FormulaError, Token, normal, tokens

DEEPEST = 30  # parentheses and signs inside each other

UNFINISHED = Text("The formula ends where a symbol, a number or “(” should follow.", "公式在这里中断：后面应有符号、数或“(”。")
UNEXPECTED = Text("“{what}” cannot stand here: a symbol, a number or “(” should.", "这里不能是“{what}”，应是符号、数或“(”。")
NO_OPERATOR = Text(
    "An operator is missing before “{what}”: @ for the matrix product, ∘ for the elementwise one?", "“{what}”前缺少运算符：矩阵乘法用 @，逐元素乘法用 ∘。"
)
UNCLOSED = Text("This “(” is never closed.", "这个“(”没有配对的“)”。")
NOT_OPENED = Text("This “)” closes nothing.", "这个“)”没有配对的“(”。")
NEEDS_ARGUMENT = Text("“{what}” needs its argument in parentheses, as in {what}(Z1).", "“{what}”后面要用括号写出自变量，例如 {what}(Z1)。")
TOO_DEEP = Text("More than {limit} parentheses or signs inside each other.", "括号或符号嵌套超过 {limit} 层。")


@dataclass(frozen=True)
class Node:
    """An expression and where it stands: source[start:end], with its operator at column `at`.

    kind      number, name, function, or an operator: "+", "-", "∘", "×", "@", "/", "negative", "ᵀ", "²"
    text      the number or name itself
    """

    kind: str
    text: str
    parts: tuple["Node", ...]
    start: int
    end: int
    at: int
    layer: int | None = None


def parse(source: str) -> Node:
    """The tree of a formula. FormulaError, naming the place, for anything else."""
    parser = Parser(tokens(source), normal(source))
    tree = parser.sum()
    parser.finish()
    return tree


class Parser:
    """One token ahead; every rule returns the node it read."""

    def __init__(self, found: list[Token], source: str) -> None:
        self.tokens, self.source, self.index, self.depth = found, source, 0, 0

    @property
    def next(self) -> Token:
        return self.tokens[self.index]

    def take(self) -> Token:
        token = self.next
        self.index += 1
        return token

    def typed(self, token: Token) -> str:
        return self.source[token.start : token.end]

    def finish(self) -> None:
        token = self.next
        if token.kind == ")":
            raise FormulaError(NOT_OPENED, token.start)
        if token.kind != "end":
            raise FormulaError(NO_OPERATOR.format(what=self.typed(token)), token.start)

    def sum(self) -> Node:
        """product (+|- product)*"""
        left = self.product()
        while self.next.kind in ("+", "-"):
            left = self.binary(left, self.take(), self.product())
        return left

    def product(self) -> Node:
        """signed ((@|∘|×|/) signed)*"""
        left = self.signed()
        while self.next.kind in ("@", "∘", "×", "/"):
            left = self.binary(left, self.take(), self.signed())
        return left

    @staticmethod
    def binary(left: Node, operator: Token, right: Node) -> Node:
        return Node(operator.kind, operator.text, (left, right), left.start, right.end, operator.start)

    def signed(self) -> Node:
        """(-|+) signed, or an atom with what stands behind it."""
        if self.next.kind not in ("-", "+"):
            return self.postfixed()
        sign = self.take()
        self.deeper(sign)
        inner = self.signed()
        self.depth -= 1
        return inner if sign.kind == "+" else Node("negative", "-", (inner,), sign.start, inner.end, sign.start)

    def postfixed(self) -> Node:
        """atom (ᵀ|²)*"""
        node = self.atom()
        while self.next.kind == "postfix":
            mark = self.take()
            node = Node(mark.text, mark.text, (node,), node.start, mark.end, mark.start)
        return node

    def atom(self) -> Node:
        token = self.take()
        if token.kind == "number" or token.kind == "name":
            return Node(token.kind, token.text, (), token.start, token.end, token.start, token.layer)
        if token.kind == "function":
            return self.call(token)
        if token.kind == "(":
            return self.parenthesized(token)
        raise FormulaError(UNFINISHED if token.kind == "end" else UNEXPECTED.format(what=self.typed(token)), token.start)

    def call(self, token: Token) -> Node:
        if self.next.kind != "(":
            raise FormulaError(NEEDS_ARGUMENT.format(what=self.typed(token)), token.start)
        inner = self.parenthesized(self.take())
        return Node("function", token.text, (inner,), token.start, inner.end, token.start, token.layer)

    def parenthesized(self, opening: Token) -> Node:
        self.deeper(opening)
        inner = self.sum()
        if self.next.kind == "end":
            raise FormulaError(UNCLOSED, opening.start)
        if self.next.kind != ")":
            raise FormulaError(NO_OPERATOR.format(what=self.typed(self.next)), self.next.start)
        self.depth -= 1
        closing = self.take()
        return Node(inner.kind, inner.text, inner.parts, opening.start, closing.end, inner.at, inner.layer)

    def deeper(self, token: Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError(TOO_DEEP.format(limit=DEEPEST), token.start)
