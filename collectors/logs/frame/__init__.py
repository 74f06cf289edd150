"""A line's header: stamps, zone, host, program, and where the router's own words begin."""
