"""One phrase in every language of the app."""

from dataclasses import dataclass

LANGUAGES = {"en": "English", "zh": "中文"}  # key -> the language's own name; the key is the URL word and a field of Text
DEFAULT = "en"


@dataclass(frozen=True)
class Text:
    """A phrase in English and in Chinese. Both are required: leaving one out is a TypeError at import.

    >>> Text("neuron", "神经元").zh
    '神经元'
    """

    en: str
    zh: str

    def __getitem__(self, language: str) -> str:
        """The phrase in `language`, a key of LANGUAGES. KeyError for a language that is not there."""
        if language not in LANGUAGES:
            raise KeyError(language)
        return getattr(self, language)

    def format(self, **values) -> "Text":
        """The same phrase with its {fields} filled in; a value may itself be a Text."""
        return Text(*(getattr(self, key).format(**{k: v[key] if isinstance(v, Text) else v for k, v in values.items()}) for key in LANGUAGES))


def same(phrase: str) -> Text:
    """A phrase that is written alike in every language: a formula, a proper name."""
    return Text(phrase, phrase)
