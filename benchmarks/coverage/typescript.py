"""The public names of JavaScript's platforms, as their `.d.ts` files declare them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial

from benchmarks.coverage.declarations import GLOBAL, Declarations
from benchmarks.coverage.names import Name
from benchmarks.coverage.packages import members
from benchmarks.coverage.spellings import Spellings

_WINDOWS = (
    *("Window", "WorkerGlobalScope", "DedicatedWorkerGlobalScope", "SharedWorkerGlobalScope"),
    *("ServiceWorkerGlobalScope", "WindowOrWorkerGlobalScope", "AnimationFrameProvider"),
    *("WindowLocalStorage", "WindowSessionStorage", "WindowEventHandlers", "MessageEventTarget"),
)
"""Types of the global object, and parts of them."""


@dataclass(frozen=True)
class Platform:
    """One platform's declarations.

    Attributes:
        package: The npm package that holds them.
        files: Which of its members, as a regular expression for the whole path.
        beside: Platforms whose names it has too, or whose types it names: theirs are left to them.
        called: What code calls a namespace or class; "" for one that is there for checkers only.
    """

    package: str
    files: str
    beside: tuple[str, ...] = ()
    called: dict[str, str] = field(default_factory=dict)


_PLATFORMS = {
    "web": Platform(
        "typescript",
        r"lib/lib\.(es\d+|esnext|dom|webworker)(\.\w+)*\.d\.ts",
        called={
            **{f"{GLOBAL}.{name}": GLOBAL for name in _WINDOWS},
            f"{GLOBAL}.WorkerNavigator": f"{GLOBAL}.Navigator",
            f"{GLOBAL}.WorkerLocation": f"{GLOBAL}.Location",
        },
    ),
    "node": Platform("@types/node", r"(?!ts5).*\.d\.ts", beside=("web",)),
    "bun": Platform(
        "bun-types",
        r"[\w.-]+\.d\.ts",
        beside=("web", "node"),
        called={"bun": f"{GLOBAL}.Bun", "bun.__internal": "", f"{GLOBAL}.Bun": ""},
    ),
    "deno": Platform("@types/deno", r"index\.d\.ts", beside=("web",)),
    "electron": Platform(
        "electron",
        r"electron\.d\.ts",
        beside=("web", "node"),
        called={
            f"{GLOBAL}.Electron": "electron",
            f"{GLOBAL}.Electron.CrossProcessExports": "electron",
            **{f"{GLOBAL}.Electron.{part}": "" for part in ("Common", "Main", "Renderer")},
            f"{GLOBAL}.Electron.Utility": "",
        },
    ),
}


def _declared(platform: str) -> Iterator[Name]:
    """Every public name that a platform adds to those beside it."""
    others = {name.name for other in _PLATFORMS[platform].beside for name in _names(other)}
    return (name for name in _names(platform) if name.name not in others)


@cache
def _names(platform: str) -> tuple[Name, ...]:
    one = _PLATFORMS[platform]
    declarations = Declarations()
    for other in (*one.beside, platform):
        for path, data in members(_PLATFORMS[other].package):
            if re.fullmatch(_PLATFORMS[other].files, path):
                declarations.read(data)
    called = {k: v for other in one.beside for k, v in _PLATFORMS[other].called.items()}
    return tuple(Spellings(declarations, {**called, **one.called}).names())


DECLARED: dict[str, Callable[[], Iterator[Name]]] = {
    platform: partial(_declared, platform) for platform in _PLATFORMS
}
"""How to get the names of each platform."""
