"""Texts about incidents that neither the monitors' authors nor whoever tunes them has read, and what `verify` says."""
