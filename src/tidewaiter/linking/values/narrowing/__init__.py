"""What tests and callers leave of what something may be."""
