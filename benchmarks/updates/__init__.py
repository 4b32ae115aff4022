"""Real updates, pinned by digest, and changes that were planted into the newer release of each."""

from pathlib import Path

import msgspec

from benchmarks.corpus import Pin

UPDATES = Path(__file__).with_name("updates.json")
PLANTS = Path(__file__).with_name("plants.json")


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """One artifact of a release and the like one of the release after it.

    ``step`` is "patch", "minor" or "major": the first number of the version that moved.
    """

    step: str
    old: Pin
    new: Pin


class Updates(msgspec.Struct, frozen=True, kw_only=True):
    """What was drawn, with which seed, on which day."""

    seed: int
    drawn: str
    updates: tuple[Update, ...]


class Plant(msgspec.Struct, frozen=True, kw_only=True):
    """Something harmless that does what an attack would do, put into the newer release.

    Attributes:
        name: Of the package whose update it is put into.
        what: What it does, in a sentence.
        member: The file that is changed or made, without the release's root folder.
        after: A piece of text that stands in the file once; the code follows its line. "" puts
            the code at the file's end; a file that is not there is made.
        replaces: The piece of text that the code takes the place of, instead of ``after``.
        code: What is put there.
        said: What one of the first three sentences has to hold: any of these pieces of text.
    """

    name: str
    what: str
    member: str
    after: str = ""
    replaces: str = ""
    code: str
    said: tuple[str, ...]


def load_updates() -> Updates:
    """The committed updates."""
    return msgspec.json.decode(UPDATES.read_bytes(), type=Updates)


def load_plants() -> tuple[Plant, ...]:
    """The committed plants, one for each update."""
    return msgspec.json.decode(PLANTS.read_bytes(), type=tuple[Plant, ...])
