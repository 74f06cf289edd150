"""From observations to incidents. Pure: no clock, no files, no threads."""
