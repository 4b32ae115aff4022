"""Imports one module of a planted snippet and prints which marks were read, and who called whom.

A process of its own, without the project: `python -I record_python.py FOLDER MODULE PREFIX`.
"""

import importlib
import importlib.abc
import importlib.machinery
import json
import os
import sys
from types import CodeType, ModuleType


class Anything:
    """What a library that is not there gives: a class, a function or a value, as one likes."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __call__(self, *_: object, **__: object) -> "Anything":
        return self

    def __getattr__(self, name: str) -> "Anything":
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()


class NotThere(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Stands in for modules that nobody installed."""

    def find_spec(
        self, name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec:
        return importlib.machinery.ModuleSpec(name, self)

    def exec_module(self, module: ModuleType) -> None:
        module.__getattr__ = lambda name: type(name, (Anything,), {})  # type: ignore[method-assign]


def main() -> int:
    """Import, and print a `benchmarks.callgraph.Truth`."""
    folder, module, prefix = sys.argv[1:]
    sys.path.insert(0, folder)
    sys.meta_path.append(NotThere())
    marks: dict[CodeType, int] = {}
    edges: set[tuple[int, int]] = set()
    getenv = os.getenv

    def read(key: str, default: str | None = None) -> str | None:
        if not key.startswith(prefix):
            return getenv(key, default)
        mark = int(key.removeprefix(prefix))
        frame = sys._getframe(1)
        marks[frame.f_code] = mark
        outer = frame.f_back
        while outer is not None:
            if outer.f_code in marks:
                edges.add((marks[outer.f_code], mark))
                break
            outer = outer.f_back
        return None

    os.getenv = read  # type: ignore[assignment]
    said = sys.stdout
    sys.stdout = sys.stderr
    failed = ""
    try:
        importlib.import_module(module)
    except BaseException as error:  # a snippet may raise what it likes
        failed = f"{type(error).__name__}: {error}"
    found = {"reached": sorted(set(marks.values())), "edges": sorted(edges), "failed": failed}
    print(json.dumps(found), file=said)
    return 0


if __name__ == "__main__":
    sys.exit(main())
