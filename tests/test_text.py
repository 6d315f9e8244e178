"""A phrase has every language, or it is an error at once."""

from dataclasses import fields

import pytest

from shallownet.text import DEFAULT, LANGUAGES, Text, same


def test_a_language_cannot_be_left_out():
    assert {field.name for field in fields(Text)} == set(LANGUAGES)
    assert DEFAULT in LANGUAGES
    with pytest.raises(TypeError):
        Text("neuron")


def test_lookup():
    assert [Text("neuron", "神经元")[language] for language in LANGUAGES] == ["neuron", "神经元"]
    for missing in ("de", "format", "__class__", ""):
        with pytest.raises(KeyError):
            same("ReLU")[missing]


def test_format_fills_each_language_with_its_own():
    phrase = Text("{count} of {what}", "{what}：{count}").format(count=3, what=Text("units", "单元"))
    assert phrase == Text("3 of units", "单元：3")
    assert same("{a}").format(a="{b}") == same("{b}")  # a value is never a template
