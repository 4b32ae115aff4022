"""Manifests: files that tell installers, interpreters and other packages what to run."""

from collections.abc import Callable

from msgspec.structs import replace

from tidewaiter.catalogue.budgets import Budget
from tidewaiter.reading.manifests import (
    agent_hooks,
    entry_points_txt,
    gyp,
    metadata,
    package_json,
    pth,
    pyproject,
    requires_txt,
    setup_cfg,
    wheel_files,
)
from tidewaiter.reading.manifests.interface import Manifest
from tidewaiter.reading.manifests.requirements import MOST

_READERS: dict[str, Callable[[str, str], Manifest]] = {
    "package.json": package_json.read,
    "pyproject.toml": pyproject.read,
    "setup.cfg": setup_cfg.read,
    "METADATA": metadata.read,
    "PKG-INFO": metadata.read,
    "entry_points.txt": entry_points_txt.read,
    "requires.txt": requires_txt.read,
    "WHEEL": wheel_files.read_wheel,
    "top_level.txt": wheel_files.read_top_level,
    "binding.gyp": gyp.read,
    agent_hooks.AGENT_HOOKS: agent_hooks.read,
    "pth": pth.read_pth,
    "start": pth.read_start,
}


def read_manifest(dialect: str, data: bytes, path: str, budget: Budget) -> Manifest:
    """Reads a member of kind ``MANIFEST`` or ``PTH``; never raises.

    Args:
        dialect: As ``reading.kinds.kind_of`` gives it.
        data: Its bytes; UTF-8 is assumed, what is none becomes U+FFFD.
        path: Its path, for messages and for the folder it speaks about.
        budget: Only ``member.parsed`` counts: a longer manifest is lost.
    """
    reader = _READERS.get(dialect)
    if reader is None:  # RECORD is compared by ``sources``
        return Manifest(format=dialect, path=path)
    if len(data) > budget.member.parsed:
        return Manifest(format=dialect, path=path, lost=f"over {budget.member.parsed:,} bytes")
    manifest = reader(data.decode("utf-8", "replace"), path)
    if len(manifest.requirements) <= MOST:
        return manifest
    kept = manifest.requirements[:MOST]
    return replace(manifest, requirements=kept, lost=f"over {MOST:,} requirements")
