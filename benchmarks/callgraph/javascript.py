"""Marks in JavaScript: planted at the start of each function, recorded by stack traces of Node."""

import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import tree_sitter_javascript
from tree_sitter import Language as Grammar
from tree_sitter import Node, Parser

from benchmarks.callgraph import DECOY, PREFIX, Language, Place, Planted, Truth, is_decoy

_RECORDER = Path(__file__).with_name("record_node.cjs")
_SECONDS = 20
_FUNCTIONS = frozenset(
    {
        *("function_declaration", "function_expression", "generator_function", "arrow_function"),
        *("generator_function_declaration", "method_definition"),
    }
)
_PARSER = Parser(Grammar(tree_sitter_javascript.language()))


class _Frame(msgspec.Struct, array_like=True):
    """A place in a stack trace: the file, the line from 1 and the column from 1."""

    file: str
    line: int
    column: int


class _Recorded(msgspec.Struct):
    """What the recorder prints: for each mark that was read the frames, innermost first."""

    reads: list[tuple[int, list[_Frame]]]
    failed: str


def plant(name: str, sources: Mapping[str, str], entry: str) -> Planted:
    """The snippet as an npm package with a mark in each function and module, and decoys."""
    planted = Planted(name, Language.JAVASCRIPT)
    names: set[str] = set()
    for member, text in sorted(sources.items()):
        data = text.encode()
        if member.endswith((".js", ".mjs", ".cjs")):
            names |= {_name(node) for node in _functions(data)}
            data = _plant(planted, member, data)
        planted.members[member] = data
    decoys = _decoys(sorted(n for n in names if n.isidentifier() and n != "constructor"))
    member = f"{DECOY}.js"
    planted.members[member] = _plant(planted, member, decoys.encode())
    manifest = {"name": "snippet", "version": "1.0.0", "main": entry}
    planted.members.setdefault("package.json", json.dumps(manifest).encode())
    return planted


def _decoys(names: list[str]) -> str:
    functions = [f"exports.{name} = function {name}() {{ return 1; }};" for name in names]
    methods = [f"  {name}() {{ return 1; }}" for name in names]
    return "\n".join([*functions, "exports.Decoy = class Decoy {", *methods, "};"])


def _plant(planted: Planted, member: str, data: bytes) -> bytes:
    first = len(planted.places)
    edits: list[tuple[int, bytes]] = []
    for mark, node in enumerate(_functions(data), first + 1):
        edits += _edits(node, mark)
    edits.append((_head(data), f"process.env.{PREFIX}{first};".encode()))
    for place, put in sorted(edits, key=lambda edit: edit[0], reverse=True):
        data = data[:place] + put + data[place:]
    end = (data.count(b"\n") + 2, 0)
    planted.places.append(Place(member, "", (1, 0), end))
    for node in _functions(data):
        (line, column), (last, behind) = node.start_point, node.end_point
        planted.places.append(Place(member, _name(node), (line + 1, column), (last + 1, behind)))
    return data


def _edits(node: Node, mark: int) -> list[tuple[int, bytes]]:
    body = node.child_by_field_name("body")
    assert body is not None
    read = f"process.env.{PREFIX}{mark}".encode()
    if body.type == "statement_block":
        return [(body.start_byte + 1, read + b";")]
    return [(body.start_byte, b"(" + read + b", "), (body.end_byte, b")")]


def _head(data: bytes) -> int:
    """Where the first statement begins, behind directives and imports."""
    for node in _PARSER.parse(data).root_node.named_children:
        directive = node.type == "expression_statement" and node.text and node.text[:1] in b"'\""
        if node.type not in ("hash_bang_line", "comment", "import_statement") and not directive:
            return node.start_byte
    return len(data)


def _functions(data: bytes) -> Iterator[Node]:
    """In the order of the text."""
    pending = [_PARSER.parse(data).root_node]
    while pending:
        node = pending.pop()
        if node.type in _FUNCTIONS and node.child_by_field_name("body") is not None:
            yield node
        pending += reversed(node.named_children)


def _name(node: Node) -> str:
    named = node.child_by_field_name("name")
    parent = node.parent
    if named is None and parent is not None and parent.type == "variable_declarator":
        named = parent.child_by_field_name("name")
    return named.text.decode() if named is not None and named.text else ""


def record(planted: Planted, entry: str) -> Truth:
    """Require the entry in a process of its own and tell what happened."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        for member, data in planted.members.items():
            path = folder / member
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        command = ("node", str(_RECORDER), str(folder), entry, PREFIX)
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=_SECONDS, cwd=folder
            )
        except subprocess.TimeoutExpired:
            return Truth(failed="no end")
        lines = done.stdout.splitlines()
        if not lines:
            return Truth(failed=done.stderr[-200:])
        recorded = msgspec.json.decode(lines[-1], type=_Recorded)
        return _truth(planted, recorded, str(folder))


def _truth(planted: Planted, recorded: _Recorded, folder: str) -> Truth:
    truth = Truth(failed=recorded.failed)
    for mark, frames in recorded.reads:
        truth.reached.add(mark)
        for frame in frames:
            member = frame.file.removeprefix("file://").removeprefix(folder + "/")
            if is_decoy(member) or member not in planted.members:
                continue
            caller = planted.inside(member, frame.line, frame.column - 1)
            if caller is not None and caller != mark:
                truth.edges.add((caller, mark))
                break
    return truth
