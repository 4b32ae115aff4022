"""What an expression of a release may stand for, found without running it."""
