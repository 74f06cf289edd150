"""gNMI paths of one model family each, to observations: one file a profile with the constant `MAPPING`. Pure."""
