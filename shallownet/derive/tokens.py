"""A formula as typed, cut into tokens. Nothing typed is ever executed: what is not in the grammar is an error that names its place."""

import re
from dataclasses import dataclass

from ..text import Text

LONGEST = 200  # characters of a formula

TOO_LONG = Text("The formula is longer than {limit} characters.", "公式超过 {limit} 个字符。")
STRANGE = Text("“{what}” has no meaning here.", "“{what}”在这里没有意义。")
EMPTY = Text("Type a formula first.", "请先输入公式。")
BAD_NUMBER = Text("“{what}” is not a number.", "“{what}”不是数。")


class FormulaError(ValueError):
    """What is wrong with a formula, in every language, and where: `column` counts characters from 0."""

    def __init__(self, text: Text, column: int = 0) -> None:
        super().__init__(text.en)
        self.text, self.column = text, column


@dataclass(frozen=True)
class Token:
    """kind: number, name, function, postfix, or the operator itself; `layer` is the number a name or function carries, None for none."""

    kind: str
    text: str
    start: int
    end: int
    layer: int | None = None


LAYER = r"(?:_?\^?\{{?\[?(?P<{}>[0-9])\]?\}}?)"  # 1, [1], ^{[1]}, _1
PRIME = "['′’]"
PATTERN = re.compile(
    rf"""(?P<space>\s+)
    |(?P<number>[0-9][0-9.]*)
    |(?P<slope>(?:σ|sigma|sigmoid){PRIME}|g(?:{LAYER.format("a")})?{PRIME}|slope(?:{LAYER.format("b")})?)
    |(?P<function>(?:sigmoid|sigma|σ|tanh|sum|mean|Σ)(?![A-Za-z0-9])|g(?![A-Za-z])(?:{LAYER.format("c")})?)
    |(?P<name>(?:d[WbZ]|[WbZA])(?![A-Za-z])(?:{LAYER.format("d")})?|[XYm](?![A-Za-z0-9]))
    |(?P<transpose>ᵀ|(?:T|⊤|\\top)\}}|⊤|\.T\b|\^\{{?(?:T\b|⊤|\\top)\}}?|{PRIME})
    |(?P<square>²|\^\{{?2\}}?|\*\*\s*2(?!\d))
    |(?P<word>[^\W\d_]+)
    |(?P<operator>[-+−*×∘⊙@·/()])""",
    re.VERBOSE,
)
OPERATORS = {"−": "-", "*": "∘", "⊙": "∘", "·": "@"}  # how the same operation is also typed
FUNCTIONS = {"sigma": "σ", "sigmoid": "σ", "Σ": "sum", "slope": "g"}
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}  # full-width forms, one for one, so that columns stay


def normal(source: str) -> str:
    """The formula with full-width characters as plain ones; of the same length."""
    return source.translate(WIDE)


def tokens(source: str) -> list[Token]:
    """The tokens of a formula, closed by one of kind "end". FormulaError for anything that is none."""
    if len(source) > LONGEST:
        raise FormulaError(TOO_LONG.format(limit=LONGEST), LONGEST)
    text, at, found = normal(source), 0, []
    while at < len(text):
        match = PATTERN.match(text, at)
        if match is None or match["word"]:
            raise FormulaError(STRANGE.format(what=match[0] if match else text[at]), at)
        if not match["space"]:
            found.append(_token(match))
        at = match.end()
    if not found:
        raise FormulaError(EMPTY)
    return [*found, Token("end", "", len(text), len(text))]


def _token(match: re.Match) -> Token:
    text, start, end = match[0], match.start(), match.end()
    layer = next((int(match[group]) for group in "abcd" if match[group]), None)
    if match["number"]:
        if text.count(".") > 1 or len(text) > 15 or not text.isascii():
            raise FormulaError(BAD_NUMBER.format(what=text), start)
        return Token("number", text, start, end)
    if match["operator"]:
        return Token(OPERATORS.get(text, text), text, start, end)
    if match["transpose"] or match["square"]:
        return Token("postfix", "ᵀ" if match["transpose"] else "²", start, end)
    word = re.match(r"[^\W\d_]+", text)[0]  # type: ignore[index]  # the pattern begins with letters
    if match["name"]:
        return Token("name", word, start, end, layer)
    return Token("function", FUNCTIONS.get(word, word) + ("'" if match["slope"] else ""), start, end, layer)
