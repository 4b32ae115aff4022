"""What the bars of speed, start-up, memory and the sieve are measured with; run `-m benchmarks`."""
