"""Fuzzing: what each reader does with bytes that nobody meant to be read."""
