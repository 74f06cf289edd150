"""The bench of the lanes: the production admission, a simulated engine and a mixed workload on a virtual clock."""
