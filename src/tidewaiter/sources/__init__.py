"""Sources: where bytes come from: registries, files and folders, and the archives inside."""

from tidewaiter.sources.interface import Fetched, FetchedArtifact, Listed, Resolved, Settings
from tidewaiter.sources.releases import Releases
from tidewaiter.sources.targets import Target, parse_target

__all__ = [
    "Fetched",
    "FetchedArtifact",
    "Listed",
    "Releases",
    "Resolved",
    "Settings",
    "Target",
    "parse_target",
]
