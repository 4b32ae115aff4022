"""Imports modules of an installed package, each in a process of its own, and prints what they do.

Without the project: `python -I -S record_python.py FOLDER OWN < modules`. ``OWN`` is a file that
lists the package's own files, relative to ``FOLDER``; for each line of ``modules`` (a dotted name)
one line of JSON is printed, a `benchmarks.soundness.Recording`.
"""

import json
import os
import signal
import site
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

_SECONDS = 30
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_IDS = {
    "socket.connect": "net.connect",
    "socket.bind": "net.listen",
    "socket.getaddrinfo": "net.resolve",
    "socket.gethostbyname": "net.resolve",
    "socket.gethostbyaddr": "net.resolve",
    "socket.gethostname": "system.info",
    "os.listdir": "fs.read",
    "os.scandir": "fs.read",
    "os.mkdir": "fs.write",
    "os.rename": "fs.write",
    "os.link": "fs.write",
    "os.truncate": "fs.write",
    "os.utime": "fs.write",
    "os.remove": "fs.delete",
    "os.rmdir": "fs.delete",
    "os.chmod": "fs.permission",
    "os.chown": "fs.permission",
    "os.symlink": "fs.permission",
    "subprocess.Popen": "process.spawn",
    "os.system": "process.spawn",
    "os.exec": "process.spawn",
    "os.posix_spawn": "process.spawn",
    "os.fork": "process.spawn",
    "os.kill": "process.signal",
    "pickle.find_class": "code.deserialize",
    "marshal.loads": "code.deserialize",
    "ctypes.dlopen": "code.native",
    "sqlite3.connect": "data.database",
    "webbrowser.open": "user.browser",
}
_COMPILE_FOR_THEMSELVES = tuple(
    f"{os.sep}{name}.py"
    for name in ("dataclasses", "typing", "ast", f"collections{os.sep}__init__", "_make")
)
"""What generates code of its own, or looks at code without running it."""

_IMPORT = "<frozen importlib._bootstrap"


class Recorder:
    """Takes up events whose nearest frame of any package is one of the package's own files."""

    def __init__(self, folder: str, own: set[str]) -> None:
        self._folder = folder + os.sep
        self._own = own
        self.events: set[tuple[str, str, int]] = set()
        self.active = False

    def hook(self, event: str, args: tuple[object, ...]) -> None:
        """The audit hook."""
        if not self.active:
            return
        if event == "open":
            self._opened(args)
        elif event == "import":
            self._imported(args)
        elif event == "compile":
            if args and args[0] is not None:
                self.take("code.eval", passed=_COMPILE_FOR_THEMSELVES)
        elif event in _IDS:
            self.take(_IDS[event])

    def _opened(self, args: tuple[object, ...]) -> None:
        path, mode, flags = (*args, None, None, None)[:3]
        writes = any(c in mode for c in "wax+") if isinstance(mode, str) else False
        writes = writes or (isinstance(flags, int) and bool(flags & _WRITES))
        if isinstance(path, (str, bytes)):
            self.take("fs.write" if writes else "fs.read")

    def _imported(self, args: tuple[object, ...]) -> None:
        """An extension of the package's own is loaded; others' are loaded by others."""
        file = args[1] if len(args) > 1 else None
        if isinstance(file, str) and file.removeprefix(self._folder) in self._own:
            self.take("code.native", imports=True)

    def take(self, capability: str, *, imports: bool = False, passed: tuple[str, ...] = ()) -> None:
        """Attribute an event to the nearest frame of a package.

        Args:
            imports: It counts although an import is what did it.
            passed: Files of the standard library that do this for themselves.
        """
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith(_IMPORT) and not imports:
                return  # the machinery of an import reads and runs modules
            if passed and file.endswith(passed):
                return
            if file.startswith(self._folder):
                member = file[len(self._folder) :]
                if member in self._own:
                    self.events.add((capability, member, frame.f_lineno))
                return
            frame = frame.f_back


def _watch_environment(recorder: Recorder) -> None:
    kind = type(os.environ)

    def wrap(name: str, capability: str) -> None:
        original: Callable[..., object] = getattr(kind, name)

        def watched(self: object, *args: object) -> object:
            if recorder.active and self is os.environ:
                recorder.take(capability)
            return original(self, *args)

        setattr(kind, name, watched)

    for name in ("__getitem__", "get", "__contains__"):
        wrap(name, "env.read")
    for name in ("__iter__", "copy"):
        wrap(name, "env.enumerate")
    for name in ("__setitem__", "__delitem__", "setdefault"):
        wrap(name, "env.write")


def _import(recorder: Recorder, module: str, out: int) -> None:
    """In the child: import, and write what happened."""
    failed = ""
    signal.alarm(_SECONDS)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    recorder.active = True
    try:
        __import__(module)
    except BaseException as error:  # a module may end as it likes
        failed = f"{type(error).__name__}: {error}"[:200]
    recorder.active = False
    loaded = sys.modules.get(module)
    member = str(getattr(loaded, "__file__", "") or "")
    said = {
        "module": module,
        "member": member.removeprefix(recorder._folder),
        "events": [
            {"capability": c, "member": m, "line": n} for c, m, n in sorted(recorder.events)
        ],
        "failed": failed,
    }
    with os.fdopen(out, "w") as file:
        file.write(json.dumps(said))
    os._exit(0)


def main() -> int:
    """Fork for each module; the parent stays as it was."""
    folder, listed = sys.argv[1:]
    own = set(Path(listed).read_text("utf-8").splitlines())
    recorder = Recorder(folder, own)
    sys.addaudithook(recorder.hook)
    _watch_environment(recorder)
    recorder.active = True
    site.addsitedir(folder)
    recorder.active = False
    for line in sys.stdin.read().splitlines():
        here, there = os.pipe()
        child = os.fork()
        if not child:
            os.close(here)
            _import(recorder, line, there)
        os.close(there)
        with os.fdopen(here) as answer:
            said = answer.read()
        os.waitpid(child, 0)
        lost: dict[str, object] = {
            "module": line,
            "member": "",
            "events": [],
            "failed": "the process ended",
        }
        print(said or json.dumps(lost), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
