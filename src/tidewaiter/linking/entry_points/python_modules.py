"""Which member is which Python module, and what importing the release runs."""

import re
from collections.abc import Iterator

from tidewaiter.linking.entry_points.interface import MemberTarget, OutsideTarget, Start
from tidewaiter.linking.entry_points.layout import Layout
from tidewaiter.model.member import Kind
from tidewaiter.model.phase import Phase

_DATA = re.compile(r"[^/]+\.data/(?:(?:purelib|platlib)/|data/(?:.*/)?(?:site|dist)-packages/)")
_SUFFIX = re.compile(r"\.(?:py|pyc|(?:[^./]+\.)?(?:so|pyd))$")


def installed_path(path: str) -> str:
    """Where an installer puts a wheel's member below site-packages (PEP 427, ".data")."""
    return _DATA.sub("", path, count=1) if ".data/" in path else path


def module_name(path: str, layout: Layout) -> tuple[str, bool]:
    """The dotted module that a member is, and whether it is a package.

    Python sources count, extension modules and byte code outside ``__pycache__``. ("", False)
    for what cannot be imported, and for the setup.py of what still has to be built.
    """
    inside = _below_root(path, layout)
    match = _SUFFIX.search(inside)
    if match is None or (layout.built and path == "setup.py"):
        return "", False
    parts = inside[: match.start()].split("/")
    if "__pycache__" in parts or not all(part.isidentifier() for part in parts):
        return "", False
    is_package = parts[-1] == "__init__" and len(parts) > 1
    return ".".join(parts[:-1] if is_package else parts), is_package


def native_modules(layout: Layout) -> dict[str, str]:
    """By dotted name the extension modules of an artifact of Python."""
    if not layout.python:
        return {}
    members = sorted(path for path, kind in layout.kinds.items() if kind is Kind.NATIVE)
    named = ((module_name(member, layout)[0], member) for member in members)
    return {name: member for name, member in named if name}


def _below_root(path: str, layout: Layout) -> str:
    if layout.installed:
        path = installed_path(path)
    root = next(root for root in layout.roots if path.startswith(root))
    return path[len(root) :]


class Modules:
    """The Python modules of an artifact by dotted name; of two members a package wins."""

    def __init__(self, layout: Layout) -> None:
        self.members: dict[str, str] = {}
        for path in sorted(layout.kinds):
            if layout.kinds[path] is Kind.PYTHON:
                dotted, is_package = module_name(path, layout)
                if dotted and (is_package or dotted not in self.members):
                    self.members[dotted] = path

    def target(self, reference: str) -> MemberTarget | OutsideTarget:
        """What ``module:attribute`` or ``module`` means (the entry points specification)."""
        module, _, function = (part.strip() for part in reference.partition(":"))
        member = self.members.get(module)
        return MemberTarget(member, function) if member else OutsideTarget(reference.strip())

    def is_top(self, dotted: str) -> bool:
        """Whether no module of the release is imported before it: a package or a lone module."""
        parts = dotted.split(".")
        return not any(".".join(parts[:n]) in self.members for n in range(1, len(parts)))


def starts(modules: Modules, library: frozenset[str]) -> Iterator[Start]:
    """One import start for every module that is in ``library`` (members)."""
    for dotted, member in sorted(modules.members.items()):
        if member in library and dotted.rpartition(".")[2] != "__main__":
            words = f"import {dotted}"
            yield Start(
                phase=Phase.IMPORT,
                name=words,
                entry=words,
                target=MemberTarget(member),
                primary=modules.is_top(dotted),
            )
