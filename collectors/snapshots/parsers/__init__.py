"""Answers of one command each, to observations: one file a router family with the constant `MAPPING`. Pure."""
