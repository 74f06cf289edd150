"""Records that questions select from."""
