"""Raw -> observation: pure functions, one file per (source, kind), golden-tested.

Logs are read in `collectors.logs`. A gNMI profile is one file
`gnmi_<profile>.py` with `MAPPING: GnmiMapping`; a snapshot command is one file `snapshot_<router>.py` with `MAPPING:
SnapshotMapping`. `collectors.registry` finds them; no list has to be edited.
"""
