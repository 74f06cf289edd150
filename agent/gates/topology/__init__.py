"""The gate for topologies: our own checks, and containerlab's own plan."""
