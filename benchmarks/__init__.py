"""The bars of speed, start-up, memory and the sieve, measured: `python -m benchmarks`."""
