"""The call graph of a release, and the places where it uses what the catalogue knows."""
