"""The readers that are fuzzed: what each is given, and what it must survive.

An input is a byte that chooses the variant (the dialect, the file's name) and then its bytes.
"""

import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.fuzz.grammars import archives, javascript, layers, manifests, python, shell
from benchmarks.fuzz.sound import Unsound, check
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.model.outcome import TargetFailed
from tidewaiter.reading import constants, external_calls, languages
from tidewaiter.reading import manifests as manifest_readers
from tidewaiter.reading.javascript import imports as script_imports
from tidewaiter.reading.javascript import labels
from tidewaiter.reading.javascript import outline as script_outline
from tidewaiter.reading.kinds import kind_of
from tidewaiter.reading.layers import decoder_for
from tidewaiter.reading.layers.interface import LARGEST
from tidewaiter.reading.python import Overlapping
from tidewaiter.reading.python import imports as module_imports
from tidewaiter.reading.python import outline as module_outline
from tidewaiter.reading.shell import outline as shell_outline
from tidewaiter.reading.shell import windows
from tidewaiter.sources.archives import open_artifact

BUDGET = load_budget()
SMALL = BUDGET.scaled(0.02)
"""A fiftieth of every size, so that a bomb goes off at once."""

_WATCHED = frozenset({"argv", "cookie", "env", "environ", "platform"})


@dataclass(frozen=True)
class Reader:
    """One reader.

    Attributes:
        modules: Packages and modules below ``tidewaiter`` whose lines are its own.
        variants: What a first byte chooses from.
        read: Has the reader read the bytes as a variant, and checks what it promises.
        make: New bytes for a variant, of at most so many.
        words: What a damaged input may get in the middle.
    """

    name: str
    modules: tuple[str, ...]
    variants: tuple[str, ...]
    read: Callable[[str, bytes], None]
    make: Callable[[str, Random, int], bytes]
    words: Sequence[bytes]

    def run(self, data: bytes) -> None:
        """Read one input; what it raises is a finding."""
        if data:
            self.read(self.variants[data[0] % len(self.variants)], data[1:])

    def input(self, variant: str, data: bytes) -> bytes:
        """The input that has these bytes read as a variant."""
        return bytes((self.variants.index(variant),)) + data

    def made(self, chance: Random, most: int) -> bytes:
        """A new input of any variant."""
        variant = chance.choice(self.variants)
        return self.input(variant, self.make(variant, chance, most))


# archives


def _read_archive(variant: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / variant
        if variant == archives.FOLDER:
            _unfold(data, path)
        else:
            path.write_bytes(data)
        try:
            opened = open_artifact(path, SMALL)
        except TargetFailed:
            return
        for member in opened:
            parts = member.path.split("/")
            if not member.path or ".." in parts or member.path.startswith("/"):
                raise Unsound(f"a member called {member.path[:80]!r}")
            if len(member.data) > SMALL.member.read:
                raise Unsound(f"a member of {len(member.data):,} bytes")
            kind_of(member.path, member.data, member.executable)
        if opened.members > SMALL.artifact.members:
            raise Unsound(f"{opened.members:,} members")


def _unfold(data: bytes, top: Path) -> None:
    """A folder as its listing says, nothing of it outside of ``top`` but targets of links."""
    top.mkdir()
    for row in data.decode("utf-8", "surrogateescape").split("\0")[:40]:
        name, kind, content = (*row.split("\t", 2), "", "")[:3]
        parts = [part for part in name.split("/") if part.strip(".")][:8]
        path = top.joinpath(*(part[:200] for part in parts))
        try:
            if path == top or os.path.lexists(path) or any(p.is_symlink() for p in path.parents):
                continue  # a pipe that is written to would wait for its reader
            path.parent.mkdir(parents=True, exist_ok=True)
            _place(path, kind, content)
        except (OSError, ValueError):  # this file system has no such names
            continue


def _place(path: Path, kind: str, content: str) -> None:
    if kind == "link":
        path.symlink_to(content)
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.write_bytes(content.encode("utf-8", "surrogateescape"))
        path.chmod(0o755 if kind == "program" else 0o644)


# texts


def _read_python(variant: str, data: bytes) -> None:
    text, _ = languages.decode(data, "python")
    if variant == "imports":
        try:
            module_imports(text)
        except Overlapping:
            return
    else:
        check(module_outline(text, _WATCHED, tolerant=variant == "tolerant"))


def _read_script(variant: str, data: bytes) -> None:
    text, _ = languages.decode(data, variant)
    if variant != "json":
        script_imports(text)
        labels(text)
    check(script_outline(text, _WATCHED, dialect=variant))  # type: ignore[arg-type]


def _read_shell(variant: str, data: bytes) -> None:
    text, _ = languages.decode(data, "shell")
    if variant == "words":
        words = text.split()
        windows.powershell_code(words)
        windows.powershell_script(words)
        windows.batch_code(words)
        for word in words:
            windows.program(word)
    else:
        check(shell_outline(text, _WATCHED, dialect=variant))


_SHELLS = {
    "batch": shell.BATCH,
    "powershell": shell.POWERSHELL,
    "makefile": shell.MAKEFILE,
}


def _make_shell(variant: str, chance: Random, most: int) -> bytes:
    return shell.make(_SHELLS.get(variant, shell.SHELL), chance, most)


def _read_manifest(variant: str, data: bytes) -> None:
    manifest_readers.read_manifest(variant, data, f"a/{variant}", BUDGET)


# layers

_DECODED_BY = (
    *("base64.b64decode", "base64.b32decode", "base64.b85decode", "base64.a85decode"),
    *("base64.b16decode", "codecs.decode", "urllib.parse.unquote", "globalThis.atob"),
    *("zlib.decompress", "gzip.decompress", "zlib.inflateRawSync", "zlib.unzipSync"),
    *("bz2.decompress", "lzma.decompress"),
)
_OPTIONS = ("", "hex", "base64", "rot13", "utf-8", "latin1", "x")
_OPERATORS = ("+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "==", "not", "!", "~")
_METHODS = (
    *("format", "join", "replace", "replaceAll", "split", "strip", "trim", "lower", "upper"),
    *("encode", "decode", "concat", "slice", "substring", "substr", "repeat", "padStart", "padEnd"),
    *("toString", "reverse", "toReversed", "to_bytes", "hex", "removeprefix", "removesuffix"),
    *("lstrip", "rstrip", "at", "charAt", "charCodeAt", "toLowerCase", "translate", "zfill"),
    *("ljust", "rjust", "center", "title", "capitalize", "swapcase", "expandtabs", "casefold"),
)
_CALLS = (
    *("os.path.join", "path.resolve", "urllib.parse.urljoin", "urllib.parse.quote", "builtins.str"),
    *("globalThis.URL", "builtins.bytes", "globalThis.Buffer.from", "builtins.chr", "builtins.int"),
    *("builtins.reversed", "builtins.tuple", "globalThis.String", "globalThis.parseInt"),
    *("globalThis.String.fromCharCode", "globalThis.encodeURIComponent", "os.path.expanduser"),
)


def _read_layer(variant: str, data: bytes) -> None:
    if variant == layers.FOLDING:
        _fold(data)
        return
    decoder = decoder_for(variant)
    assert decoder is not None
    for given in (data, data.decode("latin-1")):
        for option in _OPTIONS if variant == "codecs.decode" else ("",):
            decoded = decoder.decode(given, option=option)
            if decoded is not None and len(decoded) > LARGEST:
                raise Unsound(f"{variant} gave {len(decoded):,} bytes")


def _fold(data: bytes) -> None:
    """Fold what the input writes down as JSON; an input that is none of it says nothing."""
    try:
        steps = json.loads(data)
    except (ValueError, RecursionError):
        return
    last: constants.Folded = constants.UNFOLDED
    for step in steps if isinstance(steps, list) else ():
        if not isinstance(step, list) or len(step) != 3 or not isinstance(step[2], list):
            return
        number = step[1] if isinstance(step[1], int) else 0
        given = [_value(value, last) for value in step[2]]
        last = _folded(step[0], number, given)
        if isinstance(last, str | bytes | tuple) and len(last) > constants.LIMIT:
            raise Unsound(f"{step[0]} {number} gave {len(last):,} elements")


def _value(value: Any, last: constants.Folded) -> constants.Folded:
    if isinstance(value, dict):
        try:
            if "int" in value:
                return int(value["int"], 16)
            return bytes.fromhex(value["bytes"]) if "bytes" in value else last
        except (ValueError, TypeError):
            return last
    if isinstance(value, list):
        return constants.sequence([_value(part, last) for part in value])
    folded: constants.Folded = value
    return folded


def _folded(operation: Any, number: int, given: list[constants.Folded]) -> constants.Folded:
    first, second, third = [*given, *[constants.UNFOLDED] * 3][:3]
    if operation == "binary":
        return constants.binary(_OPERATORS[number % len(_OPERATORS)], first, second)
    if operation == "unary":
        return constants.unary(_OPERATORS[number % len(_OPERATORS)], first)
    if operation == "method":
        return constants.method(first, _METHODS[number % len(_METHODS)], given[1:], {"a": second})
    if operation == "call":
        return external_calls.call(_CALLS[number % len(_CALLS)], given, {})
    if operation == "slice" and isinstance(first, str | bytes | tuple):
        bounds = [v if isinstance(v, int) else None for v in (second, third, None)]
        return constants.sliced(first, bounds)
    if operation == "item" and isinstance(first, str | bytes | tuple):
        return constants.item(first, second)
    if operation == "percent" and isinstance(first, str):
        constants.percent_keys(first)
        constants.format_fields(first)
        return constants.percent(first, second, {"a": second})
    return constants.text(given)


def _encoded(words: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(word.encode("utf-8", "replace") for word in words)


READERS = {
    reader.name: reader
    for reader in (
        Reader(
            "archives",
            ("sources/archives", "reading/kinds.py", "reading/magic.py"),
            (
                *("acme-1.0-py3-none-any.whl", "acme-1.0.tar.gz", "acme.tgz", "a.zip", "a.tar"),
                *("a.tar.bz2", "a.tar.xz", "a.tar.zst", "acme.egg", archives.FOLDER),
            ),
            _read_archive,
            archives.make,
            archives.WORDS,
        ),
        Reader(
            "python",
            ("reading/python", "reading/builder.py", "reading/outside.py"),
            ("fast", "tolerant", "imports"),
            _read_python,
            lambda _, chance, most: python.make(chance, most),
            _encoded(python.PYTHON.words),
        ),
        Reader(
            "javascript",
            ("reading/javascript", "reading/damage.py"),
            ("javascript", "typescript", "tsx", "json"),
            _read_script,
            lambda variant, chance, most: (
                javascript.make_json(chance, most)
                if variant == "json"
                else javascript.make(chance, most)
            ),
            _encoded(javascript.JAVASCRIPT.words),
        ),
        Reader(
            "shell",
            ("reading/shell",),
            ("shell", "batch", "powershell", "words", "makefile"),
            _read_shell,
            _make_shell,
            _encoded([*shell.SHELL.words, *shell.BATCH.words, *shell.POWERSHELL.words]),
        ),
        Reader(
            "manifests",
            ("reading/manifests",),
            tuple(manifests.BY_DIALECT),
            _read_manifest,
            manifests.make,
            _encoded(sorted({w for g in manifests.BY_DIALECT.values() for w in g.words})),
        ),
        Reader(
            "layers",
            ("reading/layers", "reading/constants.py"),
            (*_DECODED_BY, layers.FOLDING, layers.FOLDING, layers.FOLDING, layers.FOLDING),
            _read_layer,
            layers.make,
            layers.WORDS,
        ),
    )
}
