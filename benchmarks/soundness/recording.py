"""Records what an installed package does when it is imported, and its scripts with `--help`."""

import hashlib
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from functools import cache
from pathlib import Path, PurePosixPath

import msgspec

from benchmarks.bench import say
from benchmarks.soundness import Recording
from benchmarks.soundness.installing import Installed, Unfit

_HERE = Path(__file__).parent
_SECONDS = 600
_MOST_MODULES = 40
_MOST_SCRIPTS = 10
_ASIDE = frozenset(
    {
        *("test", "tests", "testing", "_test", "_tests", "conftest", "setup", "__main__"),
        *("example", "examples", "docs", "doc", "benchmark", "benchmarks", "demo", "demos"),
    }
)
_TEST = re.compile(r"test_.*|.*_tests?")
_KEPT = ("PATH", "LANG", "LC_ALL", "TZ")
"""Of this machine's environment what the packages see."""


def record(package: Installed) -> list[Recording]:
    """Run what a package has, or read what was kept of the last time with this recorder.

    Raises:
        Unfit: It has nothing to run.
    """
    kept = package.artifact.parent / f"recorded-{_recorder(package.ecosystem)}.json"
    if not kept.is_file():
        try:
            found = [*(_python if package.ecosystem == "pypi" else _node)(package)]
        except subprocess.SubprocessError as error:
            say(f"{package.target}: {error}")
            found = []
        kept.write_bytes(msgspec.json.encode(found))
    recordings = msgspec.json.decode(kept.read_bytes(), type=list[Recording])
    if not recordings:
        raise Unfit(package.target)
    return recordings


@cache
def _recorder(ecosystem: str) -> str:
    """What tells recordings apart: all that decides about them."""
    name = "record_python.py" if ecosystem == "pypi" else "record_node.cjs"
    files = (Path(__file__), _HERE / name)
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _environ(package: Installed) -> Mapping[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    home = package.artifact.parent / "home"
    home.mkdir(exist_ok=True)
    return {**kept, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}


def _python(package: Installed) -> Iterator[Recording]:
    own = package.own_files()
    listed = package.artifact.with_name("own.txt")
    listed.write_text("\n".join(own), "utf-8")
    recorder = (sys.executable, "-I", "-S", str(_HERE / "record_python.py"))
    done = subprocess.run(
        (*recorder, str(package.folder.resolve()), str(listed)),
        input="\n".join([*_modules(own), *_scripts(package, own)]),
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        env=_environ(package),
        cwd=package.folder,
    )
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            yield msgspec.json.decode(line, type=Recording)


def _modules(own: list[str]) -> list[str]:
    """The modules that are imported, the top-level ones first; of many some, by a fixed seed."""
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
    return [*top, *below[:_MOST_MODULES]]


def _scripts(package: Installed, own: list[str]) -> list[str]:
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


def _node(package: Installed) -> Iterator[Recording]:
    (package.folder / "import.mjs").write_text("export default (name) => import(name);\n", "utf-8")
    manifest, name = package.manifest(), package.name
    runs = [("import", name)]
    exports = manifest.get("exports")
    if isinstance(exports, dict):
        below = sorted(e for e in exports if e.startswith("./") and "*" not in e)
        named = [name + e[1:] for e in below if not e.endswith((".json", ".d.ts", ".css"))]
        runs += [("import", entry) for entry in named[:_MOST_MODULES]]
    scripts = manifest.get("bin") or {}
    files = [scripts] if isinstance(scripts, str) else sorted({*scripts.values()})
    runs += [("script", file.removeprefix("./")) for file in files[:_MOST_SCRIPTS]]
    recorder = ("node", str(_HERE / "record_node.cjs"), str(package.folder.resolve()), name)
    for kind, entry in runs:
        try:
            done = subprocess.run(
                (*recorder, kind, entry),
                capture_output=True,
                text=True,
                timeout=60,
                env=_environ(package),
                cwd=package.folder,
            )
        except subprocess.TimeoutExpired:
            yield Recording(entry, kind == "script", failed="no end")
            continue
        lines = [line for line in done.stdout.splitlines() if line.startswith('{"run"')]
        if lines:
            yield msgspec.json.decode(lines[-1], type=Recording)
