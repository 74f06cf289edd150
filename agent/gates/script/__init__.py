"""The gate for scripts: what they may do, read from their text, and what they do when tried."""
