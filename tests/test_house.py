"""The rules of the house: who imports whom, no hidden randomness, no traces of a workshop, prose in pairs."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shallownet.text import DEFAULT, LANGUAGES

ROOT = Path(__file__).parents[1]
PACKAGE, CONTENT = ROOT / "shallownet", ROOT / "shallownet" / "content"
MADE = {".git", ".venv", "venv", "__pycache__", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "test-results", "build", "node_modules"}
DRAWING = ("figures", "player", "ui")
MAY_IMPORT = {"science": (), "figures": (), "player": ("figures",), "ui": ("figures", "player"), "pages": ("figures", "player", "ui"), "app": ("ui",)}
LIBRARIES = {  # besides the standard library; Starlette is what Streamlit runs on
    "science": {"numpy"},
    "figures": {"numpy", "plotly"},
    "player": {"numpy", "streamlit"},
    "ui": {"numpy", "streamlit", "starlette"},
    "pages": {"streamlit"},
    "app": {"streamlit", "starlette"},
}


def files(*endings: str) -> list[Path]:
    """The files of the project, without what tools leave behind."""
    return sorted(
        path for path in ROOT.rglob("*") if path.is_file() and not MADE & {*path.relative_to(ROOT).parts} and (not endings or path.name.endswith(endings))
    )


def part_of(module: str) -> str:
    """science, figures, player or ui: to which part of the package a module belongs."""
    name = [*module.split("."), ""][1]
    return name if name in DRAWING else "science"


def home(path: Path) -> str:
    relative = path.relative_to(ROOT)
    return part_of(".".join(relative.with_suffix("").parts)) if relative.parts[0] == "shallownet" else relative.with_suffix("").parts[0]


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it, by its full name; for `from a import b` both a and a.b."""
    package = [*path.relative_to(ROOT).parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


SOURCES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted(PACKAGE.rglob("*.py"))]


@pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(ROOT)) for path in SOURCES])
def test_imports_point_one_way(path):
    """pages -> ui -> player -> figures -> science; and each part has its own libraries."""
    here = home(path)
    for module in imported(path):
        top = module.split(".")[0]
        if top == "shallownet":
            assert part_of(module) in (here, "science", *MAY_IMPORT[here]), f"{here} imports {module}"
        else:
            assert top in LIBRARIES[here] | sys.stdlib_module_names, f"{here} imports {module}"


def test_the_test_of_imports_sees_them():
    found = {path.name: set(imported(path)) for path in SOURCES}
    assert {"numpy", "shallownet.text", "shallownet.text.Text"} <= found["activations.py"]
    assert {"shallownet.figures.style.PALETTES", "shallownet.activations"} <= found["payload.py"]
    assert {home(path) for path in SOURCES} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", files(".py"), ids=lambda path: str(path.relative_to(ROOT)))
def test_randomness_is_passed_in(path):
    """Nothing draws from a generator that everything shares: of numpy.random only what makes or names a generator."""
    allowed = {"default_rng", "Generator", "SeedSequence"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "random":
            assert ast.unparse(node.value.value) not in ("np", "numpy") or node.attr in allowed, f"line {node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.ImportFrom) and node.module == "numpy.random":
            assert {alias.name for alias in node.names} <= allowed, f"line {node.lineno}"
    assert "random" not in set(imported(path)) or path.parts[-2] != "shallownet"


def test_no_file_speaks_of_where_it_was_written():
    """Folders of one machine have no place here, in text or in binary files."""
    traces = re.compile("|".join(f"/{folder}/" for folder in ("work", "tmp", "root")).encode())
    assert [(str(path.relative_to(ROOT)), traces.search(path.read_bytes())) for path in files() if traces.search(path.read_bytes())] == []


def headings(path: Path) -> list[int]:
    """The levels of its headings, in order; a # inside a code block is none."""
    prose = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    return [len(marks) for marks in re.findall(r"^(#+) ", prose, flags=re.M)]


def test_prose_comes_in_every_language_with_the_same_headings():
    lessons = {path.name.split(".")[0] for path in CONTENT.glob("*.md")}
    for lesson in lessons:
        levels = {language: headings(CONTENT / f"{lesson}.{language}.md") for language in LANGUAGES}
        assert all(found == levels[DEFAULT] for found in levels.values()), f"{lesson}: {levels}"
    assert len([*CONTENT.glob("*.md")]) == len(lessons) * len(LANGUAGES)
