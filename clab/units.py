"""Units of measure, for all packages. Pure."""

SECOND_NS = 1_000_000_000
"""Nanoseconds in a second."""
