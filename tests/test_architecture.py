"""The house holds: imports follow the flow, the map shows the tree, starting costs little."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tidewaiter.reports import FORMATS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "tidewaiter"
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
HEAVY = {"hyperscan", "requests", "rich", "sqlite3", "tree_sitter", "ast_serialize", "asyncio"}


def test_imports_keep_every_contract(capsys: pytest.CaptureFixture[str]) -> None:
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert broken == 0, capsys.readouterr().out


def test_the_map_has_one_section_for_each_room() -> None:
    sections = re.findall(r"^### `(\w+)/`", _architecture(), re.MULTILINE)
    assert sorted(sections) == ROOMS


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_of_the_map_states_its_invariant(room: str) -> None:
    section = _architecture().split(f"### `{room}/`")[1].split("\n#")[0]
    assert "*Invariant:*" in section


def test_files_named_by_the_map_exist() -> None:
    named = set(re.findall(r"`([\w./-]+\.(?:py|toml|md|txt))`", _architecture()))
    missing = [name for name in named if not any((at / name).exists() for at in (PACKAGE, ROOT))]
    assert named
    assert not missing


def test_report_formats_are_named_after_their_files() -> None:
    assert list(FORMATS) == sorted(FORMATS)
    for name in FORMATS:
        assert import_module(f"tidewaiter.reports.{name}").FORMAT.name == name


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=str)
def test_a_module_opens_with_a_sentence(path: Path) -> None:
    text = path.read_text("utf-8")
    opening = (ast.get_docstring(ast.parse(text)) or "").split("\n\n")[0]
    assert not text.strip() or opening.endswith((".", "!")), "say in one sentence what it is for"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=str)
def test_no_function_reads_the_variable_of_a_loop_behind_it(path: Path) -> None:
    """After ``for n in range(1, 1)`` mypyc has bound it, and Python has not."""
    for function in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(function, ast.FunctionDef):
            loops = [node for node in ast.walk(function) if isinstance(node, ast.For)]
            names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
            for loop in loops:
                bound = {n.id for n in ast.walk(loop.target) if isinstance(n, ast.Name)}
                behind = [n for n in names if n.lineno > (loop.end_lineno or 0)]
                anew = {n.id for n in behind if isinstance(n.ctx, ast.Store)}
                read = {n.id for n in behind if isinstance(n.ctx, ast.Load)}
                assert not (bound - anew) & read, f"{path.name}:{loop.lineno}"


def test_starting_the_command_loads_nothing_heavy() -> None:
    code = "import sys, tidewaiter.cli.command; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & {name.split(".")[0] for name in run.stdout.split()}


def _architecture() -> str:
    return (ROOT / "ARCHITECTURE.md").read_text("utf-8")
