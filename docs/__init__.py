"""The documentation's own programs: what is generated, and the picture of the demo."""
