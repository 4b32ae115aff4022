"""What places of use mean, which callers say what they touch, and what is told of them."""
