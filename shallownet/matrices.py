"""Matrices as people type them: rows by lines or semicolons, cells by tabs, spaces or commas, decimals with point or comma, fractions."""

import re
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from .exercises import read_number
from .text import Text

LARGEST = 10**6
NO_NUMBER = Text("row {row}: “{cell}” is no number", "第 {row} 行：“{cell}”不是数字")
TOO_LARGE = Text("row {row}: {cell} is too large; numbers up to a million, please", "第 {row} 行：{cell} 太大，请输入一百万以内的数")
WRONG_ROWS = Text("{found} rows, but {wanted} are needed", "有 {found} 行，但需要 {wanted} 行")
WRONG_COLUMNS = Text("row {row} has {found} numbers, but {wanted} are needed", "第 {row} 行有 {found} 个数，但需要 {wanted} 个")

Cells = tuple[tuple[Fraction, ...], ...]


class MatrixError(ValueError):
    """What is wrong with a typed matrix; `text` says it in every language."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def read_matrix(typed: str, shape: tuple[int, int]) -> Cells:
    """The numbers of a typed matrix of this shape. MatrixError, naming the row, for anything else."""
    lines = [line.strip() for line in re.split(r"[\n;；]", typed) if line.strip(" \t\r|[]")]
    cells = [_cells(line, shape[1]) for line in lines]
    found = [tuple(_number(cell, row) for cell in line) for row, line in enumerate(cells, 1)]
    for row, line in enumerate(found, 1):
        if len(line) != shape[1]:
            raise MatrixError(WRONG_COLUMNS.format(row=row, found=len(line), wanted=shape[1]))
    if len(found) != shape[0]:
        raise MatrixError(WRONG_ROWS.format(found=len(found), wanted=shape[0]))
    return tuple(found)


def _cells(line: str, wanted: int) -> list[str]:
    """A row's cells. A comma is a decimal mark, unless it is all that could part the cells or stands before a space."""
    parts = re.sub(r"[\[\]|]", " ", line.replace(", ", " ").replace("，", ",")).split()
    if len(parts) == 1 and wanted > 1 and "," in parts[0]:
        parts = parts[0].split(",")
    return [part.strip(",") for part in parts]


def _number(cell: str, row: int) -> Fraction:
    number = read_number(cell)
    if number is None:
        raise MatrixError(NO_NUMBER.format(row=row, cell=cell[:20]))
    if abs(number) > LARGEST:
        raise MatrixError(TOO_LARGE.format(row=row, cell=cell[:20]))
    return number


def written(number: Fraction) -> str:
    """As a decimal where it ends, otherwise as a fraction: 0.5, 1/3."""
    rest = number.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return f"{float(number):.12g}" if rest == 1 else f"{number.numerator}/{number.denominator}"


def as_lines(cells: Cells) -> str:
    """For a text box: a line a row, cells parted by two spaces."""
    return "\n".join("  ".join(map(written, row)) for row in cells)


def as_word(cells: Cells) -> str:
    """For a link: 0.5,1/3;2,-1."""
    return ";".join(",".join(map(written, row)) for row in cells)


def as_array(cells: Sequence[Sequence[Fraction]]) -> np.ndarray:
    """As floats, (rows, columns)."""
    return np.array([[float(cell) for cell in row] for row in cells])
