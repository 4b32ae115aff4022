"""What a project's settings make its build run: hooks, commands, attributes that are asked for.

Sources: the documentation of hatchling ("Build hooks", "Code version source"), Poetry
("build"), pdm-backend ("Build hooks", "Dynamic versions"), setuptools ("pyproject.toml") and Flit.
"""

from collections.abc import Iterator

from tidewaiter.reading.manifests.interface import BuildCode, strings, table

_HATCH_HOOK = "hatch_build.py"
_PDM_HOOK = "pdm_build.py"
_WHEEL = ("tool", "hatch", "build", "targets", "wheel")


def of(data: dict[str, object]) -> Iterator[BuildCode]:
    """What pyproject.toml says, for whichever backend it is meant."""
    yield from _hatch(data)
    yield from _pdm(data)
    yield from _poetry(data)
    yield from _setuptools(data)
    yield from _flit(data)


def attribute(dotted: str) -> BuildCode:
    """``attr`` of setuptools: the module is run unless the attribute is a literal."""
    module, _, name = dotted.strip().rpartition(".")
    return BuildCode("setuptools", target=f"{module}:{name}", unless_literal=True)


def command(dotted: str) -> BuildCode:
    """A class of ``cmdclass``, of which setuptools runs ``run``."""
    module, _, name = dotted.strip().rpartition(".")
    return BuildCode("setuptools", target=f"{module}:{name}.run")


def _hatch(data: dict[str, object]) -> Iterator[BuildCode]:
    hooks = [
        table(data, "tool", "hatch", "build", "hooks"),
        table(data, *_WHEEL, "hooks"),
        table(data, "tool", "hatch", "metadata", "hooks"),
    ]
    for hook in hooks:
        settings = hook.get("custom")
        if isinstance(settings, dict) and settings.get("enable-by-default") is not False:
            yield BuildCode("hatchling", file=_text(settings.get("path")) or _HATCH_HOOK)
    version = table(data, "tool", "hatch", "version")
    if version.get("source") == "code":
        yield BuildCode("hatchling", file=_text(version.get("path")))
    builder = table(data, *_WHEEL[:-1], "custom")
    if builder:
        yield BuildCode("hatchling", file=_text(builder.get("path")) or _HATCH_HOOK)


def _pdm(data: dict[str, object]) -> Iterator[BuildCode]:
    """The hook needs no setting; ``custom-hook`` only names another file."""
    named = _text(table(data, "tool", "pdm", "build").get("custom-hook"))
    yield BuildCode("pdm", file=named or _PDM_HOOK)
    version = table(data, "tool", "pdm", "version")
    if version.get("source") == "call":
        yield BuildCode("pdm", target=_text(version.get("getter")))


def _poetry(data: dict[str, object]) -> Iterator[BuildCode]:
    build = table(data, "tool", "poetry").get("build")
    script = build.get("script") if isinstance(build, dict) else build
    if isinstance(script, str):
        yield BuildCode("poetry", file=script)


def _setuptools(data: dict[str, object]) -> Iterator[BuildCode]:
    for dotted in strings(table(data, "tool", "setuptools", "dynamic", "version").get("attr")):
        yield attribute(dotted)
    for named in table(data, "tool", "setuptools", "cmdclass").values():
        for text in strings(named):
            yield command(text)


def _flit(data: dict[str, object]) -> Iterator[BuildCode]:
    """Flit looks for the version in the module, and imports it when it finds no literal there."""
    old = _text(table(data, "tool", "flit", "metadata").get("module"))
    project = table(data, "project")
    if "version" in strings(project.get("dynamic")) or old:
        named = _text(table(data, "tool", "flit", "module").get("name"))
        module = old or named or _text(project.get("name")).replace("-", "_")
        yield BuildCode("flit", target=f"{module}:__version__", unless_literal=True)


def _text(value: object) -> str:
    return "".join(strings(value)[:1])
