"""Phases: when a use runs, and how an install entry point is gated."""

from enum import StrEnum


class Phase(StrEnum):
    """When a use runs; the members stand in the order of earliness."""

    INSTALL = "install"
    STARTUP = "startup"
    IMPORT = "import"
    PLUGIN = "plugin"
    BIN = "bin"
    CALL = "call"
    BUILD = "build"
    TEST = "test"

    @property
    def rank(self) -> int:
        """Position in the order of earliness, 0 for ``install``."""
        return _RANKS[self]


_RANKS = {phase: rank for rank, phase in enumerate(Phase)}

UNASKED = frozenset({Phase.INSTALL, Phase.STARTUP, Phase.IMPORT})
"""The phases that need nobody to call the package."""

BEFORE_CALL = UNASKED | {Phase.PLUGIN, Phase.BIN}
"""The phases in which only exact or likely edges are followed."""


class Gate(StrEnum):
    """What stands between a person and an install entry point."""

    AUTOMATIC = "automatic"
    APPROVAL = "approval"
    FROM_SOURCE = "from-source"
