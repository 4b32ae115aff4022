"""Runs what an installed package has, each in a process of its own, and prints what that does.

Without the project: `python -I -S record_python.py FOLDER OWN MOST < lines`. ``OWN`` is a file
that lists the package's own files, relative to ``FOLDER``; a line is the dotted name of a module
that is imported, or the name of a console script with its entry point (``name = module:function``),
which is called with ``--help``. For each one line of JSON is printed, a
`benchmarks.soundness.Recording`. A module that its parent package imports anyway is not imported
once more, since Python would do the same, nor is one whose parent fails; of the others ``MOST``
are, besides the top-level ones.
"""

import ctypes.util
import getpass
import json
import locale
import os
import platform
import pwd
import signal
import site
import sys
import sysconfig
import tempfile
import uuid
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

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
_WHOLE: tuple[tuple[str, ModuleType, str], ...] = (
    ("system.info", os, "uname getlogin getuid geteuid getgid getegid getgroups getloadavg"),
    ("system.info", platform, "platform uname node system release version machine processor"),
    ("system.info", platform, "architecture mac_ver win32_ver libc_ver freedesktop_os_release"),
    ("system.info", sysconfig, "get_platform"),
    ("system.info", pwd, "getpwuid getpwnam getpwall"),
    ("system.info", uuid, "getnode uuid1"),
    ("system.info", getpass, "getuser"),
    ("system.info", locale, "getdefaultlocale getlocale"),
    ("process.spawn", ctypes.util, "find_library"),
    ("fs.write", tempfile, "gettempdir mkdtemp mkstemp mktemp"),
)
"""Calls that are one thing, whatever they do for it: the report tells them with one id, too."""

_STANDARD = str(Path(os.__file__).parent) + os.sep
_FOR_ITSELF = {
    "code.eval": ("dataclasses.py", "typing.py", "ast.py", f"collections{os.sep}__init__.py"),
    "fs.read": ("linecache.py",),
    "env.read": ("gettext.py", "shutil.py", "subprocess.py", "<frozen posixpath>:expanduser"),
}
"""Files of the standard library that do this for themselves.

They generate code, show a line of it, ask for the language, the terminal's width, the path or
the home folder.
"""

_IMPORT = "<frozen importlib._bootstrap"
_DATA = "get_data"
"""What a loader is asked for files beside modules by, too."""


class Recorder:
    """Takes up events whose nearest frame of any package is one of the package's own files."""

    def __init__(self, folder: str, own: set[str]) -> None:
        self._folder = folder + os.sep
        self._own = own
        self.events: set[tuple[str, str, int]] = set()
        self.through: set[tuple[str, str, int]] = set()
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
                self.take("code.eval")
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
        if isinstance(file, str) and self.own(file):
            self.take("code.native", imports=True)

    def own(self, file: str) -> str:
        """A file of the package's own as its artifact names it, ``""`` for others."""
        member = file.removeprefix(self._folder)
        return member if member in self._own else ""

    def whole(self) -> dict[str, str]:
        """The package's own modules that are loaded whole, with their files."""
        found = {}
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None)
            spec = getattr(module, "__spec__", None)
            if isinstance(file, str) and not getattr(spec, "_initializing", False):
                found[name] = self.own(file)
        return {name: member for name, member in found.items() if member}

    def take(self, capability: str, *, imports: bool = False) -> None:
        """Attribute an event to the nearest frame of a package.

        It is kept apart where the package's own code called another package that did it.

        Args:
            imports: It counts although an import is what did it.
        """
        passed = _FOR_ITSELF.get(capability, ())
        taken = self.events
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith(_IMPORT) and not imports and frame.f_code.co_name != _DATA:
                return  # the machinery of an import reads and runs modules
            if file.startswith(self._folder):
                if member := self.own(file):
                    taken.add((capability, member, frame.f_lineno))
                    return
                taken = self.through
            here = file.removeprefix(_STANDARD)
            if here in passed or f"{here}:{frame.f_code.co_name}" in passed:
                return
            frame = frame.f_back

    def asides(self, original: Callable[..., object], capability: str) -> Callable[..., object]:
        """A function that is told when it is called; what it calls itself belongs to it."""

        def watched(*args: object, **named: object) -> object:
            if not self.active:
                return original(*args, **named)
            self.take(capability)
            self.active = False
            try:
                return original(*args, **named)
            finally:
                self.active = True

        return watched


def _watch_environment(recorder: Recorder) -> None:
    kind = type(os.environ)

    def wrap(name: str, capability: str) -> None:
        original: Callable[..., object] = getattr(kind, name)
        told = recorder.asides(original, capability)

        def watched(self: object, *args: object) -> object:
            return told(self, *args) if self is os.environ else original(self, *args)

        setattr(kind, name, watched)

    for name in ("__getitem__", "get", "__contains__"):
        wrap(name, "env.read")
    for name in ("__iter__", "copy", "keys", "values", "items"):
        wrap(name, "env.enumerate")
    for name in ("__setitem__", "__delitem__", "setdefault", "pop", "update"):
        wrap(name, "env.write")


def _watch_whole(recorder: Recorder) -> None:
    for capability, module, names in _WHOLE:
        for name in names.split():
            if original := getattr(module, name, None):
                setattr(module, name, recorder.asides(original, capability))


def _said(events: set[tuple[str, str, int]]) -> list[dict[str, object]]:
    return [{"capability": c, "member": m, "line": n} for c, m, n in sorted(events)]


def _run(recorder: Recorder, line: str, out: int) -> None:
    """In the child: import or call, and write what happened."""
    name, _, entry = (part.strip() for part in line.partition("="))
    failed = ""
    signal.alarm(_SECONDS)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    recorder.active = True
    try:
        if entry:
            module, _, function = entry.partition(":")
            sys.argv = [name, "--help"]
            attrgetter(function)(__import__(module, fromlist=["*"]))()
        else:
            __import__(name)
    except SystemExit as error:
        failed = "" if entry else f"SystemExit: {error}"
    except BaseException as error:  # a module may end as it likes
        failed = f"{type(error).__name__}: {error}"[:200]
    recorder.active = False
    whole = recorder.whole()
    said = {
        "run": name,
        "script": bool(entry),
        "members": sorted({*whole.values()}),
        "events": _said(recorder.events),
        "through": _said(recorder.through),
        "failed": failed,
        "loaded": sorted(whole),
    }
    with os.fdopen(out, "w") as file:
        file.write(json.dumps(said))
    os._exit(0)


def _answered(recorder: Recorder, line: str) -> dict[str, Any]:
    """What the child says of a line."""
    here, there = os.pipe()
    child = os.fork()
    if not child:
        os.close(here)
        _run(recorder, line, there)
    os.close(there)
    with os.fdopen(here) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    found: dict[str, Any] = json.loads(said or "{}")
    return found or {"run": line, "script": "=" in line, "failed": "the process ended"}


def main() -> int:
    """Fork for each line; the parent stays as it was."""
    folder, listed, most = sys.argv[1:]
    own = set(Path(listed).read_text("utf-8").splitlines())
    recorder = Recorder(folder, own)
    sys.addaudithook(recorder.hook)
    _watch_environment(recorder)
    _watch_whole(recorder)
    recorder.active = True
    site.addsitedir(folder)
    recorder.active = False
    loaded: dict[str, list[str]] = {}
    failed: set[str] = set()
    left = int(most)
    for line in sys.stdin.read().splitlines():
        name, _, entry = (part.strip() for part in line.partition("="))
        parents = [name[:at] for at, letter in enumerate(name) if letter == "."]
        if not entry and any(name in loaded.get(one, ()) or one in failed for one in parents):
            continue
        if not entry and parents:
            left -= 1
            if left < 0:
                continue
        said = _answered(recorder, line)
        names = said.pop("loaded", [])
        if not entry:
            loaded[name] = names
            failed |= {name} if said["failed"] else set()
        print(json.dumps(said), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
