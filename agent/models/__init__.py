"""Local models: one request and one reply, the backends, the routing table and the scheduler."""
