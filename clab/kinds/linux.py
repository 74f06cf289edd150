"""Linux containers, other free systems, and the kinds that are no container of the lab's (bridges, the host). Pure.

What a Linux container is shows inside (FRR, BIRD, GoBGP, ExaBGP).
"""

from clab.kind import BGP_SUMMARY_JSON, Kind, Monitoring, vm

KINDS = (
    Kind(
        "linux",
        "Linux",
        monitoring=Monitoring(
            platform="linux",
            shows=BGP_SUMMARY_JSON,
            log_hint="log file /var/log/frr/frr.log informational | router bgp ... / bgp log-neighbor-changes",
        ),
    ),
    Kind("openwrt", "OpenWrt", virtual=True),
    vm("openbsd", "OpenBSD (VM)", r"vio(?P<port>\d+)", "vio1", 1),
    vm("freebsd", "FreeBSD (VM)", r"vtnet(?P<port>\d+)", "vtnet1", 1),
    Kind("generic_vm", "any VM", virtual=True),
    Kind("rare", "RARE/freeRtr"),
    Kind("fdio_vpp", "FD.io VPP"),
    Kind("bridge", "Linux bridge of the host", image=False, endpoints_free=True),
    Kind("ovs-bridge", "Open vSwitch bridge of the host", image=False, endpoints_free=True),
    Kind("host", "the host itself", image=False, endpoints_free=True),
    Kind("ext-container", "container that is there already", image=False, endpoints_free=True),
    Kind("k8s-kind", "Kubernetes cluster (kind)", image=False, endpoints_free=True),
)
