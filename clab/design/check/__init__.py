"""What a request demands of a lab, and whether a finished draft keeps it. Pure."""
