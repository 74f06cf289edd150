"""From an intent to a lab: shapes, ports, addresses, sessions, and the topology file's text. Pure."""
