"""A simulated engine and a mixed workload for the lanes' own scheduler, on a virtual clock."""
