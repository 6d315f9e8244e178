"""A link is the experiment, both ways, and no link whatever can break the page."""

from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shallownet.experiment import Choice, Experiment, Number, settings
from shallownet.links import read, unknown, words

KNOWN = {setting.word: name for name, setting in settings().items()}
BAD = ["", " ", "nan", "-inf", "1e999", "0x10", "tangent", "-", "1,5", "{}", "{value}", "<b>", "\x00", "9" * 5000, "二"]  # for every setting


def values(domain: Number | Choice) -> st.SearchStrategy:
    if isinstance(domain, Choice):
        return st.sampled_from(domain.options)
    return st.integers(domain.low, domain.high) if isinstance(domain.step, int) else st.floats(domain.low, domain.high)


EXPERIMENTS = st.builds(Experiment, **{name: values(setting.domain) for name, setting in settings().items()})


@given(EXPERIMENTS, st.one_of(st.none(), EXPERIMENTS))
def test_round_trip(experiment, base):
    """To the last bit, and whatever page's default the link leaves out."""
    link = words(experiment, base)
    assert all(isinstance(part, str) for pair in link.items() for part in pair)
    assert read(link, base) == (experiment, [])
    assert unknown(link, set()) == []


@given(EXPERIMENTS)
def test_a_link_says_what_was_chosen_and_no_more(experiment):
    chosen = {name for name in settings() if getattr(experiment, name) != getattr(Experiment(), name)}
    assert {KNOWN[word] for word in words(experiment)} == chosen
    assert words(experiment, experiment) == {}


def test_links_are_readable():
    experiment = Experiment(dataset="xor", units1=7, learning_rate=2.0, batch=20, noise=0.1, l2=0.0001)
    assert words(experiment) == {"data": "xor", "h": "7", "rate": "2", "batch": "20", "noise": "0.1", "l2": "0.0001"}
    assert words(Experiment(noise=np.float64(0.3), points=np.int64(30))) == {"noise": "0.3", "points": "30"}


def test_sums_of_steps_survive():
    """0.1 + 0.1 + 0.1 is not 0.3, and its link must not say so: other noise, other data."""
    experiment = Experiment(noise=0.1 + 0.1 + 0.1)
    assert experiment != Experiment(noise=0.3)
    assert read(words(experiment))[0] == experiment


@given(
    st.dictionaries(
        st.one_of(st.sampled_from([*KNOWN]), st.text()),
        st.one_of(st.text(), st.sampled_from(BAD), st.integers().map(str), st.floats().map(str)),
    )
)
def test_no_link_raises(query):
    """Every link gives an experiment: a field is as the link says, or it has its default and a complaint."""
    experiment, complaints = read(query)
    changed = [name for name in settings() if getattr(experiment, name) != getattr(Experiment(), name)]
    assert all(settings()[name].word in query for name in changed)
    told = [word for word in query if word in KNOWN and any(settings()[KNOWN[word]].label.en in text.en for text in complaints)]
    assert not {KNOWN[word] for word in told} & set(changed)
    assert len(complaints) == len(told) <= len(query)
    assert len(unknown(query, set())) == len(set(query) - set(KNOWN))
    assert all(len(text.en) < 200 for text in (*complaints, *unknown(query, set())))


@given(st.dictionaries(st.sampled_from([*KNOWN]), st.sampled_from(BAD)))
def test_every_bad_value_is_named(query):
    experiment, complaints = read(query)
    assert experiment == Experiment()
    assert len(complaints) == len(query)
    for word, value in query.items():
        label = settings()[KNOWN[word]].label
        for language in ("en", "zh"):
            assert any(label[language] in text[language] and value[:40] in text[language] for text in complaints)


@pytest.mark.parametrize("word", KNOWN)
def test_one_step_outside_is_bad(word):
    domain = settings()[KNOWN[word]].domain
    if isinstance(domain, Number):
        outside = [domain.low - domain.step, domain.high + domain.step, *([domain.low + 0.5] if isinstance(domain.step, int) else [])]
    else:
        outside = [-1, nan, "no such option"]
    for value in outside:
        experiment, complaints = read({word: str(value)})
        assert experiment == Experiment()
        assert len(complaints) == 1


def test_a_bad_value_leaves_the_page_its_own_default():
    base = Experiment(units1=9, activation1="relu")
    experiment, complaints = read({"h": "99", "rate": "0.5"}, base)
    assert experiment == base.but(learning_rate=0.5)
    assert complaints[0].en == "“99” is not possible for Hidden units; using 9"


def test_words_of_the_caller_are_passed_over():
    assert read({"e": "5", "colour": "blue"}) == (Experiment(), [])
    assert [text.en for text in unknown({"e": "5", "colour": "blue", "h": "3"}, {"e"})] == ["the link's word “colour” is not known here"]
