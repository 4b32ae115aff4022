"""Records what an installed package does when it is imported, and its scripts with `--help`."""

import hashlib
import os
import random
import re
import sys
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from benchmarks.soundness import Recording
from benchmarks.soundness.installing import Package, Unfit, installed
from benchmarks.soundness.running import run

_HERE = Path(__file__).parent
_SECONDS = 240
_SECONDS_NODE = 30
_MOST = 60
"""Modules below the top-level ones, and entries of npm's, that are recorded of one package."""

_MOST_SCRIPTS = 10
_ASIDE = frozenset(
    {
        *("test", "tests", "testing", "_test", "_tests", "conftest", "setup", "__main__"),
        *("example", "examples", "docs", "doc", "benchmark", "benchmarks", "demo", "demos"),
    }
)
_TEST = re.compile(r"test_.*|.*_tests?")
_ASIDE_NPM = _ASIDE | {"__tests__", "spec", "bench", "bin", "scripts", "node_modules"}
_SCRIPT = re.compile(
    r"(?!.*\b(?:test|spec|min|config)\.)(?!(?:Grunt|gulp|rollup|webpack)).*\.[cm]?js"
)
_KEPT = ("PATH", "LANG", "LC_ALL", "TZ")
"""Of this machine's environment what the packages see."""


def record(package: Package) -> list[Recording]:
    """Install a package and run what it has, or read what was kept of the last time.

    Raises:
        Unfit: It cannot be installed, or has nothing to run.
    """
    kept = _kept(package.place, package.ecosystem)
    if not kept.is_file():
        with installed(package):
            found = [*(_python if package.ecosystem == "pypi" else _node)(package)]
        kept.write_bytes(msgspec.json.encode(found))
    recordings = msgspec.json.decode(kept.read_bytes(), type=list[Recording])
    if not recordings:
        raise Unfit(package.target)
    return recordings


def is_recorded(place: Path, ecosystem: str) -> bool:
    """Whether the package of a folder was recorded by this recorder."""
    return _kept(place, ecosystem).is_file()


def _kept(place: Path, ecosystem: str) -> Path:
    return place / f"recorded-{_recorder(ecosystem)}.json"


@cache
def _recorder(ecosystem: str) -> str:
    """What tells recordings apart: all that decides about them."""
    name = "record_python.py" if ecosystem == "pypi" else "record_node.cjs"
    files = (Path(__file__), _HERE / name)
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _environ(package: Package) -> Mapping[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    home = package.folder / "home"
    home.mkdir(exist_ok=True)
    return {**kept, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}


def _python(package: Package) -> Iterator[Recording]:
    own = package.files()
    listed = package.folder / "own.txt"
    listed.write_text("\n".join(own), "utf-8")
    recorder = (sys.executable, "-I", "-S", str(_HERE / "record_python.py"))
    command = (*recorder, str(package.folder.resolve()), str(listed), str(_MOST))
    lines = "\n".join([*_scripts(package, own), *_modules(own)])
    done = run(command, package.folder, _SECONDS, _environ(package), lines)
    for line in done.output.splitlines():
        if line.startswith("{") and line.endswith("}"):
            yield msgspec.json.decode(line, type=Recording)


def _modules(own: list[str]) -> list[str]:
    """The modules that are imported, the top-level ones first, the rest in the order of a seed."""
    found: list[str] = []
    for path in own:
        parts = list(PurePosixPath(path).parts)
        if not path.endswith(".py") or any(part.endswith(".data") for part in parts):
            continue
        parts[-1] = parts[-1].removesuffix(".py")
        if _ASIDE.intersection(parts) or not all(part.isidentifier() for part in parts):
            continue
        if any(_TEST.fullmatch(part) for part in parts):
            continue
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    top = sorted({name for name in found if name and "." not in name})
    below = sorted({name for name in found if "." in name})
    random.Random(0).shuffle(below)
    return [*top, *below]


def _scripts(package: Package, own: list[str]) -> list[str]:
    """The console scripts, each ``name = module:function``."""
    said = ConfigParser(delimiters=("=",), interpolation=None)
    said.optionxform = str  # type: ignore[assignment]
    for path in own:
        if path.endswith(".dist-info/entry_points.txt"):
            said.read(package.folder / path, "utf-8")
    if not said.has_section("console_scripts"):
        return []
    scripts = sorted(said.items("console_scripts"))
    return [f"{name} = {entry.partition('[')[0]}" for name, entry in scripts][:_MOST_SCRIPTS]


def _node(package: Package) -> Iterator[Recording]:
    (package.folder / "import.mjs").write_text("export default (name) => import(name);\n", "utf-8")
    manifest, name = package.manifest(), package.name
    first = [*_entered(package, "import", name)]
    yield from first
    # what the package's own entry loads ran already
    whole = {f"{name}/{member}" for one in first for member in one.members}
    below = [entry for entry in _entries(package, manifest) if entry not in whole]
    for entry in below[:_MOST]:
        yield from _entered(package, "import", entry)
    for file in _commands(manifest)[:_MOST_SCRIPTS]:
        yield from _entered(package, "script", file)


def _commands(manifest: Mapping[str, Any]) -> list[str]:
    """The files that are run as commands."""
    listed = manifest.get("bin") or {}
    files = [listed] if isinstance(listed, str) else sorted({*listed.values()})
    return [file.removeprefix("./") for file in files]


def _is_aside(file: str) -> bool:
    """Whether a script is none of the library: a test, an example, a tool of its maintainers."""
    parts = PurePosixPath(file).parts
    return not _ASIDE_NPM.isdisjoint([*parts[:-1], parts[-1].partition(".")[0]])


def _entries(package: Package, manifest: Mapping[str, Any]) -> list[str]:
    """What else can be asked for by name: what ``exports`` lists, without it every file.

    Commands are left out, as Python's ``__main__`` is.
    """
    exports = manifest.get("exports")
    if exports is None:
        commands = {*_commands(manifest)}
        found = [file for file in package.files() if _SCRIPT.fullmatch(file)]
        kept = [file for file in found if file not in commands and not _is_aside(file)]
        random.Random(0).shuffle(kept)
        return [f"{package.name}/{file}" for file in kept]
    below = sorted(exports) if isinstance(exports, dict) else []
    named = [package.name + e[1:] for e in below if e.startswith("./") and "*" not in e]
    return [name for name in named if not name.endswith((".json", ".d.ts", ".css"))]


def _entered(package: Package, kind: str, entry: str) -> Iterator[Recording]:
    folder = package.folder
    recorder = ("node", str(_HERE / "record_node.cjs"), str(folder.resolve()), package.name)
    done = run((*recorder, kind, entry), folder, _SECONDS_NODE, _environ(package))
    if done.code is None:
        yield Recording(entry, kind == "script", failed="no end")
        return
    lines = [line for line in done.output.splitlines() if line.startswith('{"run"')]
    if lines:
        yield msgspec.json.decode(lines[-1], type=Recording)
