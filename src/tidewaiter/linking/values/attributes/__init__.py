"""What values have: classes and objects, and what is stored in them, by name or key."""
