"""What a member is: the name says who would run it, the content whether it can be read."""

import re

from tidewaiter.model.anomalies import AnomalyKind
from tidewaiter.model.member import Anomaly, Kind
from tidewaiter.reading import magic

_COMPILED = (
    *(".c", ".cc", ".cpp", ".cxx", ".m", ".mm", ".cu", ".rs"),
    *(".f", ".f90", ".pyx", ".s", ".asm"),
)
_SCRIPTS = (
    *(".rb", ".pl", ".pm", ".php", ".phtml", ".lua", ".r", ".jl", ".tcl", ".awk", ".groovy"),
    *(".fish", ".csh", ".applescript", ".scpt", ".ahk", ".au3", ".hta", ".wsf", ".jse", ".vbe"),
    *(".coffee", ".litcoffee", ".xsh"),
)
"""Programs in languages that are run from their text and have no reader here."""

_COMPONENTS = (".vue", ".svelte", ".astro", ".mdx")
_PAGES = frozenset({".html", ".htm", ".xhtml", ".svg"})
_PACKED = (".7z", ".rar", ".zst", ".br", ".lz4", ".cab", ".msi", ".rpm", ".dmg", ".iso", ".asar")
_SUFFIXES = {
    ".py": (Kind.PYTHON, "python"),
    ".pyw": (Kind.PYTHON, "python"),
    ".js": (Kind.JAVASCRIPT, "javascript"),
    ".mjs": (Kind.JAVASCRIPT, "javascript"),
    ".cjs": (Kind.JAVASCRIPT, "javascript"),
    ".jsx": (Kind.JAVASCRIPT, "javascript"),
    ".es6": (Kind.JAVASCRIPT, "javascript"),
    ".ts": (Kind.TYPESCRIPT, "typescript"),
    ".mts": (Kind.TYPESCRIPT, "typescript"),
    ".cts": (Kind.TYPESCRIPT, "typescript"),
    ".tsx": (Kind.TYPESCRIPT, "tsx"),
    ".sh": (Kind.SHELL, "shell"),
    ".bash": (Kind.SHELL, "shell"),
    ".zsh": (Kind.SHELL, "shell"),
    ".bat": (Kind.BATCH, "batch"),
    ".cmd": (Kind.BATCH, "batch"),
    ".ps1": (Kind.BATCH, "powershell"),
    ".psm1": (Kind.BATCH, "powershell"),
    ".vbs": (Kind.VBSCRIPT, "vbscript"),
    **dict.fromkeys(_COMPILED, (Kind.SOURCE, "")),
    **dict.fromkeys(_SCRIPTS, (Kind.SCRIPT, "")),
    **dict.fromkeys(_COMPONENTS, (Kind.MARKUP, "")),
    **dict.fromkeys(_PACKED, (Kind.ARCHIVE, "")),
    ".mk": (Kind.MAKEFILE, "makefile"),
    ".cmake": (Kind.RULES, ""),
    ".gyp": (Kind.MANIFEST, "binding.gyp"),
    ".gypi": (Kind.MANIFEST, "binding.gyp"),
    ".pth": (Kind.PTH, "pth"),
    ".start": (Kind.PTH, "start"),
    ".json": (Kind.DATA, "json"),
    ".ipynb": (Kind.NOTEBOOK, "json"),
    ".pyc": (Kind.BYTECODE, "bytecode"),
    ".pyo": (Kind.BYTECODE, "bytecode"),
    ".class": (Kind.BYTECODE, "bytecode"),
    ".pkl": (Kind.PICKLE, "pickle"),
    ".pickle": (Kind.PICKLE, "pickle"),
    ".pt": (Kind.PICKLE, "pickle"),
    ".joblib": (Kind.PICKLE, "pickle"),
    ".dill": (Kind.PICKLE, "pickle"),
    ".wasm": (Kind.WASM, "wasm"),
    ".so": (Kind.NATIVE, "native"),
    ".pyd": (Kind.NATIVE, "native"),
    ".node": (Kind.NATIVE, "native"),
    ".dll": (Kind.NATIVE, "native"),
    ".dylib": (Kind.NATIVE, "native"),
    ".exe": (Kind.NATIVE, "native"),
}

_MANIFESTS = frozenset({"package.json", "pyproject.toml", "setup.cfg", "PKG-INFO"})
_METADATA = frozenset(
    {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "requires.txt", "top_level.txt"}
)
_METADATA_FOLDER = re.compile(r"(?:\.dist-info|\.egg-info|(?:^|/)EGG-INFO)$")
_MAKEFILES = frozenset({"Makefile", "makefile", "GNUmakefile"})
_RULES = frozenset({"CMakeLists.txt", "meson.build"})
"""What CMake and Meson read; they name commands to run."""

_WORKFLOW = re.compile(
    r"(?:^|/)(?:\.(?:github|gitea|forgejo)/workflows/[^/]+\.ya?ml|\.circleci/config\.yml"
    r"|\.(?:gitlab-ci|travis|appveyor|pre-commit-config|pre-commit-hooks|drone|woodpecker)\.ya?ml"
    r"|(?:appveyor|azure-pipelines|bitbucket-pipelines)\.ya?ml|Jenkinsfile)$"
)
"""What services and tools of the maintainers read for the commands to run."""

_AGENT_HOOKS = re.compile(
    r"(?:^|/)(?:\.(?:claude|gemini)/settings(?:\.local)?|\.(?:cursor|codex)/hooks)\.json$"
)
"""Settings of AI agents, which name commands to run."""

_DECLARATIONS = re.compile(r"\.d(?:\.\w+)?\.[mc]?ts$")
_COMMANDS = re.compile(r"(?:^|/)(?:s?bin|scripts)$")

_TEXTS = {".txt", ".md", ".rst", ".html", ".css", ".xml", ".csv", ".map", ".log"}
_SETTINGS = {".json", ".yml", ".yaml", ".toml", ".ini", ".cfg"}
_FIXED = _TEXTS | _SETTINGS | magic.IMAGES.keys() | {".svg"}
"""Suffixes that promise something else than a program."""

_BINARY = frozenset({Kind.NATIVE, Kind.WASM, Kind.BYTECODE})


def kind_of(path: str, data: bytes, executable: bool) -> tuple[Kind, str, tuple[Anomaly, ...]]:
    """Who would run a member, and how its content is to be read.

    Args:
        path: Its clean path; only the base name, its folder's name and the suffix count.
        data: Its bytes, of which the first 4 KB (and the last byte) are looked at.
        executable: The archive marks it executable.

    Returns:
        The kind; the dialect ("python", "javascript", "typescript", "tsx", "shell", "json",
        a manifest's usual file name, "pth", "start", or "" for other data); and a
        "content-mismatch" when name and content disagree. Content that is binary decides the
        kind, so that such a member is listed as unread; text keeps what its name says.

    Cost: some microseconds.
    """
    folder, _, base = path.rpartition("/")
    dot = base.rfind(".")
    suffix = base[dot:].lower() if dot >= 0 else ""
    kind, dialect = _by_name(folder, base, suffix)
    content = magic.binary(data)
    if content is not None:
        return _with_binary(path, kind, dialect, suffix, content)
    if kind is Kind.DATA:
        return _with_text(
            path, dialect, suffix, data, executable and bool(_COMMANDS.search(folder))
        )
    return kind, dialect, _disagreement(path, kind, dialect, data)


def _by_name(folder: str, base: str, suffix: str) -> tuple[Kind, str]:
    if base in _MANIFESTS or (base in _METADATA and _METADATA_FOLDER.search(folder)):
        return Kind.MANIFEST, base
    if suffix.endswith("ts") and _DECLARATIONS.search(base):
        return Kind.DATA, ""
    if base in _MAKEFILES:
        return Kind.MAKEFILE, "makefile"
    if base in _RULES:
        return Kind.RULES, ""
    if _WORKFLOW.search(f"{folder}/{base}"):
        return Kind.WORKFLOW, ""
    if suffix == ".json" and _AGENT_HOOKS.search(f"{folder}/{base}"):
        return Kind.MANIFEST, "agent-hooks"
    if ".so." in base:  # libssl.so.3
        return Kind.NATIVE, "native"
    return _SUFFIXES.get(suffix, (Kind.DATA, ""))


def _with_binary(
    path: str, kind: Kind, dialect: str, suffix: str, content: tuple[Kind, str]
) -> tuple[Kind, str, tuple[Anomaly, ...]]:
    """The content is a known binary format."""
    found, word = content
    if kind is Kind.PICKLE or (kind is Kind.PTH and word in ("zip", "pickle")):
        return Kind.PICKLE, "pickle", ()  # PyTorch saves zip archives of pickles, as .pth too
    if found is kind:
        return kind, dialect, ()
    if found is Kind.DATA and (kind is Kind.DATA or kind is Kind.NATIVE):
        return kind, dialect, ()
    if kind is Kind.DATA and suffix not in _FIXED:
        return found, word, ()
    return found, word, (_mismatch(path, f"content is {word}"),)


def _with_text(
    path: str, dialect: str, suffix: str, data: bytes, command: bool
) -> tuple[Kind, str, tuple[Anomaly, ...]]:
    """The name says nothing that runs."""
    false_image = magic.false_image(suffix, data)
    anomalies = (_mismatch(path, f"{suffix} holds program text"),) if false_image else ()
    asked = magic.shebang(data)
    if asked:
        return *asked, anomalies
    if suffix in _PAGES and magic.holds_script(data):
        return Kind.MARKUP, "", anomalies
    if command and not suffix and b"\x00" not in data[: magic.HEAD]:
        return Kind.SHELL, "shell", anomalies  # what execve refuses, a shell runs itself
    return Kind.DATA, dialect, anomalies


def _disagreement(path: str, kind: Kind, dialect: str, data: bytes) -> tuple[Anomaly, ...]:
    if kind in _BINARY:
        return (_mismatch(path, f"content is no {dialect} file"),) if data else ()
    if data[:2] != b"#!":
        return ()
    asked = magic.shebang(data)
    if asked is None or asked[0] in (kind, Kind.SCRIPT) or {asked[0], kind} <= _SCRIPTED_BY_NODE:
        return ()
    return (_mismatch(path, f"the first line asks for {asked[1]}"),)


_SCRIPTED_BY_NODE = {Kind.JAVASCRIPT, Kind.TYPESCRIPT}


def _mismatch(path: str, detail: str) -> Anomaly:
    return Anomaly(AnomalyKind.CONTENT_MISMATCH, path, detail)
