"""The speed corpora: artifacts of different popular packages, pinned by digest, kept nowhere."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from tidewaiter.model.outcome import Failure, FailureKind, TargetFailed
from tidewaiter.model.release import ArtifactKind
from tidewaiter.sources import Releases
from tidewaiter.sources.targets import parse_target

PINS = Path(__file__).with_name("corpus.json")
SCRIPTS = Path(__file__).with_name("scripts.json")


class Pin(msgspec.Struct, frozen=True, kw_only=True):
    """One artifact of one release, named so that everyone measures the same bytes."""

    kind: ArtifactKind
    name: str
    version: str
    filename: str
    sha256: str
    size: int

    @property
    def target(self) -> str:
        """The release, as the command line names it."""
        ecosystem = "npm" if self.kind is ArtifactKind.NPM else "pypi"
        return f"{ecosystem}:{self.name}@{self.version}"


class Corpus(msgspec.Struct, frozen=True, kw_only=True):
    """What was drawn, with which seed, on which day; ``small`` is the wheel of `startup`."""

    seed: int
    drawn: str
    small: Pin
    artifacts: tuple[Pin, ...]


class Scripts(msgspec.Struct, frozen=True, kw_only=True):
    """Tarballs of npm with much JavaScript, of which 40 that were drawn evenly have little.

    Attributes:
        minified: Those whose minified files are measured one by one.
    """

    seed: int
    drawn: str
    artifacts: tuple[Pin, ...]
    minified: tuple[Pin, ...]


def load_corpus() -> Corpus:
    """The committed corpus."""
    return msgspec.json.decode(PINS.read_bytes(), type=Corpus)


def load_scripts() -> Scripts:
    """The committed tarballs with much JavaScript."""
    return msgspec.json.decode(SCRIPTS.read_bytes(), type=Scripts)


def fetch(pins: Iterable[Pin], releases: Releases, folder: Path) -> Iterator[tuple[Pin, Path]]:
    """Each artifact as a verified file below ``folder``, downloaded when it is not there yet.

    Raises:
        TargetFailed: The user's registries no longer have it, or have other bytes.
    """

    def one(pin: Pin) -> tuple[Pin, Path]:
        # Apart by digest, so that no two releases' files meet; the name decides what it is.
        place = folder / pin.sha256[:16] / pin.filename
        if not place.is_file():
            _download(pin, releases, place)
        return pin, place

    with ThreadPoolExecutor(4) as pool:
        yield from pool.map(one, pins)


def _download(pin: Pin, releases: Releases, place: Path) -> None:
    target = parse_target(pin.target)
    resolved = releases.resolve(target)
    listed = [
        msgspec.structs.replace(artifact, inspected=True)
        for artifact in resolved.artifacts
        if artifact.filename == pin.filename
    ]
    wanted = msgspec.structs.replace(resolved, artifacts=tuple(listed))
    for found in releases.obtain(wanted, target).artifacts:
        if found.path and found.sha256 == pin.sha256:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(found.path.read_bytes())
            return
    what = f"{pin.target}: the registry has no {pin.filename} with the pinned digest."
    hint = "Ask a registry that has it, or draw a new corpus."
    raise TargetFailed(Failure(pin.target, FailureKind.NOT_FOUND, what, hint))
