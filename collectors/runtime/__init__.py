"""Events of container engine and containerlab, to observations. Pure."""
