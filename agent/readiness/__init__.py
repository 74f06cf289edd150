"""Whether a lab is ready: which sessions are expected, whether they are up, and what keeps those that are not."""
