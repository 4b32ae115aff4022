"""What a manifest says: one value, of which every format fills the part it knows."""

import msgspec

from tidewaiter.model.release import Requirement


class Command(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A shell line that something runs: an npm script under its name, a GYP action or expansion.

    ``line`` (from 1) is where it stands in the manifest.
    """

    name: str
    text: str
    line: int


class EntryPointLine(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A Python entry point: ``target`` is ``module:attribute`` or a module, without extras."""

    group: str
    name: str
    target: str
    line: int


class Offer(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file that an npm package gives under a name: a command, a subpath, an internal name.

    ``name`` is the command of ``bin``, the subpath of ``exports`` ("." for the package itself,
    also for ``main``, ``module`` and ``browser``), or a "#name" of ``imports``. ``target`` is
    spelled as in the manifest and may hold one ``*``.
    """

    name: str
    target: str
    line: int


class StartupLine(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A line that ``site`` acts on: ``does`` is "import" (is executed), "path" or "call"."""

    does: str
    text: str
    line: int


class BuildSystem(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """PEP 517: ``backend`` is ``module`` or ``module:object``; ``paths`` is ``backend-path``."""

    backend: str = ""
    paths: tuple[str, ...] = ()
    line: int = 1


class BuildCode(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Code of the project that its build runs.

    ``file`` is a path from the project's root, "" when ``target``, a ``module:attribute``, says
    what runs; of a file ``target`` is "". ``unless_literal``: only when the attribute is written
    as more than a literal, for else the tool reads it from the text.
    """

    backend: str
    file: str = ""
    target: str = ""
    unless_literal: bool = False


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """One manifest, read as far as it could be.

    Attributes:
        format: Its dialect: "package.json", "pyproject.toml", "METADATA", "pth" …
        path: Where it lies.
        scripts: npm scripts, all of them.
        commands: Shell lines that building runs (GYP actions and ``<!(…)`` expansions).
        build_system: Of pyproject.toml; ``None`` without such a table.
        build_code: Code of the project that its build runs, as a build tool's settings say.
        bin: Commands that npm links.
        mains: Targets of ``main``, ``module`` and ``browser``; empty when none is given.
        exports: Every target that any condition of ``exports`` can give; ``None`` without it.
        internal: The same of ``imports``.
        module_type: npm's ``type``: "module" or "commonjs".
        gypfile: npm's ``gypfile``; only ``False`` means something.
        files: Patterns of npm's ``files``; ``None`` without it.
        modules: Import names that the release says it provides.
        source_roots: Folders that hold its packages ("src").
        purelib: The wheel's root goes to purelib; both are on the path.
        startup: What a .pth or .start file makes ``site`` do.
        metadata: Who made it and what it refers to: ``licence``, ``author``, ``maintainer``,
            ``homepage``, ``repository``, ``links``, ``requires``; only what is said.
        notes: What is odd in it, in words.
        lost: Why it could not be read whole ("" when it was).
    """

    format: str
    path: str
    name: str = ""
    version: str = ""
    requirements: tuple[Requirement, ...] = ()
    scripts: tuple[Command, ...] = ()
    commands: tuple[Command, ...] = ()
    entry_points: tuple[EntryPointLine, ...] = ()
    build_system: BuildSystem | None = None
    build_code: tuple[BuildCode, ...] = ()
    bin: tuple[Offer, ...] = ()
    mains: tuple[Offer, ...] = ()
    exports: tuple[Offer, ...] | None = None
    internal: tuple[Offer, ...] = ()
    module_type: str = "commonjs"
    gypfile: bool = True
    files: tuple[str, ...] | None = None
    modules: tuple[str, ...] = ()
    source_roots: tuple[str, ...] = ()
    purelib: bool = True
    startup: tuple[StartupLine, ...] = ()
    metadata: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    lost: str = ""


def clean(text: str) -> str:
    """The text with lone surrogates, which escapes can smuggle in, as U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def strings(value: object) -> tuple[str, ...]:
    """The strings of a list (or a single one); of anything else, none."""
    items = value if isinstance(value, list) else [value]
    return tuple(clean(item) for item in items if isinstance(item, str))


def table(value: object, *keys: str) -> dict[str, object]:
    """The table below ``keys``, empty when something else (or nothing) is there."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}
