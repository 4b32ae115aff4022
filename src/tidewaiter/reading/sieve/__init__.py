"""The sieve: which texts could hold a use, told at memory speed and without a parse."""

import hashlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from tidewaiter.catalogue.language import Language
from tidewaiter.catalogue.taxonomy import Catalogue
from tidewaiter.reading.sieve.database import Database, made, stored
from tidewaiter.reading.sieve.names import Rule, rule

__all__ = ["Sieve", "watched"]


def _shell(_: Language) -> Iterator[Rule]:
    """Every line that is no comment runs something, under whatever name."""
    yield rule(r"^[ \t]*[^\s#]")


def _rules(language: str, names: Language) -> Iterator[Rule]:
    from tidewaiter.reading.sieve import javascript, python  # seldom needed, slow to load

    makers = {"python": python.rules, "javascript": javascript.rules, "shell": _shell}
    return makers[language](names)


class Sieve:
    """Expressions generated from the catalogue, one compiled set per language.

    It only locates: a text that is no hit may still lie on a path, or use what another member
    hands it, which linking finds out.

    Args:
        catalogue: Whose names count.
        compiled: Folder for the compiled sets; ``None`` compiles them every time.
        patience: Bytes of text that are let through before a set is compiled that was not yet:
            compiling takes seconds, which a small release never gives back.
    """

    def __init__(self, catalogue: Catalogue, compiled: Path | None, patience: int = 0) -> None:
        self._catalogue = catalogue
        self._compiled = compiled
        self._patience = patience
        self._databases: dict[str, Database | None] = {}

    def hit(self, language: str, text: bytes) -> bool:
        """Whether a text could hold a use.

        Args:
            language: "python", "javascript" (also for TypeScript) or "shell".
            text: The decoded text, as UTF-8.

        Raises:
            KeyError: There is no such language.
        """
        if language not in self._databases:
            self._databases[language] = self._stored(language)
        database = self._databases[language]
        if database is None and self._patience > 0:
            self._patience -= len(text)
            return True
        if database is None:
            database = self._databases[language] = self._made(language)
        return database.hit(text)

    def _stored(self, language: str) -> Database | None:
        path = self._path(language)
        return stored(path, self._key) if path else None

    def _made(self, language: str) -> Database:
        names: Language = getattr(self._catalogue, language)
        return made(self._path(language), self._key, lambda: _rules(language, names))

    def _path(self, language: str) -> Path | None:
        return self._compiled / f"sieve-{language}.msgpack" if self._compiled else None

    @cached_property
    def _key(self) -> str:
        """A digest of the catalogue, of the code that makes the rules, and hyperscan's version."""
        import hyperscan

        release = getattr(hyperscan, "__version__", "")  # absent from its stubs
        state = hashlib.sha256(f"{self._catalogue.digest} {release}".encode())
        for path in sorted(Path(__file__).parent.glob("*.py")):
            state.update(path.read_bytes())
        return state.hexdigest()


def watched(language: Language) -> frozenset[str]:
    """Last segments of what counts when it is merely read or assigned: ``environ``, ``cookie``."""
    return frozenset(
        name.removesuffix(".*").rpartition(".")[2]
        for entry in language.entries
        if entry.on in ("read", "assign")
        for name in entry.names
    )
