"""Juniper cRPD: its log folder lies in the lab directory; gNMI is off. Pure."""

from clab.kind import KindProfile, LogPlace, Show

PROFILE = KindProfile(
    "Juniper cRPD",
    ("juniper_crpd", "juniper_csrx"),
    "root",
    "clab123",
    None,
    (LogPlace("host", "log/messages"), LogPlace("inside", "/var/log/messages")),
    "juniper_junos",
    (Show("bgp-summary", "show bgp summary", "table", known=("juniper_junos", "show bgp summary")),),
    mend_log="set system syslog file messages any info; set protocols bgp log-updown",
    mend_gnmi="set system services extension-service request-response grpc ..., then name it in labkeeper.yml",
)
