"""The units of one release: its members and layers as code that can be asked for by name."""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tidewaiter.linking.values.value import Node, UnitId
from tidewaiter.model.facts import Imported, Outline, Scan

PYTHON = "python"
JAVASCRIPT = "javascript"
SHELL = "shell"

_SCRIPT_ENDINGS = ("", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".mts", ".cts", ".json")
NODE_MODULES = frozenset(
    {
        *("assert", "async_hooks", "buffer", "child_process", "cluster", "console", "constants"),
        *("crypto", "dgram", "diagnostics_channel", "dns", "domain", "events", "fs", "http"),
        *("http2", "https", "inspector", "module", "net", "os", "path", "perf_hooks", "process"),
        *("punycode", "querystring", "readline", "repl", "stream", "string_decoder", "sys"),
        *("timers", "tls", "trace_events", "tty", "url", "util", "v8", "vm", "wasi"),
        *("worker_threads", "zlib"),
    }
)
"""What Node has itself under these names, whatever lies in ``node_modules``: ``builtinModules``."""

_PACKAGE_INDEX = ("/index.js", "/index.mjs", "/index.cjs", "/index.ts", "/index.tsx")


@dataclass(slots=True)
class Site:
    """Where a layer hangs in its host: the node that runs it, and its place in the text."""

    node: Node
    line: int
    column: int


@dataclass(slots=True)
class Unit:
    """One text of the release with its outline.

    ``layers`` names what was peeled to see it, outermost first. ``site`` is where the host runs
    it, ``first_line`` (not 0) where a manifest holds it. ``module`` is the dotted name of a
    Python module, "" for what cannot be imported.
    """

    member: str
    language: str
    outline: Outline
    module: str = ""
    layers: tuple[str, ...] = ()
    site: Site | None = None
    first_line: int = 0
    text: str = ""
    """The text of a layer, for its snippets; "" for a member."""


@dataclass(slots=True)
class Source:
    """A member that can be outlined: how it was scanned and which module it is."""

    member: str
    language: str
    dialect: str
    scan: Scan
    module: str = ""
    is_package: bool = False


@dataclass(slots=True)
class Units:
    """All sources of a release by member and by module name, and the units made so far.

    Args:
        sources: Every readable member that holds code.
        package: The npm package's own name, "" in Python.
        exports: For npm, what subpaths of the own name resolve to (``"."`` → member).
        offers: For npm, the members that users can ask for by a name, and that name.
        closed: Whether package.json says all that users can ask for: ``exports``.
        aside: Whether a member is a test or an example. Such a member is read by itself: what it
            gives to the rest, or the rest to it, says nothing of what users run.
        natives: Python's extension modules, by dotted name their members.
        bundled: npm packages below ``node_modules``, by folder what their subpaths resolve to.
    """

    sources: dict[str, Source]
    aside: Callable[[str], bool]
    package: str = ""
    exports: dict[str, str] = field(default_factory=dict)
    offers: dict[str, str] = field(default_factory=dict)
    closed: bool = False
    natives: dict[str, str] = field(default_factory=dict)
    bundled: dict[str, dict[str, str]] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)
    by_member: dict[str, UnitId] = field(default_factory=dict)
    modules: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for source in self.sources.values():
            if source.module and (source.is_package or source.module not in self.modules):
                self.modules[source.module] = source.member

    def add(self, unit: Unit) -> UnitId:
        """Take up an outlined member or a layer; its index is its id."""
        self.units.append(unit)
        if unit.site is None:
            self.by_member[unit.member] = len(self.units) - 1
        return len(self.units) - 1

    def outline(self, members: Iterable[str], make: Callable[[Source], Outline]) -> None:
        """Outline members in the order of their names, so that nothing depends on another."""
        for member in sorted(self.sources.keys() & members):
            source = self.sources[member]
            self.add(Unit(member, source.language, make(source), source.module))

    def host_module(self, unit: Unit) -> str:
        """The module whose package relative imports in this unit start from."""
        while unit.site is not None:
            unit = self.units[unit.site.node[0]]
        return unit.module

    # Python

    def absolute(self, unit: Unit, imported: Imported) -> str:
        """The dotted name that a Python import means, or "" when it leaves the package."""
        if not imported.level:
            return imported.module
        here = self.host_module(unit)
        source = self.sources.get(self.modules.get(here, ""))
        parts = here.split(".") if here else []
        if not (source is not None and source.is_package):
            parts = parts[:-1]
        up = imported.level - 1
        if up > len(parts):
            return ""
        base = parts[: len(parts) - up] if up else parts
        return ".".join([*base, imported.module] if imported.module else base)

    def run_by_import(self, here: "Unit | Source", module: str, dotted: str) -> Iterator[str]:
        """The members that run when ``module`` imports ``dotted``.

        That is the module, and before it the packages around it, except those that had to run
        before the importing module itself did.
        """
        found = self.python_module(dotted, here)
        if found is not None:
            yield found
        package = dotted.rpartition(".")[0]
        while package and not f"{module}.".startswith(f"{package}."):
            if (member := self.modules.get(package)) is not None:
                yield member
            package = package.rpartition(".")[0]

    def python_module(self, dotted: str, unit: "Unit | Source | None" = None) -> str | None:
        """The member of a dotted module name, or ``None`` when it is not the release's own."""
        member = self.modules.get(dotted)
        if member is None and unit is not None and not unit.module and "." not in dotted:
            # setup.py and scripts import what lies beside them.
            beside = posixpath.join(posixpath.dirname(unit.member), dotted + ".py")
            member = beside if beside in self.sources else None
        return member

    def is_namespace(self, dotted: str) -> bool:
        """Whether modules of the release lie below this name though it has no member itself."""
        prefix = dotted + "."
        return any(name.startswith(prefix) for name in self.modules)

    def below(self, package: str) -> list[str]:
        """The members of the modules that lie right in a package."""
        named = [(name.rpartition(".")[0], member) for name, member in self.modules.items()]
        return sorted(member for parent, member in named if parent == package)

    # JavaScript

    def script(self, member: str, specifier: str) -> str | None:
        """The member that a specifier means in a member, or ``None`` when it is external."""
        if specifier.startswith("."):
            return self._script_file(posixpath.join(posixpath.dirname(member), specifier))
        if self.package and (specifier == self.package or specifier.startswith(self.package + "/")):
            subpath = "." + specifier[len(self.package) :]
            return self.exports.get(subpath) or self._script_file(subpath[2:] or "index")
        if specifier.startswith("#"):
            bundle = self._bundle_of(member)
            return (self.bundled[bundle] if bundle else self.exports).get(specifier)
        return self._bundled_script(member, specifier) if self.bundled else None

    def _bundled_script(self, member: str, specifier: str) -> str | None:
        """What a package below ``node_modules`` gives, that of the nearest folder around."""
        parts = specifier.split("/")
        length = 2 if specifier.startswith("@") else 1
        name, subpath = "/".join(parts[:length]), "/".join([".", *parts[length:]])
        if name in NODE_MODULES:
            return None
        folder = posixpath.dirname(member)
        while True:
            bundle = posixpath.join(folder, "node_modules", name)
            if bundle in self.bundled:
                beside = subpath[2:] or "index"
                given = self.bundled[bundle].get(subpath)
                return given or self._script_file(posixpath.join(bundle, beside))
            if not folder:
                return None
            folder = posixpath.dirname(folder)

    def _bundle_of(self, member: str) -> str:
        """The folder of the bundled package that a member belongs to, "" for the package's own."""
        folder = posixpath.dirname(member)
        while folder and folder not in self.bundled:
            folder = posixpath.dirname(folder)
        return folder

    def _script_file(self, path: str) -> str | None:
        path = posixpath.normpath(path)
        for ending in _SCRIPT_ENDINGS:
            if path + ending in self.sources:
                return path + ending
        for index in _PACKAGE_INDEX:
            candidate = posixpath.normpath(path + index)
            if candidate in self.sources:
                return candidate
        # TypeScript sources import the name that their output will have.
        stem, dot, ending = path.rpartition(".")
        if dot and ending in ("js", "mjs", "cjs", "jsx"):
            for other in (".ts", ".tsx", ".mts", ".cts"):
                if stem + other in self.sources:
                    return stem + other
        return None
