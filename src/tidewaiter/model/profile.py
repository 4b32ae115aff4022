"""A profile: what an artifact or a release can do, when, through which path."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec

from tidewaiter.model.phase import Gate, Phase
from tidewaiter.model.release import Requirement

if TYPE_CHECKING:
    Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
else:
    Json = Any  # msgspec, which decodes cached profiles, knows no recursive aliases


class Edge(StrEnum):
    """How sure a step of a path is."""

    EXACT = "exact"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Step(msgspec.Struct, frozen=True):
    """A function on a path, and the line in it that calls the next (or is the use)."""

    function: str
    member: str
    line: int
    edge: Edge


class Place(msgspec.Struct, frozen=True, order=True):
    """An artifact that holds a use, and the member's full path in it."""

    filename: str
    member: str


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a capability is exercised, in one phase.

    Attributes:
        api: The qualified name that the catalogue knows, such as ``subprocess.run``.
        entry: What has to happen, in words a person would type: ``import acme``.
        line: From 1, in the outermost text. ``column`` counts code points from 0.
        arguments: Folded arguments by name or position; only what is known.
        destination: Host, URL, file, command or variable, or ``None`` when not known.
        layers: Decoders that were peeled to see it, outermost first.
        layer_line: The line inside the innermost layer, when there is one.
        path: From an entry point or public function to this use; empty when unreached.
        condition: Source text of the tests of the platform, the command line or the environment
            that have to hold on the way to it.
        origin: Labels such as ``vendored``, ``minified``, ``unreached``.
        gate: For install uses, how the entry point is gated.
    """

    capability: str
    phase: Phase
    api: str
    entry: str
    member: str
    line: int
    column: int
    snippet: str
    arguments: dict[str, Json] = {}
    destination: str | None = None
    destination_kind: str | None = None
    layers: tuple[str, ...] = ()
    layer_line: int | None = None
    path: tuple[Step, ...] = ()
    condition: str | None = None
    origin: tuple[str, ...] = ()
    gate: Gate | None = None
    places: tuple[Place, ...] = ()


class EntryPoint(msgspec.Struct, frozen=True):
    """Something that is run without the package's own functions being called by name.

    ``target`` is what it runs: a member path, ``module:function``, or a command line.
    """

    phase: Phase
    name: str
    target: str
    gate: Gate | None = None


class Profile(msgspec.Struct, frozen=True):
    """All that one artifact can do, as linking found it; every tuple is sorted."""

    uses: tuple[Use, ...]
    entry_points: tuple[EntryPoint, ...]
    requirements: tuple[Requirement, ...]
