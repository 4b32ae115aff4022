"""Inspection: runs the chain, and is the only room that caches, times and forks for it."""
