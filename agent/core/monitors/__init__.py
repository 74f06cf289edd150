"""The trust monitors, one file each; `MONITOR` is the constant."""
