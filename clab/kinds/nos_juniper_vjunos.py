"""Juniper's VMs: only ssh and netconf are set up. Pure."""

from clab.kind import SYSLOG, KindProfile, Show

PROFILE = KindProfile(
    "Juniper vJunos (VM)",
    ("juniper_vjunosrouter", "juniper_vjunosswitch", "juniper_vjunosevolved", "juniper_cjunosevolved"),
    "admin",
    "admin@123",
    None,
    (),
    "juniper_junos",
    (Show("bgp-summary", "show bgp summary", "table", known=("juniper_junos", "show bgp summary")),),
    virtual=True,
    mend_log=SYSLOG,
    mend_gnmi=(
        "set system services extension-service request-response grpc clear-text port 32767, "
        "then name it in labkeeper.yml"
    ),
)
