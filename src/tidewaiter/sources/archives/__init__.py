"""Archives: an artifact's file or folder → its members, under budgets, never to disk."""

from tidewaiter.sources.archives.opened import NESTED, Opened, open_artifact

__all__ = ["NESTED", "Opened", "open_artifact"]
