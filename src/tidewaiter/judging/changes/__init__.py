"""Changes: one file for each thing that two releases can differ in."""
