"""The own-derivation checker: a formula for one gradient is parsed (never executed), its shapes are checked, and it is tried on random networks."""

from .check import CounterExample, check, symbols, targets
from .parse import parse
from .tokens import LONGEST, FormulaError
from .written import latex

__all__ = ["LONGEST", "CounterExample", "FormulaError", "check", "latex", "parse", "symbols", "targets"]
