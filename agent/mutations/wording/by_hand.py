"""Texts that were written by hand over single incidents."""

BY_HAND: tuple[tuple[str, str], ...] = ()
