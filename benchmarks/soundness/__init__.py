"""Soundness: what packages really do when they are imported, held against what is reported.

Packages drawn by seed are installed into folders of their own and their modules are imported, each
in a process of its own, under an audit hook (PEP 578) and with a recorded environment, or required
with Node's built-ins wrapped; console scripts are run with ``--help``. Each event is attributed to
the nearest frame of a package's code; it counts where that is the package's own. Only benign,
popular packages are run.
"""

import msgspec

OBSERVED = {
    "net.connect": "socket.connect; net and tls connections",
    "net.listen": "socket.bind",
    "net.resolve": "socket.getaddrinfo and its kin; dns",
    "fs.read": "open, os.listdir, os.scandir; fs",
    "fs.write": "open to write, os.mkdir, os.rename, shutil, tempfile; fs",
    "fs.delete": "os.remove, os.rmdir; fs",
    "fs.permission": "os.chmod, os.chown, os.symlink; fs",
    "process.spawn": "subprocess, os.exec, os.posix_spawn, os.fork, find_library; child_process",
    "process.signal": "os.kill",
    "code.eval": "exec and compile of text; eval, Function, vm",
    "code.deserialize": "pickle, marshal",
    "code.native": "ctypes.dlopen, import of an extension; process.dlopen",
    "data.database": "sqlite3.connect",
    "env.read": "os.environ; process.env",
    "env.enumerate": "os.environ gone through; process.env gone through",
    "env.write": "os.environ assigned, os.putenv; process.env assigned",
    "system.info": "socket.gethostname, platform, os.uname and its kin; os.hostname and its kin",
    "user.browser": "webbrowser.open",
}
"""The ids that a recording can see, and by what."""


class Event(msgspec.Struct, frozen=True, order=True):
    """Something that happened: the id, and the line of the package's own code nearest to it."""

    capability: str
    member: str
    line: int


class Recording(msgspec.Struct):
    """What the import of one module did, or a console script that was asked for its help.

    ``members`` are the package's own files that were loaded whole; ``through`` is what another
    package did that its own code called; ``failed`` says how it ended, if it ended early.
    """

    run: str
    script: bool = False
    members: list[str] = []
    events: list[Event] = []
    through: list[Event] = []
    failed: str = ""
