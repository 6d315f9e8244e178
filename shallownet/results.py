"""What a run had achieved by an epoch, as one row of a table; and the table as CSV."""

import csv
import io
from collections.abc import Sequence

from .history import History
from .measures import distinct_units
from .network import parameter_count
from .text import Text

PARAMETERS, EPOCH, DISTINCT = Text("parameters", "参数数"), Text("epoch", "轮次"), Text("different hidden units", "互不相同的隐藏单元")
LOSS, TEST_LOSS = Text("loss, training", "训练损失"), Text("loss, test", "测试损失")
ACCURACY, TEST_ACCURACY = Text("accuracy, training", "训练准确率"), Text("accuracy, test", "测试准确率")


def row(history: History, epoch: int, language: str, run: int = 0) -> dict[str, float | int | str | None]:
    """Column title -> value at a recorded epoch; None where there are no test examples or the run has diverged."""
    layers = history.layers_at(epoch)
    values: dict[Text, float | int | str | None] = {
        EPOCH: epoch,
        PARAMETERS: parameter_count(history.sizes),
        LOSS: _finite(history.losses[epoch, run]),
        TEST_LOSS: None if history.test_losses is None else _finite(history.test_losses[epoch, run]),
        ACCURACY: float(history.accuracy[epoch, run]),
        TEST_ACCURACY: None if history.test_right is None or history.y_test is None else float(history.test_right[epoch, run] / history.y_test.shape[-1]),
        DISTINCT: " + ".join(map(str, distinct_units(layers, run))),
    }
    return {title[language]: value for title, value in values.items()}


def _finite(value: float) -> float | None:
    return float(value) if value == value else None


def as_csv(rows: Sequence[dict]) -> str:
    """Rows of the same columns as CSV text, with a header line."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
