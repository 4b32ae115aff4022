"""What the user chose: options over environment over project's file over the user's file."""

import difflib
import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from tidewaiter.model.outcome import UsageError

_PREFIX = "TIDEWAITER_"
_OURS_ELSEWHERE = frozenset({"TIDEWAITER_CACHE_DIR", "TIDEWAITER_CONFIG"})
_LONGEST_FILE = 1_000_000


class Choices(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """Settings of `inspect` and `diff`; each is an option, a key and an environment variable."""

    format: Literal["terminal", "json", "jsonl", "markdown"] = "terminal"
    color: Literal["auto", "always", "never"] = "auto"
    limit_uses: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 20
    stats: bool = False
    quiet: bool = False
    verbose: bool = False
    all_artifacts: bool = False
    budget: Annotated[float, msgspec.Meta(gt=0, le=1_000)] = 1.0
    jobs: Annotated[int, msgspec.Meta(ge=1, le=64)] | None = None
    offline: bool = False
    cache: bool = True
    fail_on: str = "never"
    catalogue: str | tuple[str, ...] = ()

    @property
    def catalogues(self) -> tuple[Path, ...]:
        """The user's catalogue files; a single one may stand there by itself."""
        names = (self.catalogue,) if isinstance(self.catalogue, str) else self.catalogue
        return tuple(Path(name).expanduser() for name in names)


KEYS = Choices.__struct_encode_fields__


def choose(options: Mapping[str, object], environ: Mapping[str, str] = os.environ) -> Choices:
    """The settings in force.

    Args:
        options: What was given on the command line, by the names of the options.

    Raises:
        UsageError: A value or key makes no sense; the message says where it stands.
    """
    given = {key.replace("_", "-"): value for key, value in options.items()}
    config = given.pop("config", None) or environ.get("TIDEWAITER_CONFIG")
    files = [user_file(), Path(str(config)) if config else _project_file(Path.cwd())]
    merged: dict[str, Any] = {}
    for file in files:
        if file and ((config and file is files[-1]) or file.is_file()):
            merged |= _checked(_from_file(file), str(file), "{}", strict=True)
    merged |= _checked(_from_environment(environ), "the environment", _PREFIX + "{}", strict=False)
    merged |= _checked(given, "the command line", "--{}", strict=False)
    return msgspec.convert(merged, Choices)


def user_file() -> Path:
    """Where the user's configuration file would lie."""
    from platformdirs import user_config_path

    return user_config_path("tidewaiter", appauthor=False) / "config.toml"


def cache_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of all caches: ``TIDEWAITER_CACHE_DIR``, or where the platform keeps them."""
    if moved := environ.get("TIDEWAITER_CACHE_DIR"):
        return Path(moved).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("tidewaiter", appauthor=False)


def near(word: str, known: Iterable[str]) -> str:
    """The end of a hint: what was probably meant, or all there is."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, 1)
    return f"Did you mean {close[0]}?" if close else f"There is: {', '.join(names)}."


def _project_file(folder: Path) -> Path | None:
    """The nearest one, from here up to the root of the repository."""
    for place in (folder, *folder.parents):
        if (place / "tidewaiter.toml").is_file():
            return place / "tidewaiter.toml"
        pyproject = place / "pyproject.toml"
        if pyproject.is_file() and b"[tool.tidewaiter" in _bytes(pyproject):
            return pyproject
        if (place / ".git").exists():
            return None
    return None


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(_LONGEST_FILE)
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{file} cannot be read: {reason}.", "Check --config.") from None


def _from_file(file: Path) -> dict[str, object]:
    try:
        found: object = tomllib.loads(_bytes(file).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{file} is no TOML: {error}.", "Mend it, or name another.") from None
    for table in ("tool", "tidewaiter") if file.name == "pyproject.toml" else ():
        found = found.get(table, {}) if isinstance(found, dict) else {}
    if not isinstance(found, dict):
        raise UsageError(f"{file}: tool.tidewaiter is no table.", "Write [tool.tidewaiter].")
    return found


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    names = [name for name in environ if name.startswith(_PREFIX) and name not in _OURS_ELSEWHERE]
    return {name.removeprefix(_PREFIX).replace("_", "-").lower(): environ[name] for name in names}


def _checked(
    found: Mapping[str, object], where: str, spelling: str, *, strict: bool
) -> dict[str, object]:
    """The values of one place as their own types, each checked by itself."""
    return {key: _value(key, found[key], where, spelling, strict) for key in sorted(found)}


def _value(key: str, value: object, where: str, spelling: str, strict: bool) -> object:
    def spelled(key: str) -> str:
        upper = spelling.startswith(_PREFIX)
        return spelling.format(key.replace("-", "_").upper() if upper else key)

    if key not in KEYS:
        hint = near(spelled(key), map(spelled, KEYS))
        raise UsageError(f"{where} has a setting {spelled(key)}, which does not exist.", hint)
    try:
        checked = msgspec.convert({key: value}, Choices, strict=strict)
    except msgspec.ValidationError as error:
        reason = str(error).partition(" - at ")[0]
        said = f"{where}: {spelled(key)} cannot be {value!r}."
        raise UsageError(f"{said[:1].upper()}{said[1:]}", f"{reason}.") from None
    return getattr(checked, key.replace("-", "_"))
