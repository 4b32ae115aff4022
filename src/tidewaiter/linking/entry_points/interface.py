"""What every rule of "what runs when" gives: starts, each with what it runs."""

import msgspec

from tidewaiter.model.phase import Gate, Phase


class MemberTarget(msgspec.Struct, frozen=True, order=True):
    """A member that is run from its top; then, unless ``function`` is "", that function of it.

    ``function`` is dotted as an entry point spells it; it may be re-exported, or missing.
    """

    member: str
    function: str = ""

    def __str__(self) -> str:
        return f"{self.member}:{self.function}" if self.function else self.member


class ShellTarget(msgspec.Struct, frozen=True, order=True):
    """A shell line that stands in a manifest; it runs in the folder of ``member``."""

    text: str
    member: str
    line: int

    def __str__(self) -> str:
        return self.text


class CodeTarget(msgspec.Struct, frozen=True, order=True):
    """A line of program text that stands in another file."""

    text: str
    dialect: str
    member: str
    line: int

    def __str__(self) -> str:
        return self.text


class OutsideTarget(msgspec.Struct, frozen=True, order=True):
    """What the artifact itself does not hold: another package's module, or a missing file."""

    reference: str

    def __str__(self) -> str:
        return self.reference


Target = MemberTarget | ShellTarget | CodeTarget | OutsideTarget
"""What a start runs; ``str`` of it is the ``target`` of a report's entry point."""


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """A reason for which code of an artifact runs without one of its functions being called.

    Attributes:
        phase: When: any but ``call`` and ``test``.
        name: What the start is called: a script, a command, "setup.py", "import acme".
        entry: What has to happen, in words a person would type.
        target: What runs then.
        gate: For install starts, what stands before them.
        unless_literal: Its target's function names an attribute; nothing runs when the module
            gives that as a literal.
        primary: Of several starts that reach a use, one of these is the one to show.
    """

    phase: Phase
    name: str
    entry: str
    target: Target
    gate: Gate | None = None
    primary: bool = True
    unless_literal: bool = False
