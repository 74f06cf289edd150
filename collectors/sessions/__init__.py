"""Operators' session logs to observations. Pure."""
