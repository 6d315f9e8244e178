"""The table of results: what each run had achieved, and the same as CSV; and the Compare page that shows it."""

import csv
import io

import numpy as np
import pytest

from shallownet import results
from shallownet.experiment import Choice, Experiment, settings
from shallownet.history import History
from shallownet.losses import cross_entropy
from shallownet.network import forward
from shallownet.results import as_csv, row
from shallownet.text import LANGUAGES
from shallownet.training import train, train_together
from shallownet.ui.vary import FIXED, suggested, title_of, usual
from tests.networks import run_of
from tests.test_pages import opened

TITLES = [results.EPOCH, results.PARAMETERS, results.LOSS, results.TEST_LOSS, results.ACCURACY, results.TEST_ACCURACY, results.DISTINCT]


def scores(history: History, epoch: int, run: int = 0) -> tuple[float, float, float, float]:
    """Losses and accuracies on training and test examples, from a forward pass of their own."""
    layers = run_of(history.layers_at(epoch), run)
    found = []
    for x, y in ((history.x, history.y), (history.x_test, history.y_test)):
        z = forward(layers, x, history.hidden_activations).z[-1][0]
        found.append((float(cross_entropy(z[None], y)[0, 0]), float(np.mean((z > 0) == y))))
    (loss, accuracy), (test_loss, test_accuracy) = found
    return loss, test_loss, accuracy, test_accuracy


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("epoch", [0, 7, 30])
def test_row_is_the_run_at_that_epoch(epoch, language):
    history = train(Experiment(epochs=30, units1=5, units2=3))
    found = row(history, epoch, language)
    assert list(found) == [title[language] for title in TITLES]
    values = list(found.values())
    assert values[:2] == [epoch, 5 * 3 + 3 * 6 + 4]
    assert values[2:6] == pytest.approx(scores(history, epoch), rel=1e-5)
    assert values[6] == "5 + 3"


def test_row_of_one_run_among_several():
    history = train_together([Experiment(epochs=10, initializer=key) for key in ("zeros", "xavier")])
    zeros, xavier = (row(history, 10, "en", run) for run in (0, 1))
    assert [one["different hidden units"] for one in (zeros, xavier)] == ["1", "4"]
    assert [*xavier.values()][2:6] == pytest.approx(scores(history, 10, 1), rel=1e-5)
    assert zeros["loss, training"] != xavier["loss, training"]


def test_without_test_examples_there_are_no_test_scores():
    found = row(train(Experiment(epochs=5, test_share=0.0)), 5, "en")
    assert found["loss, test"] is None and found["accuracy, test"] is None
    assert found["loss, training"] > 0


def test_after_a_divergence_there_is_no_loss():
    experiment = Experiment(initializer="large", activation1="leaky", activation2="leaky", units1=16, units2=16, learning_rate=10.0, epochs=60)
    history = train(experiment)
    at = int(history.diverged_at[0])
    assert at > 0
    before, after = row(history, at - 1, "en"), row(history, at, "en")
    assert before["loss, training"] is not None
    assert after["loss, training"] is None and after["loss, test"] is None
    assert after["accuracy, training"] == before["accuracy, training"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_reads_back(language):
    rows = [{"run": name, **row(train(Experiment(epochs=8, units1=units, test_share=share)), 8, language)}
            for name, units, share in (("one, with a comma", 1, 0.3), ('“three”, "quoted"', 3, 0.0))]  # fmt: skip
    back = list(csv.DictReader(io.StringIO(as_csv(rows))))
    assert [list(one) for one in back] == [list(one) for one in rows]
    for one, read in zip(rows, back, strict=True):
        for title, value in one.items():
            assert (read[title] == "") if value is None else type(value)(read[title]) == value, title


def test_csv_by_hand():
    assert as_csv([{"run": "a", "loss": 0.25, "test": None}, {"run": "b, c", "loss": 1e-07, "test": 3}]) == 'run,loss,test\na,0.25,\n"b, c",1e-07,3\n'


# the page

VARIED = [name for name in settings() if name not in FIXED]


@pytest.mark.parametrize("field", VARIED)
def test_every_setting_has_values_to_compare(field):
    setting = settings()[field]
    ends = setting.domain.options if isinstance(setting.domain, Choice) else (setting.domain.low, setting.domain.high)
    for now in (getattr(Experiment(), field), *ends):
        options = suggested(setting, now)
        assert all(value in setting.domain for value in options)
        chosen = usual(setting, options)
        assert len(set(chosen)) == 3 and set(chosen) <= set(options), (now, chosen)
        for language in LANGUAGES:
            titles = [title_of(setting, value, language) for value in options]
            assert len(set(titles)) == len(options), "told apart by name"


def test_constants_of_either_sign_are_compared():
    assert {-3.0, -0.4, 0.0, 3.0} <= set(suggested(settings()["constant"], 0.5))


@pytest.mark.parametrize(
    ("words", "values"),
    [({"vary": "h2", "values": "0,5,12"}, [0, 5, 12]), ({"vary": "noise", "values": "0.07,0.2"}, [0.07, 0.2]), ({"vary": "seed", "seed": "9999"}, None)],
    ids=str,
)
def test_compare_opens_what_the_link_says(words, values):
    app = opened("compare", epochs="20", points="40", **words)
    assert not app.exception
    chosen = app.multiselect[0].value
    assert chosen == values if values else len(set(chosen)) == 3
    table = app.dataframe[0].value
    assert [float(title) for title in table["run"]] == pytest.approx(chosen)
    field = next(name for name, setting in settings().items() if setting.word == words["vary"])
    losses = [train(app.session_state["experiment"].but(**{field: value})).losses[-1, 0] for value in chosen]
    assert table["loss, training"].tolist() == pytest.approx(losses, rel=1e-6)


@pytest.mark.parametrize("words", [{"vary": "colour"}, {"vary": "h", "values": "2,ninety,4"}, {"vary": "epochs"}], ids=str)
def test_bad_words_of_a_comparison_are_named(words):
    app = opened("compare", epochs="20", points="40", **words)
    assert not app.exception
    wrong = "ninety" if "values" in words else words["vary"]
    assert wrong in " ".join(caption.value for caption in app.caption)
