"""Long prose, in pairs: <lesson>.en.md and <lesson>.zh.md. A line `# key` opens a section; both files have the same keys in the same order."""

from functools import lru_cache
from pathlib import Path

from ..text import LANGUAGES, Text

HERE = Path(__file__).parent


@lru_cache
def sections(lesson: str) -> dict[str, Text]:
    """Section key -> Markdown of a lesson, in the order of the file. ValueError if the two languages differ in their keys."""
    found = {language: _split((HERE / f"{lesson}.{language}.md").read_text(encoding="utf-8")) for language in LANGUAGES}
    keys = {language: list(parts) for language, parts in found.items()}
    if any(others != keys["en"] for others in keys.values()):
        raise ValueError(f"the sections of {lesson} differ between languages: {keys}")
    return {key: Text(**{language: found[language][key] for language in LANGUAGES}) for key in keys["en"]}


def _split(document: str) -> dict[str, str]:
    parts = {}
    for chunk in ("\n" + document).split("\n# ")[1:]:
        key, _, body = chunk.partition("\n")
        parts[key.strip()] = body.strip()
    return parts
