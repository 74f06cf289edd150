"""Nokia SR Linux: gNMI with the lab's certificate on 57400, unprotected on 57401 (24.3.1 and later). Pure."""

from clab.kind import GnmiService, KindProfile, LogPlace, Show

PROFILE = KindProfile(
    "Nokia SR Linux",
    ("nokia_srlinux",),
    "admin",
    "NokiaSrl1!",
    GnmiService(57400, "lab_ca", plain_port=57401),
    (LogPlace("inside", "/var/log/srlinux/buffer/messages"),),
    "nokia_srl",
    (
        Show(
            "bgp-summary",
            "show network-instance default protocols bgp neighbor",
            "table",
            "nokia_srl_show_network-instance_protocols_bgp_neighbor.textfsm",
        ),
    ),
    mend_log=(
        "system logging buffer messages facility local6 priority match-above informational (SR Linux's default); "
        "file/messages holds warnings only"
    ),
)
"""`file/messages` lacks the lines of sessions that come up, so the buffer is read."""
