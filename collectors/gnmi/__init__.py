"""gNMI updates to observations: one file a model family. Pure."""
