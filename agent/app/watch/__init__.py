"""Beside running labs: what can be heard of each node, one agent a lab, and the labs' own life."""
