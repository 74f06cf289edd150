"""Causes in words: noun phrases (after "because of") and clauses, by the contract's cause type.

Fields: `{iface}` an interface subject, `{nbr}` a neighbor subject, `{n}` the subject's node, `{peer}` the node at the
other end of a neighbor subject.
"""

NOUNS: dict[str, tuple[str, ...]] = {
    "link_down": (
        "a link failure on {iface}",
        "loss of link on {iface}",
        "the link at {iface} going down",
        "an interface outage on {iface}",
        "a dead link at {iface}",
        "{iface} losing its link",
        "the failure of the link behind {iface}",
        "a link-down on {iface}",
    ),
    "link_flap": (
        "a flapping link on {iface}",
        "link flaps at {iface}",
        "{iface} bouncing repeatedly",
        "an unstable link at {iface}",
        "repeated link flapping on {iface}",
    ),
    "one_way_loss": (
        "one-way packet loss between {n} and {peer}",
        "traffic getting through in one direction only between {n} and {peer}",
        "unidirectional loss on the path between {n} and {peer}",
        "a one-way loss, seen on {nbr}",
        "loss in a single direction between {peer} and {n}",
    ),
    "node_down": (
        "{n} going down",
        "the outage of node {n}",
        "node {n} being down",
        "the loss of router {n}",
        "{n} having gone down",
        "a node-down of {n}",
    ),
    "node_hang": (
        "{n} hanging",
        "a freeze of node {n}",
        "{n} having frozen",
        "router {n} being unresponsive",
        "a hang of {n}",
        "{n} standing frozen",
    ),
    "node_isolated": (
        "the isolation of {n}",
        "{n} being cut off from its neighbors",
        "all links of {n} going down",
        "node {n} losing every one of its links",
        "{n} having become isolated",
    ),
    "process_crash": (
        "a crash of the BGP daemon on {n}",
        "the routing process on {n} crashing",
        "the BGP process of {n} dying",
        "a daemon crash on {n}",
        "the routing daemon on {n} having died",
    ),
    "process_restart": (
        "a restart of the BGP daemon on {n}",
        "the routing process on {n} being restarted",
        "a BGP process restart on {n}",
        "the restart of {n}'s routing daemon",
        "{n} restarting its BGP process",
    ),
    "admin_shutdown": (
        "an administrative shutdown of {nbr}",
        "{nbr} being administratively shut down",
        "an admin shutdown on {n} of its session to {peer}",
        "the session to {peer} being shut down administratively on {n}",
        "an administrative shutdown, done on {n}",
    ),
    "admin_reset": (
        "an administrative reset of {nbr}",
        "{nbr} being reset administratively",
        "an admin reset issued on {n}",
        "a session reset on {n}",
        "an administrative reset, done on {n}",
    ),
    "peer_deconfigured": (
        "the removal of {nbr} from the configuration",
        "{nbr} being deconfigured",
        "a neighbor removed from the configuration of {n}",
        "{n} dropping {peer} from its BGP configuration",
        "the deconfiguration of {nbr}",
    ),
    "remote_as_mismatch": (
        "a remote-AS mismatch on {nbr}",
        "a wrong remote AS between {n} and {peer}",
        "{n} and {peer} disagreeing about the AS number",
        "an AS number mismatch on {nbr}",
        "mismatched remote AS numbers between {peer} and {n}",
    ),
    "authentication_mismatch": (
        "an authentication mismatch on {nbr}",
        "mismatched BGP passwords between {n} and {peer}",
        "authentication that does not match between {peer} and {n}",
        "an authentication mismatch between {n} and {peer}",
    ),
    "prefix_limit_exceeded": (
        "an exceeded prefix limit on {nbr}",
        "{peer} sending more prefixes than {n} allows",
        "the maximum-prefix limit being exceeded on {nbr}",
        "too many prefixes from {peer}",
        "the prefix limit for {nbr} being exceeded",
        "a max-prefix violation on {nbr}",
    ),
    "prefix_limit_warning": (
        "a prefix limit warning on {nbr}",
        "a max-prefix warning for {nbr}",
        "a prefix count from {peer} that set off the limit warning on {n}",
    ),
    "bfd_down": ("BFD going down on {nbr}", "a BFD failure on {nbr}"),
    "hold_timer_expired": (
        "an expired hold timer on {nbr}",
        "the hold timer of {nbr} running out",
        "hold timer expiry on {n}",
        "{n} hitting its hold timer on the session to {peer}",
        "a hold timer that ran out on {n}",
    ),
    "route_withdrawal": (
        "a withdrawal of routes by {peer}",
        "routes withdrawn on {nbr}",
        "a drop in the number of prefixes received from {peer}",
        "route withdrawals from {peer}",
    ),
    "host_stall": (
        "a stall of the lab host",
        "the lab host standing still",
        "the host machine having stalled",
        "a host stall",
        "a stalled host",
    ),
}

CLAUSES: dict[str, tuple[str, ...]] = {
    "link_down": (
        "the link at {iface} went down",
        "{iface} lost its link",
        "{iface} went down",
        "the link on {iface} failed",
    ),
    "link_flap": ("the link at {iface} flapped", "{iface} kept flapping", "{iface} went up and down several times"),
    "one_way_loss": (
        "packets got lost in one direction between {n} and {peer}",
        "there was one-way loss between {n} and {peer}",
    ),
    "node_down": ("{n} went down", "node {n} was down", "router {n} went down"),
    "node_hang": ("{n} hung", "{n} froze", "node {n} stopped responding", "router {n} hung"),
    "node_isolated": ("{n} was isolated", "{n} lost all its links", "every link of {n} went down"),
    "process_crash": (
        "the BGP daemon on {n} crashed",
        "the routing process of {n} died",
        "the BGP process on {n} crashed",
    ),
    "process_restart": (
        "the BGP daemon on {n} was restarted",
        "the routing process of {n} restarted",
        "{n}'s BGP process was restarted",
    ),
    "admin_shutdown": (
        "{nbr} was administratively shut down",
        "the session to {peer} was shut down administratively on {n}",
    ),
    "admin_reset": ("{nbr} was administratively reset", "{n} did an administrative reset"),
    "peer_deconfigured": ("{nbr} was removed from the configuration", "{n} had {peer} removed from its configuration"),
    "remote_as_mismatch": (
        "the remote AS on {nbr} did not match",
        "{n} and {peer} did not agree on the remote AS",
    ),
    "authentication_mismatch": (
        "the BGP authentication between {n} and {peer} did not match",
        "the passwords of {n} and {peer} did not match",
    ),
    "prefix_limit_exceeded": (
        "{peer} exceeded the prefix limit that {n} has for it",
        "the prefix limit of {nbr} was exceeded",
        "{nbr} ran over its maximum-prefix limit",
    ),
    "prefix_limit_warning": ("{nbr} set off a prefix limit warning", "{n} warned about the prefix limit for {peer}"),
    "bfd_down": ("BFD went down on {nbr}",),
    "hold_timer_expired": (
        "the hold timer on {nbr} expired",
        "{n}'s hold timer for {peer} ran out",
    ),
    "route_withdrawal": ("{peer} withdrew routes", "{n} received fewer prefixes from {peer}"),
    "host_stall": ("the lab host stalled", "the host stood still"),
}
