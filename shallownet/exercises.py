"""Marked exercises: a question about the learner's own numbers, and what counts as a right answer."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from .text import Text


class Verdict(Enum):
    """What became of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Exercise:
    """One question.

    question, hint, solution   Markdown with LaTeX; the solution is shown once the answer was right, or after two tries
    answer                     a number, or one of the keys of `options`
    digits                     decimals asked for; an answer may be off by one unit of the last. 0: a whole number, exactly
    options                    for a question with given answers: key -> what is shown
    """

    question: Text
    answer: float | Fraction | str
    hint: Text
    solution: Text
    digits: int = 0
    options: Mapping[str, Text] | None = None

    def mark(self, typed: str) -> Verdict:
        """Right or wrong; unreadable where a number was asked for and none was given."""
        if self.options is not None:
            return Verdict.RIGHT if typed == self.answer else Verdict.WRONG
        number = read_number(typed)
        if number is None:
            return Verdict.UNREADABLE
        allowed = Fraction(1, 10**self.digits) if self.digits else Fraction(1, 10**9)
        return Verdict.RIGHT if abs(number - Fraction(self.answer)) <= allowed * Fraction(1_000_001, 1_000_000) else Verdict.WRONG


def read_number(typed: str) -> Fraction | None:
    """A number as people type it: decimal point or comma, a fraction 1/3, an exponent, any minus sign, full-width digits. None for anything else."""
    text = unicodedata.normalize("NFKC", typed).replace("−", "-").replace("–", "-").replace(" ", "").replace("。", ".").replace(",", ".")
    top, slash, bottom = text.partition("/")
    try:
        if "/" in bottom or not (_short(top) and (_short(bottom) or not slash)):
            return None
        return Fraction(top) / Fraction(bottom) if slash else Fraction(top)
    except (ValueError, ZeroDivisionError):
        return None


def _short(text: str) -> bool:
    """No longer than a number needs, so that 1e999999999 is not worked out."""
    exponent = text.lower().partition("e")[2].lstrip("+-")
    return 0 < len(text) <= 30 and len(exponent) <= 3
