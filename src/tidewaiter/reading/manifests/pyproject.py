"""pyproject.toml: PEP 517/518 build system, PEP 621 project, and what build tools add to it."""

import re
import tomllib
from collections.abc import Iterator

from tidewaiter.model.release import Requirement
from tidewaiter.reading.manifests import build_settings
from tidewaiter.reading.manifests.interface import (
    BuildSystem,
    EntryPointLine,
    Manifest,
    strings,
    table,
)
from tidewaiter.reading.manifests.requirements import listed, python_requirement

_DEEP = re.compile(r"(?<![\w-])(?:(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+){200}")
_Lines = dict[tuple[str, str], int]
_POETRY = (("dependencies", "runtime"), ("dev-dependencies", "dev"))


def read(text: str, path: str) -> Manifest:
    """Reads what could run or be imported; a file that is no TOML is lost."""
    if _DEEP.search(text):  # tomllib takes quadratic time for them
        return Manifest(format="pyproject.toml", path=path, lost="keys nest too deeply")
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        return Manifest(format="pyproject.toml", path=path, lost=f"not readable as TOML: {error}")
    lines = _line_numbers(text)
    project, poetry = table(data, "project"), table(data, "tool", "poetry")
    return Manifest(
        format="pyproject.toml",
        path=path,
        name="".join(strings(project.get("name", poetry.get("name")))),
        version="".join(strings(project.get("version", poetry.get("version")))),
        requirements=listed(_requirements(data)),
        entry_points=tuple(_entry_points(data, lines)),
        build_system=_build_system(data, lines),
        build_code=tuple(build_settings.of(data)),
        modules=tuple(_modules(data)),
        source_roots=tuple(dict.fromkeys(_roots(data))),
    )


def _build_system(data: dict[str, object], lines: _Lines) -> BuildSystem | None:
    if "build-system" not in data:
        return None
    system = table(data, "build-system")
    backend = "".join(strings(system.get("build-backend")))
    line = lines.get(("build-system", "build-backend"), 1)
    return BuildSystem(backend, strings(system.get("backend-path")), line)


def _requirements(data: dict[str, object]) -> Iterator[Requirement]:
    for line in strings(table(data, "build-system").get("requires")):
        yield python_requirement(line, "build")
    for line in strings(table(data, "project").get("dependencies")):
        yield python_requirement(line, "runtime")
    for scope, groups in (
        ("optional", table(data, "project", "optional-dependencies")),
        ("dev", table(data, "dependency-groups")),
    ):
        for lines in groups.values():
            for line in strings(lines):
                yield python_requirement(line, scope)
    yield from _poetry_requirements(table(data, "tool", "poetry"))


def _poetry_requirements(poetry: dict[str, object]) -> Iterator[Requirement]:
    """Poetry's tables: the value is a range, or a table with ``version`` and ``optional``."""
    groups = [(table(poetry, name), scope) for name, scope in _POETRY]
    groups += [(table(group, "dependencies"), "dev") for group in table(poetry, "group").values()]
    for rows, scope in groups:
        for name, value in rows.items():
            row = value if isinstance(value, dict) else {"version": value}
            wanted = "".join(strings(row.get("version"))) or "*"
            if name.lower() != "python":
                optional = row.get("optional") is True
                yield python_requirement(name, "optional" if optional else scope, wanted)


def _entry_points(data: dict[str, object], lines: _Lines) -> Iterator[EntryPointLine]:
    for group, keys in _groups(data):
        for name, value in table(data, *keys).items():
            # Poetry: { reference = "pkg.mod:f", type = "console" }
            value = value.get("reference") if isinstance(value, dict) else value
            for target in strings(value)[:1]:
                line = lines.get((".".join(keys), name), 1)
                yield EntryPointLine(group, name, target.partition("[")[0].strip(), line)


def _groups(data: dict[str, object]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Entry point groups and the tables that hold them."""
    yield "console_scripts", ("project", "scripts")
    yield "gui_scripts", ("project", "gui-scripts")
    yield "console_scripts", ("tool", "poetry", "scripts")
    yield "console_scripts", ("tool", "flit", "scripts")
    for keys in (("project", "entry-points"), ("tool", "poetry", "plugins")):
        for group in table(data, *keys):
            yield group, (*keys, group)


def _line_numbers(text: str) -> _Lines:
    """(table, key) → line of ``key = …`` under ``[table]``; inline tables are not looked into."""
    lines: _Lines = {}
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        key, equals, _ = line.partition("=")
        if line.startswith("["):
            section = _bare(line.partition("]")[0].strip("["))
        elif equals:
            lines.setdefault((section, _bare(key)), number)
    return lines


def _bare(key: str) -> str:
    return key.replace('"', "").replace("'", "").strip()


def _modules(data: dict[str, object]) -> Iterator[str]:
    setuptools = table(data, "tool", "setuptools")
    names = strings(setuptools.get("packages")) + strings(setuptools.get("py-modules"))
    yield from dict.fromkeys(name.partition(".")[0] for name in names)
    yield from strings(table(data, "tool", "flit", "module").get("name"))
    for row in _rows(table(data, "tool", "poetry").get("packages")):
        yield from strings(row.get("include"))
    for wheel in (("targets", "wheel"), ()):
        for folder in strings(table(data, "tool", "hatch", "build", *wheel).get("packages")):
            yield folder.strip("/").rpartition("/")[2]


def _roots(data: dict[str, object]) -> Iterator[str]:
    tool = table(data, "tool")
    yield from strings(table(tool, "setuptools", "package-dir").get(""))
    yield from strings(table(tool, "setuptools", "packages", "find").get("where"))
    yield from strings(table(tool, "pdm", "build").get("package-dir"))
    yield from strings(table(tool, "maturin").get("python-source"))
    for row in _rows(table(tool, "poetry").get("packages")):
        yield from strings(row.get("from"))
    for folder in strings(table(tool, "hatch", "build", "targets", "wheel").get("packages")):
        yield folder.strip("/").rpartition("/")[0]


def _rows(value: object) -> list[dict[str, object]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
