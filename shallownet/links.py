"""An experiment as the words of a link, and back. Values that are the default are left out, so a link says what was chosen."""

from collections.abc import Mapping

from .experiment import Experiment, settings
from .text import Text

UNKNOWN = Text("the link's word “{word}” is not known here", "链接中的“{word}”无法识别")
INVALID = Text("“{value}” is not possible for {label}; using {default}", "“{value}”不能用于{label}，改用 {default}")


def words(experiment: Experiment, base: Experiment | None = None) -> dict[str, str]:
    """Link word -> value, for every field that differs from `base` (the default experiment if None)."""
    base = base or Experiment()
    changed = {name: getattr(experiment, name) for name in settings() if getattr(experiment, name) != getattr(base, name)}
    return {settings()[name].word: _written(value) for name, value in changed.items()}


def read(query: Mapping[str, str], base: Experiment | None = None) -> tuple[Experiment, list[Text]]:
    """The experiment a link asks for, and what could not be understood of it. Never raises: a bad value leaves the default.

    Words that no setting has are the caller's business (epoch, language, …) and are passed over.
    """
    base, chosen, complaints = base or Experiment(), {}, []
    for name, setting in settings().items():
        if (value := query.get(setting.word)) is None:
            continue
        try:
            chosen[name] = setting.domain.parse(value)
        except (ValueError, OverflowError):
            complaints.append(INVALID.format(value=value[:40], label=setting.label, default=_written(getattr(base, name))))
    return base.but(**chosen), complaints


def unknown(query: Mapping[str, str], known: set[str]) -> list[Text]:
    """A complaint for every word that neither a setting nor the caller (`known`) uses."""
    known = known | {setting.word for setting in settings().values()}
    return [UNKNOWN.format(word=word[:40]) for word in query if word not in known]


def _written(value: object) -> str:
    return str(value).removesuffix(".0")  # the shortest digits that are read back as the same number
