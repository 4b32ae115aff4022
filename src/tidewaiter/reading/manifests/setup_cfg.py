"""setup.cfg: setuptools' declarative metadata."""

from collections.abc import Iterator

from tidewaiter.model.release import Requirement
from tidewaiter.reading.manifests import build_settings, entry_points_txt, ini
from tidewaiter.reading.manifests.interface import BuildCode, EntryPointLine, Manifest
from tidewaiter.reading.manifests.requirements import listed, python_requirement

_Sections = dict[str, ini.Section]


def read(text: str, path: str) -> Manifest:
    """Reads it as setuptools does, without interpolation; broken lines are noted."""
    sections, broken = ini.sections(text, "=:")
    return Manifest(
        format="setup.cfg",
        path=path,
        name="".join(_lines(sections, "metadata", "name")),
        version="".join(_lines(sections, "metadata", "version")),
        requirements=listed(_requirements(sections)),
        entry_points=tuple(_entry_points(sections)),
        build_code=tuple(_build_code(sections)),
        modules=tuple(_modules(sections)),
        source_roots=tuple(_roots(sections)),
        notes=tuple(f"line {number} is no option" for number in broken[:10]),
    )


def _requirements(sections: _Sections) -> Iterator[Requirement]:
    for option, scope in (("install_requires", "runtime"), ("setup_requires", "build")):
        for line in _lines(sections, "options", option):
            yield python_requirement(line, scope)
    for extra in sections.get("options.extras_require", {}).values():
        for _, text in extra:
            yield python_requirement(text, "optional")


def _entry_points(sections: _Sections) -> Iterator[EntryPointLine]:
    for group, lines in sections.get("options.entry_points", {}).items():
        yield from entry_points_txt.named_lines(group, lines)


def _build_code(sections: _Sections) -> Iterator[BuildCode]:
    """``attr: module.name``, and ``cmdclass`` (setuptools' documentation, "setup.cfg")."""
    for line in _lines(sections, "metadata", "version"):
        directive, colon, dotted = line.partition(":")
        if colon and directive.strip() == "attr":
            yield build_settings.attribute(dotted)
    for line in _lines(sections, "options", "cmdclass"):
        yield build_settings.command(line.partition("=")[2])


def _modules(sections: _Sections) -> Iterator[str]:
    listed = _lines(sections, "options", "packages", ",")
    listed += _lines(sections, "options", "py_modules", ",")
    yield from dict.fromkeys(n.partition(".")[0] for n in listed if not n.startswith("find"))


def _roots(sections: _Sections) -> Iterator[str]:
    for line in _lines(sections, "options", "package_dir", ","):
        name, equals, folder = line.partition("=")
        if equals and not name.strip():
            yield folder.strip()
    yield from _lines(sections, "options.packages.find", "where", ",")


def _lines(sections: _Sections, section: str, option: str, separator: str = "\n") -> list[str]:
    """The option's items; setuptools takes dashes for underscores."""
    for name, lines in sections.get(section, {}).items():
        if name.replace("-", "_") == option:
            parts = (part.strip() for line in lines for part in line.text.split(separator))
            return [part for part in parts if part]
    return []
