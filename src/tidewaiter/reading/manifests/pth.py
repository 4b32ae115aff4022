"""Path files: what ``site`` does with their lines at every start of the interpreter."""

from tidewaiter.reading.manifests.interface import Manifest, StartupLine


def read_pth(text: str, path: str) -> Manifest:
    """Reads a .pth file as ``site.addpackage`` does.

    Lines that begin with ``import`` and a space or tab are executed; every other line that is
    neither empty nor a comment is a folder put on the path.
    """
    lines = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        does = "import" if line.startswith(("import ", "import\t")) else "path"
        lines.append(StartupLine(does, line.rstrip(), number))
    return Manifest(format="pth", path=path, startup=tuple(lines))


def read_start(text: str, path: str) -> Manifest:
    """Reads a .start file (PEP 829): each line ``package.module:callable`` is called.

    Interpreters that know .start files ignore the import lines of the .pth of the same name;
    older ones run those and ignore this file. Both can happen, so both are given.
    """
    lines = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            lines.append(StartupLine("call", line.strip(), number))
    return Manifest(format="start", path=path, startup=tuple(lines))
