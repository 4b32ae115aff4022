"""Marks in Python: planted at the start of each function, recorded by frames."""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from benchmarks.callgraph import DECOY, PREFIX, Language, Place, Planted, Truth

_RECORDER = Path(__file__).with_name("record_python.py")
_SECONDS = 20
_END = 1 << 30

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def plant(name: str, sources: Mapping[str, str]) -> Planted:
    """The snippet with a mark in each function and module, and with decoys of all their names.

    Raises:
        SyntaxError: Python cannot parse it.
    """
    planted = Planted(name, Language.PYTHON)
    names: set[str] = set()
    for member, text in sorted(sources.items()):
        tree = ast.parse(text)
        names.update(f.name for f in _functions(tree) if not isinstance(f, ast.Lambda))
        _plant(planted, member, tree)
    _plant(planted, f"{DECOY}.py", ast.parse(_decoys(sorted(names))))
    return planted


def _decoys(names: list[str]) -> str:
    functions = [f"def {name}(*a, **k): pass" for name in names]
    methods = [f"    def {name}(self, *a, **k): pass" for name in names]
    return "\n".join([*functions, "class Decoy:", "    pass", *methods])


def _plant(planted: Planted, member: str, tree: ast.Module) -> None:
    first = len(planted.places)
    for mark, function in enumerate(_functions(tree), first + 1):
        if isinstance(function, ast.Lambda):
            function.body = ast.BoolOp(ast.Or(), [_expression(mark), function.body])
        else:
            function.body.insert(0, ast.Expr(_expression(mark)))
    tree.body[_after_head(tree) : 0] = [ast.Import([ast.alias("os")]), ast.Expr(_expression(first))]
    text = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
    planted.members[member] = text.encode()
    planted.places.append(Place(member, "", (1, 0), (_END, 0)))
    for function, name in _qualified(ast.parse(text)):
        start, end = _span(function)
        planted.places.append(Place(member, name, start, end))


def _expression(mark: int) -> ast.expr:
    return ast.parse(f"os.getenv('{PREFIX}{mark}')", mode="eval").body


def _after_head(tree: ast.Module) -> int:
    """Where the first statement stands that is neither the docstring nor about the future."""
    for index, statement in enumerate(tree.body):
        is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if not is_text and not (
            isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        ):
            return index
    return len(tree.body)


def _functions(tree: ast.AST) -> list[_Function]:
    return [function for function, _ in _qualified(tree)]


def _qualified(node: ast.AST, around: str = "") -> Iterator[tuple[_Function, str]]:
    """Functions in the order of the text, with their qualified names (PEP 3155)."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            yield from _qualified(child, f"{around}{child.name}.")
        elif isinstance(child, _FUNCTIONS):
            name = "<lambda>" if isinstance(child, ast.Lambda) else child.name
            yield child, f"{around}{name}"
            yield from _qualified(child, f"{around}{name}.<locals>.")
        else:
            yield from _qualified(child, around)


def _span(function: _Function) -> tuple[tuple[int, int], tuple[int, int]]:
    assert function.end_lineno is not None and function.end_col_offset is not None
    return (function.lineno, function.col_offset), (function.end_lineno, function.end_col_offset)


def record(planted: Planted) -> Truth:
    """Import each module of the snippet in a process of its own and tell what happened."""
    truth = Truth()
    with tempfile.TemporaryDirectory() as folder:
        for member, data in planted.members.items():
            path = Path(folder, member)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for member in planted.members:
            if not member.startswith(DECOY):
                _import(folder, member, truth)
    return truth


def _import(folder: str, member: str, truth: Truth) -> None:
    module = member.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    command = (sys.executable, "-I", str(_RECORDER), folder, module, PREFIX)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        truth.failed = f"{member}: no end"
        return
    found = msgspec.json.decode(done.stdout.splitlines()[-1], type=Truth)
    truth.reached |= found.reached
    truth.edges |= found.edges
    truth.failed = truth.failed or found.failed
