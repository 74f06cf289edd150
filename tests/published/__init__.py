"""Logs that people published, with what truly happened in them; collected before anybody had read them here."""
