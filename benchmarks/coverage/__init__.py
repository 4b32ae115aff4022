"""What platforms offer and the catalogue does not speak of: `python -m benchmarks.coverage`."""
