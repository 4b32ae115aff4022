"""Compiles the engine's hot rooms into a wheel that is built with ``HATCH_BUILD_HOOKS_ENABLE=1``.

A wheel that is built without it is pure Python: it does the same, slower.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_ROOMS = (
    "linking",
    "linking/values",
    "linking/values/attributes",
    "linking/values/narrowing",
    "linking/calls",
    "linking/uses",
    "reading",
    "reading/python",
    "reading/javascript",
    "reading/shell",
)
_PURE = frozenset({"__init__.py", "value.py", "graph.py"})
"""Left alone: what only imports, and the structures of msgspec, which are native already."""

_SETUP = """\
from mypyc.build import mypycify
from setuptools import setup

modules = mypycify(
    ["--strict", "--ignore-missing-imports", *{files!r}],
    opt_level="2",
    debug_level="0",
    multi_file=True,
    group_name="tidewaiter",
    depends_on_librt_internal=True,
)
setup(name="tidewaiter", packages=[], package_dir={{"": "src"}}, ext_modules=modules)
"""


class CompileHook(BuildHookInterface[Any]):
    """Hatchling's custom build hook."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile with mypyc in a temporary copy and add the modules to the wheel.

        Raises:
            subprocess.CalledProcessError: There is no C compiler, or it failed.
            RuntimeError: It made nothing.
        """
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        copy = Path(self._folder.name)
        shutil.copytree(Path(self.root) / "src", copy / "src")
        files = compiled_files(copy)
        (copy / "setup.py").write_text(_SETUP.format(files=files), encoding="utf-8")
        command = ["setup.py", "build_ext", "--build-lib", "built", f"-j{os.cpu_count() or 1}"]
        subprocess.run([sys.executable, *command], cwd=copy, check=True, stdout=subprocess.DEVNULL)
        built = copy / "built"
        modules = sorted(path for path in built.rglob("*.*") if path.is_file())
        if not modules:  # such a wheel would call itself compiled
            raise RuntimeError("Nothing was compiled.")
        for path in modules:
            build_data["force_include"][str(path)] = path.relative_to(built).as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the copy away."""
        if version != "editable":
            self._folder.cleanup()


def compiled_files(root: Path) -> list[str]:
    """The modules that are compiled, as paths from the project's folder."""
    return [
        path.relative_to(root).as_posix()
        for room in _ROOMS
        for path in sorted((root / "src" / "tidewaiter" / room).glob("*.py"))
        if path.name not in _PURE
    ]
