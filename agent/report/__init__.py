"""What is written about incidents, sessions and digests, and how it is read back. Pure."""
