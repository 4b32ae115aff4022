"""Budgets: how much of a hostile artifact is read, loaded from ``budgets.toml``."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec


class ArtifactBudget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Per artifact: bytes, entries, unpacked over packed bytes, archives inside archives."""

    packed: int
    unpacked: int
    members: int
    ratio: int
    ratio_free: int
    nesting: int


class MemberBudget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Per member: bytes kept, bytes parsed, depth of any recursion."""

    read: int
    parsed: int
    depth: int


class ReleaseBudget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Per release: bytes of readable text."""

    text: int


class LayerBudget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Layers: nesting, number per member, bytes of each, decoded over encoded bytes."""

    depth: int
    per_member: int
    bytes: int
    expansion: int


class FoldingBudget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Constants: bytes of one folded string, steps per member."""

    string: int
    steps: int


class WorkerBudget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A worker process: seconds of wall time per target, bytes of memory with its children."""

    seconds: int
    memory: int


class Budget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every bound of the engine, by what it bounds."""

    artifact: ArtifactBudget
    member: MemberBudget
    release: ReleaseBudget
    layers: LayerBudget
    folding: FoldingBudget
    worker: WorkerBudget

    def scaled(self, factor: float) -> "Budget":
        """The same budget with every size and count multiplied by ``factor``, at least 1.

        Ratios, depths and the worker's memory stay: they protect the machine, not the result.

        Raises:
            ValueError: ``factor`` is not a positive finite number.
        """
        if not 0 < factor < float("inf"):
            raise ValueError("a budget is scaled by a positive number")
        return msgspec.convert(
            {
                table: {
                    name: value if name in _FIXED else max(1, int(value * factor))
                    for name, value in msgspec.to_builtins(bounds).items()
                }
                for table, bounds in msgspec.structs.asdict(self).items()
            },
            Budget,
        )


_FIXED = frozenset({"ratio", "nesting", "depth", "expansion", "memory"})


@cache
def load_budget() -> Budget:
    """The budget that ships with this version; the file is read once per process."""
    text = Path(__file__).with_name("budgets.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Budget)
